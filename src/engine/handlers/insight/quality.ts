import type { Handlers } from '../../../contract/contract.ts';
import type { qualityMethods } from '../../../contract/insight/quality.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';
import { lastQuality, startQuality } from '../../quality/qualityJob.ts';

export function qualityHandlers(context: EngineContext): Handlers<keyof typeof qualityMethods> {
  return {
    'quality.measure': async (order) => ({
      jobId: await startQuality(context, requireCatalog(context), order),
    }),
    'quality.last': async () => ({ measured: lastQuality(requireCatalog(context)) }),
  };
}
