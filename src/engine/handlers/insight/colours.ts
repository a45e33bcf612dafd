import type { Handlers } from '../../../contract/contract.ts';
import type { colourMethods } from '../../../contract/insight/colours.ts';
import { startReadingColours } from '../../colours/coloursJob.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';

export function colourHandlers(context: EngineContext): Handlers<keyof typeof colourMethods> {
  return {
    'colours.missing': async () => ({ pictures: (await context.current()?.colours.missing()) ?? 0 }),
    'colours.read': async () => ({ jobId: startReadingColours(context, requireCatalog(context)) }),
  };
}
