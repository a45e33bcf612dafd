import type { Handlers } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { listMethods } from '../../contract/lists.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import type { ExportJobs } from '../lists/exportJobs.ts';

export function listHandlers(
  context: EngineContext,
  exports: ExportJobs,
): Handlers<keyof typeof listMethods> {
  function requireProduct(id: string): void {
    if (requireCatalog(context).rows.rowOf(id) === undefined) {
      throw new Failure('not-found', `There is no product ${id} in this catalog.`);
    }
  }
  return {
    'lists.get': ({ id }) => {
      requireProduct(id);
      return { decisions: requireCatalog(context).lists.decisionsOf(id) };
    },
    'lists.decide': ({ id, lookAlikeId, state }) => {
      requireProduct(id);
      requireProduct(lookAlikeId);
      return { previous: requireCatalog(context).lists.decide(id, lookAlikeId, state) };
    },
    'lists.preview': (options) => exports.preview(requireCatalog(context), options),
    'lists.export': (options) => ({ jobId: exports.start(requireCatalog(context), options) }),
  };
}
