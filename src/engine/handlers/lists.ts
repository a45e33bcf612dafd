import type { Handlers } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { listMethods } from '../../contract/lists.ts';
import type { JournalAnswer } from '../../core/lists/ports.ts';
import { showList } from '../../core/lists/showList.ts';
import { requireId } from '../../core/search/queryVectors.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import type { ExportJobs } from '../lists/exportJobs.ts';

export function listHandlers(
  context: EngineContext,
  exports: ExportJobs,
): Handlers<keyof typeof listMethods> {
  const isThere = (id: string): boolean => requireCatalog(context).rows.rowOf(id) !== undefined;

  const ownId = (id: string): string => requireId(requireCatalog(context), id);

  /** Tells every window what undo or redo changed. */
  function tell({ steps, productIds }: JournalAnswer): void {
    const catalog = requireCatalog(context);
    if (steps.some(({ field }) => field !== null)) {
      catalog.refresh(productIds);
      context.events.emit('products.changed', { products: catalog.rows.productCount });
    }
    if (steps.length > 0) context.events.emit('lists.changed', { ids: [...productIds] });
  }

  return {
    'lists.get': ({ id, type }) => {
      const decisions = requireCatalog(context).curation.decisionsOf(ownId(id), type);
      return { decisions: decisions.map((one) => ({ ...one, isResting: !isThere(one.id) })) };
    },
    'lists.show': ({ id, type, top, metric }) => {
      const catalog = requireCatalog(context);
      const sources = { rows: catalog.rows, search: catalog.search(), curation: catalog.curation };
      return showList(sources, { id: ownId(id), type, top, metric });
    },
    'lists.decide': ({ id, type, lookAlikeId: other, state, position, reason }) => {
      const productId = ownId(id);
      // A decision on a product that is gone can be taken back, and nothing else.
      const lookAlikeId = state === null && !isThere(other) ? other : ownId(other);
      if (productId === lookAlikeId) {
        throw new Failure(
          'bad-input',
          `${id} is the product itself; decide on another one's place in its list.`,
        );
      }
      const made = requireCatalog(context).curation.decide({
        type,
        productId,
        lookAlikeId,
        state,
        position: position ?? null,
        reason: reason ?? null,
      });
      context.events.emit('lists.changed', { ids: [productId] });
      return made;
    },
    'lists.undo': ({ count }) => {
      const answer = requireCatalog(context).curation.undo(count);
      tell(answer);
      return { undone: [...answer.steps] };
    },
    'lists.redo': ({ count }) => {
      const answer = requireCatalog(context).curation.redo(count);
      tell(answer);
      return { redone: [...answer.steps] };
    },
    'lists.history': () => {
      const { curation, countResting } = requireCatalog(context);
      return { ...curation.history(), decisions: curation.count(), resting: countResting() };
    },
    'lists.preview': (options) => exports.preview(requireCatalog(context), options),
    'lists.export': (options) => ({ jobId: exports.start(requireCatalog(context), options) }),
  };
}
