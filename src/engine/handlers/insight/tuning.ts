import type { Handlers } from '../../../contract/contract.ts';
import type { tuningMethods } from '../../../contract/insight/tuning.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';
import { startTuning } from '../../tuning/tuneJob.ts';

export function tuningHandlers(context: EngineContext): Handlers<keyof typeof tuningMethods> {
  return {
    'tuning.kept': async () => ({ kept: (await context.current()?.tuning.kept()) ?? null }),
    'tuning.fields': async () => ({ fields: await requireCatalog(context).tuning.fields() }),
    'tuning.start': async (order) => ({ jobId: await startTuning(context, requireCatalog(context), order) }),
    'tuning.drop': async () => {
      const dropped = await requireCatalog(context).tuning.drop();
      if (dropped) context.events.emit('tuning.changed', { isKept: false });
      return { dropped };
    },
  };
}
