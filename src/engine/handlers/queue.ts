import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Handlers } from '../../contract/contract.ts';
import { viewSchema } from '../../contract/products.ts';
import type { queueMethods } from '../../contract/queue.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { findDrift } from '../../core/lists/drift/findDrift.ts';
import { countStates, nextInQueue } from '../../core/lists/queue.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import { finishLists } from '../lists/finishJob.ts';
import { rankingFor } from '../quality/rankingFor.ts';

export function queueHandlers(context: EngineContext): Handlers<keyof typeof queueMethods> {
  const tellLists = (ids: string[]) => context.events.emit('lists.changed', { ids });
  /** @param ids the products' own. @returns how many lists were not so already */
  async function setDone(
    catalog: CatalogSession,
    ids: readonly string[],
    type: string,
    isDone: boolean,
  ): Promise<number> {
    if (isDone) return finishLists(context, catalog, type, ids);
    const changed = await catalog.curation.setDone(
      type,
      ids.map((productId) => ({ productId, seen: null })),
    );
    tellLists([...changed]);
    return changed.length;
  }

  return {
    'listTypes.list': async () => ({ types: [...(await requireCatalog(context).curation.types())] }),
    'listTypes.save': async (kind) => {
      const isNew = await requireCatalog(context).curation.saveType(kind);
      tellLists([]);
      return { isNew };
    },
    'listTypes.remove': async ({ type }) => {
      const resting = await requireCatalog(context).curation.removeType(type);
      tellLists([]);
      return { resting };
    },
    'queue.progress': async ({ type, view }) => {
      const { products, curation } = requireCatalog(context);
      return countStates(await products.ids(view), await curation.listStates(type));
    },
    'queue.next': async ({ type, view, after }) => {
      const { products, curation } = requireCatalog(context);
      return { id: await nextInQueue(products, view, await curation.listStates(type), after) };
    },
    'queue.list': async ({ type, view, offset, limit }) => {
      const { products, curation } = requireCatalog(context);
      const { total, products: shown } = await products.list(view, offset, limit);
      const summaries = await curation.summariesOf(
        type,
        shown.map(({ id }) => id),
      );
      const lists = shown.flatMap((product, at) => {
        const summary = summaries[at];
        return summary === undefined ? [] : [{ ...product, ...summary }];
      });
      return { total, lists };
    },
    'queue.setDone': async ({ id, type, isDone }) => {
      const catalog = requireCatalog(context);
      const ownId = await catalog.products.ownId(id);
      await setDone(catalog, [ownId], type, isDone);
      return { state: await catalog.curation.stateOf(ownId, type) };
    },
    'queue.setDoneAll': async ({ ids, type, isDone }) => {
      const catalog = requireCatalog(context);
      const ownIds = [...new Set(await Promise.all(ids.map(catalog.products.ownId)))];
      const changed = await setDone(catalog, ownIds, type, isDone);
      const { done } = await catalog.curation.listStates(type);
      return { changed, begun: isDone ? ownIds.filter((id) => !done.has(id)).length : 0 };
    },
    'catalogs.soldOut': async () => ({ soldOut: await requireCatalog(context).curation.soldOut() }),
    'catalogs.nameSoldOut': async ({ soldOut }) => {
      const { curation, products } = requireCatalog(context);
      await curation.nameSoldOut(soldOut);
      const all = await products.count();
      context.events.emit('products.changed', { products: all });
      tellLists([]);
      const where = soldOut === null ? [] : [soldOut];
      return { products: soldOut === null ? 0 : (await products.ids(viewSchema.parse({ where }))).length };
    },
    'drift.find': async ({ better }) => {
      const catalog = requireCatalog(context);
      const { products, search, curation } = catalog;
      const ranking = (await rankingFor(catalog, {})) ?? undefined;
      const sources = { products, search, curation, ranking, pause: () => nextTurn() };
      return { lists: await findDrift(sources, better) };
    },
  };
}
