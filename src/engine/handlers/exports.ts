import type { Handlers } from '../../contract/contract.ts';
import type { exportMethods } from '../../contract/exports.ts';
import { describePresets } from '../../core/lists/presets/presets.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import type { ExportJobs } from '../lists/exportJobs.ts';

export function exportHandlers(
  context: EngineContext,
  exports: ExportJobs,
): Handlers<keyof typeof exportMethods> {
  return {
    'lists.preview': (options) => exports.preview(requireCatalog(context), options),
    'lists.presets': async () => ({
      presets: describePresets((await requireCatalog(context).describe()).fields),
    }),
    'lists.export': async (options) => ({ jobId: await exports.start(requireCatalog(context), options) }),
  };
}
