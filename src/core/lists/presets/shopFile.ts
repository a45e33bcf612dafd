/** The text of a file for a shop, piece by piece, over the products that the shop knows; and its preview. */
import type { Blocked, ExportOptions, ShopOptions } from '../../../contract/exports.ts';
import { Failure } from '../../../contract/failure.ts';
import { plainColumnName } from '../../imports/metadata/columnWords.ts';
import { buildLists, type ExportSources, type ProductList } from '../exportLists.ts';
import type { ExportPiece } from '../exportText.ts';
import { substitute } from '../ports.ts';
import { type KeyCheck, readKeys } from './keys.ts';
import type { Preset, ShopList } from './preset.ts';
import { findKey, ownId, presets } from './presets.ts';

/** What there is to know of the open catalog. */
export interface ShopCatalog {
  readonly name: string;
  readonly fields: readonly string[];
  readonly hasMetadata: boolean;
  /** All products', in order: each may be recommended. */
  readonly ids: readonly string[];
}

export interface ShopOrder {
  readonly check: KeyCheck;
  /** How the lists are made. */
  readonly options: ExportOptions;
}

/** What goes into the file, and what does not. */
export interface ShopPlan extends ShopOrder {
  /** Product id → its key in the shop. */
  readonly keyOf: ReadonlyMap<string, string>;
  /** Those of the products asked for that are usable, in their order. */
  readonly ids: readonly string[];
  readonly blocked: readonly Blocked[];
}

/**
 * What is asked for, in the shop's words.
 * @throws Failure `bad-input` for a type without a place in the shop, more entries than it takes, or an unknown key
 */
export function orderForShop(options: ExportOptions, shop: ShopOptions, catalog: ShopCatalog): ShopOrder {
  const preset = presets[shop.preset];
  const place = preset.places.get(shop.type) ?? preset.placeOfOther?.(shop.type);
  if (place === undefined) {
    throw new Failure(
      'bad-input',
      `${preset.title} has no place for lists of the type ${shop.type}. It takes ${[...preset.places.keys()].join(', ')}.`,
    );
  }
  if (shop.max !== undefined && shop.max > preset.most) {
    throw new Failure(
      'bad-input',
      `${preset.title} takes ${preset.most} products per list at most, not ${shop.max}. Choose ${preset.most} or fewer.`,
    );
  }
  if (shop.separator !== undefined && preset.separator === null) {
    throw new Failure('bad-input', `${preset.title} has a separator of its own. Leave it out.`);
  }
  const keyField = findKeyField(shop.key ?? findKey(preset, catalog.fields), preset, catalog.fields);
  const form = preset.form({
    place,
    keyField,
    fields: catalog.fields,
    areIdsNumbers: catalog.ids.every((id) => /^[1-9]\d*$/.test(id)),
    separator: shop.separator ?? preset.separator ?? '',
    shopCatalog: shop.shopCatalog ?? catalog.name,
  });
  return {
    check: { preset, form, keyField, hasMetadata: catalog.hasMetadata },
    options: {
      ...options,
      type: shop.type,
      format: 'csv',
      columns: [],
      top: shop.max ?? Math.min(options.top, preset.most),
    },
  };
}

/** The field as the catalog writes it; null for the product's own id. @throws Failure `bad-input` naming those that there are */
function findKeyField(key: string, { keyWord }: Preset, fields: readonly string[]): string | null {
  if (fields.includes(key)) return key;
  if (key === ownId) return null;
  const plain = plainColumnName(key);
  const alike = fields.filter((field) => plainColumnName(field) === plain);
  if (alike[0] !== undefined && alike.length === 1) return alike[0];
  if (alike.length === 0 && plain === ownId) return null;
  const known = [ownId, ...fields].join(', ');
  throw new Failure('bad-input', `This catalog has no field “${key}” for the ${keyWord}: ${known}.`);
}

/**
 * Looks which products the shop can know, before the first line.
 * @param allIds all products'
 * @param ids those whose lists are asked for
 * @throws Failure `cancelled` once the signal is aborted
 */
export async function planForShop(
  sources: Pick<ExportSources, 'products' | 'signal' | 'pause'>,
  order: ShopOrder,
  allIds: readonly string[],
  ids: readonly string[],
): Promise<ShopPlan> {
  const { keyOf, blocked } = await readKeys(sources, allIds, order.check);
  return { ...order, keyOf, blocked, ids: ids.filter((id) => keyOf.has(id)) };
}

/**
 * The whole file in pieces, one per product and one at each end.
 * @param sources its search knows usable products alone
 * @throws Failure `cancelled` once the signal is aborted; `not-found` where no list has an entry
 */
export async function* writeShopFile(sources: ExportSources, plan: ShopPlan): AsyncGenerator<ExportPiece> {
  const { form } = plan.check;
  let products = 0;
  let rowCount = 0;
  yield { text: `${form.head}\n`, products, rows: rowCount };
  for await (const list of buildLists(sources, plan.ids, plan.options)) {
    products++;
    const rows = rowsOf(list, plan);
    rowCount += rows.length;
    yield { text: rows.map((row) => `${row}\n`).join(''), products, rows: rowCount };
  }
  if (rowCount === 0) throw new Failure('not-found', nothingIn(plan));
  yield { text: form.foot === '' ? '' : `${form.foot}\n`, products, rows: rowCount };
}

const previewLength = 10;

/** The first lines of the file, its head and ten rows; empty where it would have none. @throws Failure as `writeShopFile` */
export async function previewShopFile(sources: ExportSources, plan: ShopPlan): Promise<string[]> {
  const rows: string[] = [];
  // A few at a time: the index takes requests ahead.
  for (let start = 0; start < plan.ids.length && rows.length < previewLength; start += previewLength) {
    const ids = plan.ids.slice(start, start + previewLength);
    for await (const list of buildLists(sources, ids, plan.options)) rows.push(...rowsOf(list, plan));
  }
  return rows.length === 0 ? [] : [...plan.check.form.head.split('\n'), ...rows.slice(0, previewLength)];
}

function rowsOf(list: ProductList | null, { check, keyOf }: ShopPlan): readonly string[] {
  const shopList = list === null ? null : toShopList(list, keyOf);
  return shopList === null ? [] : check.form.rows(shopList);
}

function toShopList({ product, entries }: ProductList, keyOf: ReadonlyMap<string, string>): ShopList | null {
  const key = keyOf.get(product.id);
  // Products that came after the check have none.
  const targets = entries.flatMap(({ match }) => keyOf.get(match.id) ?? []);
  return key === undefined || targets.length === 0 ? null : { key, name: product.name, targets };
}

function nothingIn({ blocked, keyOf, options }: ShopPlan): string {
  const [first] = blocked;
  if (keyOf.size === 0 && first !== undefined) {
    return `No product can be named in the shop; no file was written. Product ${first.id}: ${first.reason} Choose the field with the right key.`;
  }
  if (!options.onlyCurated && options.type !== substitute) {
    return 'None of these lists has an accepted, pinned or generated product yet; no file was written. Decide on some, or generate lists first.';
  }
  if (options.onlyCurated) {
    return 'None of these lists has an accepted or pinned product yet; no file was written. Decide on some first.';
  }
  return 'None of these products has a list to export; no file was written. Choose others.';
}
