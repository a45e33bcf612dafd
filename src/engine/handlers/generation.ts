import type { Handlers } from '../../contract/contract.ts';
import type { generationMethods } from '../../contract/generation.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import { startExposure } from '../lists/exposureJob.ts';
import { startGeneration } from '../lists/generateJob.ts';

export function generationHandlers(context: EngineContext): Handlers<keyof typeof generationMethods> {
  return {
    'lists.generate': async (order) => ({
      jobId: await startGeneration(context, requireCatalog(context), order),
    }),
    'exposure.counted': async ({ type }) => ({
      counted: await requireCatalog(context).curation.exposureCounted(type),
    }),
    'exposure.measure': async (order) => ({
      jobId: await startExposure(context, requireCatalog(context), order),
    }),
  };
}
