import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Handlers } from '../../contract/contract.ts';
import { viewSchema } from '../../contract/products.ts';
import type { queueMethods } from '../../contract/queue.ts';
import { findDrift } from '../../core/lists/drift/findDrift.ts';
import { countStates, nextToCurate } from '../../core/lists/queue.ts';
import { showList } from '../../core/lists/showList.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function queueHandlers(context: EngineContext): Handlers<keyof typeof queueMethods> {
  const tellLists = (ids: string[]) => context.events.emit('lists.changed', { ids });
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
      return { id: nextToCurate(await products.ids(view), await curation.listStates(type), after) };
    },
    'queue.setDone': async ({ id, type, isDone }) => {
      const catalog = requireCatalog(context);
      const ownId = await catalog.products.ownId(id);
      const order = { id: ownId, type, metric: 'cosine' as const, where: [], same: [], diversity: 0 };
      const seen = isDone ? (await showList(catalog, order)).entries.map((entry) => entry.id) : null;
      await catalog.curation.setDone(ownId, type, seen);
      tellLists([ownId]);
      return { state: await catalog.curation.stateOf(ownId, type) };
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
      const { products, search, curation } = requireCatalog(context);
      const sources = { products, search, curation, pause: () => nextTurn() };
      return { lists: await findDrift(sources, better) };
    },
  };
}
