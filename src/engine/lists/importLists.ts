/** Edited exports: read, compared with the lists as they are, and applied where that is asked for. */
import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Parsed } from '../../contract/contract.ts';
import type { ListImport } from '../../contract/lists.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { ListComparison } from '../../core/lists/roundTrip/compareList.ts';
import { type ImportPlan, planImport } from '../../core/lists/roundTrip/importLists.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import { readTable } from '../imports/readTable.ts';

/** @throws Failure `file-unreadable`, `metadata-unusable`, `bad-input`, `disk-full`, `catalog-damaged`, `cancelled` */
export async function importLists(
  context: EngineContext,
  catalog: CatalogSession,
  { file, type, apply, limit }: Parsed<'lists.import'>,
): Promise<ListImport> {
  const { products, curation } = catalog;
  const table = await readTable(resolve(file));
  const ids = await products.choose({ kind: 'all' });
  const plan = await planImport(table, type, { ids, products, curation, pause: () => nextTurn() });
  requireStillOpen(context, catalog);
  const shown = await describe(catalog, plan, limit);
  if (!apply) return { ...shown, applied: false };
  const { changes, productIds } = await curation.importLists(type, plan.wanted);
  if (changes > 0) context.events.emit('lists.changed', { ids: [...productIds] });
  return { ...shown, changes, changedLists: productIds.length, applied: true };
}

async function describe(
  { products }: CatalogSession,
  { rows, changes, changed, repaired, refused }: ImportPlan,
  limit: number,
): Promise<Omit<ListImport, 'applied'>> {
  const lists: ListImport['lists'] = [];
  for (const comparison of changed.slice(0, limit)) lists.push(await describeList(products, comparison));
  return {
    rows,
    changes,
    changedLists: changed.length,
    lists,
    repairedCount: repaired.length,
    repaired: repaired.slice(0, limit).map(({ row, text }) => ({ row, what: text })),
    refusedCount: refused.length,
    refused: refused.slice(0, limit).map(({ row, text }) => ({ row, reason: text })),
  };
}

async function describeList(
  products: CatalogSession['products'],
  { productId, changes }: ListComparison,
): Promise<ListImport['lists'][number]> {
  const ids = [productId, ...changes.map(({ id }) => id)];
  const [owner = null, ...others] = await products.recordsOf(ids, []);
  return {
    id: productId,
    name: owner?.name ?? productId,
    entries: changes.map(({ id, before, after, position }, at) => ({
      id,
      name: others[at]?.name ?? id,
      before: before ?? 'suggested',
      after: after ?? 'suggested',
      position,
    })),
  };
}
