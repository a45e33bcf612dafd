import type { Handlers } from '../../contract/contract.ts';
import type { listMethods } from '../../contract/lists.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { changesHidden } from '../../core/duplicates/changesHidden.ts';
import type { JournalAnswer } from '../../core/lists/ports.ts';
import { showList } from '../../core/lists/showList.ts';
import { partOfProduct } from '../../core/search/partOfProduct.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import { importLists } from '../lists/importLists.ts';
import { rankingFor } from '../quality/rankingFor.ts';

export function listHandlers(context: EngineContext): Handlers<keyof typeof listMethods> {
  const curation = () => requireCatalog(context).curation;

  /** Tells every window what undo or redo changed. */
  async function tell({ products }: CatalogSession, { steps, productIds }: JournalAnswer): Promise<void> {
    const isOfHidden = steps.some(({ operation }) => changesHidden(operation));
    if (isOfHidden || steps.some(({ field, operation }) => field !== null || operation === 'name-sold-out')) {
      context.events.emit('products.changed', { products: await products.count() });
    }
    if (isOfHidden || steps.some(({ board }) => board !== null)) context.events.emit('boards.changed', {});
    if (steps.length > 0) context.events.emit('lists.changed', { ids: [...productIds] });
  }

  return {
    'lists.get': async ({ id, type }) => ({ decisions: [...(await curation().decisionsOf(id, type))] }),
    'lists.show': async (input) => {
      const { region, order: _, ...asked } = input;
      const catalog = requireCatalog(context);
      const id = await catalog.products.ownId(asked.id);
      const ranking = await rankingFor(catalog, input);
      const part = region === undefined ? undefined : await partOfProduct(catalog, id, region);
      const list = await showList(catalog, { ...asked, id, ...(ranking !== null && { ranking }) }, part);
      const { colourWeight = 0 } = asked;
      return {
        ...list,
        ...(ranking !== null && { isLearned: true as const }),
        ...(colourWeight > 0 && { colourWeight }),
      };
    },
    'lists.decide': async ({ id, position, reason, ...decided }) => {
      const { productId, moved, ...made } = await curation().decide({
        ...decided,
        productId: id,
        position: position ?? null,
        reason: reason ?? null,
      });
      context.events.emit('lists.changed', { ids: [productId] });
      return { ...made, ...(moved !== undefined && { moved: [...moved] }) };
    },
    'lists.decideAll': async ({ id, reason, ...decided }) => {
      const made = await curation().decideAll({ ...decided, productId: id, reason: reason ?? null });
      if (made.touched.length > 0) context.events.emit('lists.changed', { ids: [made.productId] });
      return { touched: made.touched, left: made.left };
    },
    'lists.reasons': async () => ({ reasons: [...(await curation().reasons())] }),
    'lists.undo': async ({ count }) => {
      const catalog = requireCatalog(context);
      const answer = await catalog.curation.undo(count);
      await tell(catalog, answer);
      return { undone: [...answer.steps] };
    },
    'lists.redo': async ({ count }) => {
      const catalog = requireCatalog(context);
      const answer = await catalog.curation.redo(count);
      await tell(catalog, answer);
      return { redone: [...answer.steps] };
    },
    'lists.history': () => curation().history(),
    'lists.import': (options) => importLists(context, requireCatalog(context), options),
  };
}
