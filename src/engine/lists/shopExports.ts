/** What an export for a shop needs of the open catalog: its order, and searches that know usable products alone. */
import { basename } from 'node:path';
import type { ExportOptions } from '../../contract/exports.ts';
import { Failure } from '../../contract/failure.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { ExportSources } from '../../core/lists/exportLists.ts';
import type { Preset } from '../../core/lists/presets/preset.ts';
import {
  orderForShop,
  planForShop,
  type ShopOrder,
  type ShopPlan,
} from '../../core/lists/presets/shopFile.ts';

/** An order, and all that the catalog has when it is given. */
export interface ShopExport {
  readonly order: ShopOrder;
  readonly allIds: readonly string[];
}

/** Null for an export that is for no shop. @throws Failure as `orderForShop` does */
export async function findShopExport(
  catalog: CatalogSession,
  { shop, ...options }: ExportOptions,
): Promise<ShopExport | null> {
  if (shop === undefined) return null;
  const { name, fields, sources } = await catalog.describe();
  const allIds = await catalog.products.choose({ kind: 'all' });
  const hasMetadata = sources.some(({ metadata }) => metadata !== null);
  return { order: orderForShop(options, shop, { name, fields, hasMetadata, ids: allIds }), allIds };
}

/** Checks the products, then works with lists in which those that are blocked leave their places to others. */
export async function withShopPlan<T>(
  { selections }: CatalogSession,
  sources: ExportSources,
  { order, allIds }: ShopExport,
  ids: readonly string[],
  work: (plan: ShopPlan, sources: ExportSources) => Promise<T>,
): Promise<T> {
  const plan = await planForShop(sources, order, allIds, ids);
  if (plan.blocked.length === 0) return work(plan, sources);
  // A selection, because a filter by ids would be written out once per product.
  const { id } = await selections.hold([...plan.keyOf.keys()]);
  try {
    return await work(plan, { ...sources, among: [{ kind: 'selection', id }] });
  } finally {
    await selections.release(id);
  }
}

/** @throws Failure `bad-input` for a file whose name the shop would not understand */
export function checkFileName({ title, fileWord, ending }: Preset, file: string): void {
  if (fileWord === null || basename(file).includes(fileWord)) return;
  throw new Failure(
    'bad-input',
    `${title} tells by the word “${fileWord}” in a file’s name what is inside, and ${basename(file)} does not have it. Call it “${fileWord} lists.${ending}”, say.`,
  );
}
