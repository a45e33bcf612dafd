import type { Handlers } from '../../../contract/contract.ts';
import { Failure } from '../../../contract/failure.ts';
import type { duplicateMethods } from '../../../contract/insight/duplicates.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';
import { compareDuplicates } from '../../duplicates/compareDuplicates.ts';
import { heldDuplicates, listOpen, startDuplicates } from '../../duplicates/duplicatesJob.ts';
import { exportDuplicates } from '../../duplicates/exportDuplicates.ts';
import {
  describeGroup,
  keepAll,
  keepOne,
  keptByRule,
  placesOf,
  previewKeep,
} from '../../duplicates/keepDuplicates.ts';

export function duplicateHandlers(context: EngineContext): Handlers<keyof typeof duplicateMethods> {
  /** Products are shown or hidden, with other attributes, in other lists. */
  async function tell(): Promise<void> {
    const { products } = requireCatalog(context);
    context.events.emit('products.changed', { products: await products.count() });
    context.events.emit('lists.changed', { ids: [] });
    context.events.emit('boards.changed', {});
  }

  return {
    'duplicates.find': async (order) => ({
      jobId: await startDuplicates(context, requireCatalog(context), order),
    }),
    'duplicates.list': async ({ offset, limit }) => {
      const catalog = requireCatalog(context);
      const { groups, hidden } = await listOpen(catalog);
      const held = heldDuplicates(catalog);
      return {
        found: held === null ? null : { ...held.found, groups: groups.length },
        total: groups.length,
        groups: groups.slice(offset, offset + limit),
        closed: (held?.groups.length ?? 0) - groups.length,
        hidden,
      };
    },
    'duplicates.group': async ({ ids, rule }) => {
      const catalog = requireCatalog(context);
      const products = await describeGroup(catalog, ids);
      return { products, keep: keptByRule(products, rule, await placesOf(catalog)) };
    },
    'duplicates.compare': async (order) => compareDuplicates(requireCatalog(context), order),
    'duplicates.preview': (choice) => previewKeep(requireCatalog(context), choice),
    'duplicates.keep': async (choice) => {
      const merged = await keepOne(requireCatalog(context), choice);
      await tell();
      return merged;
    },
    'duplicates.keepAll': async (order) => {
      const kept = await keepAll(requireCatalog(context), order);
      if (!order.dryRun) await tell();
      return kept;
    },
    'duplicates.sayDistinct': async ({ ids }) => {
      const { products, duplicates } = requireCatalog(context);
      await duplicates.sayDistinct(await Promise.all(ids.map(products.ownId)));
      context.events.emit('lists.changed', { ids: [] });
      return {};
    },
    'duplicates.show': async ({ ids }) => {
      const { products, duplicates } = requireCatalog(context);
      const shown = await duplicates.show(await Promise.all([...new Set(ids)].map(products.ownId)));
      if (shown === 0) throw new Failure('not-found', 'None of these products is hidden.');
      await tell();
      return { shown };
    },
    'duplicates.export': (order) => exportDuplicates(requireCatalog(context), order),
  };
}
