import type { Handlers } from '../../contract/contract.ts';
import type { listMethods } from '../../contract/lists.ts';
import { requireId } from '../../core/search/queryVectors.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import type { ExportJobs } from '../lists/exportJobs.ts';

export function listHandlers(context: EngineContext, jobs: ExportJobs): Handlers<keyof typeof listMethods> {
  const ownId = (id: string): string => requireId(requireCatalog(context), id);
  return {
    'lists.get': ({ id }) => {
      return { decisions: requireCatalog(context).lists.decisionsOf(ownId(id)) };
    },
    'lists.decide': ({ id, lookAlikeId, state }) => {
      return { previous: requireCatalog(context).lists.decide(ownId(id), ownId(lookAlikeId), state) };
    },
    'lists.preview': (options) => jobs.preview(requireCatalog(context), options),
    'lists.export': (options) => ({ exportId: jobs.start(requireCatalog(context), options) }),
    'lists.cancelExport': ({ exportId }) => {
      jobs.cancel(exportId);
      return {};
    },
  };
}
