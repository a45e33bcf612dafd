/** Facets: how many products each value of each field would show. */
import type { Facet, Filter, View } from '../../contract/products.ts';
import type { FieldColumn } from './fieldColumn.ts';
import type { ProductColumns } from './productRows.ts';

/** More values than a person can pick from: the field is searched, not clicked. */
const maxValues = 1000;
/** Fields of codes and texts: more distinct values than half the products, and more than this. */
const maxValuesOfUniqueField = 100;

/**
 * Counts per field; a field's own filters do not narrow its own counts. Values come by count, then by value, and
 * the empty string ("no value") last. Values that are selected are present even where their count is 0; a field
 * with too many distinct values shows only these, and without any selected it is left out. So is a field in which no
 * product ever had a value.
 * @returns `products`: how many the view shows
 * @throws Failure `bad-input` naming an unknown field
 */
export function countFacets(
  rows: ProductColumns,
  view: Pick<View, 'where' | 'text'>,
): { products: number; facets: Facet[] } {
  const filtered = groupByField(view.where).map(([field, filters]) => ({ field, mask: rows.mask(filters) }));
  const base = rows.mask([]);
  const text = rows.matchText(view.text);
  if (text !== null)
    for (let row = 0; row < base.length; row++) base[row] = (base[row] ?? 0) & (text[row] ?? 0);

  /** Per row: -2 where the base or two fields exclude it, the index of the one field that does, -1 for none. */
  const excludedBy = new Int32Array(rows.rowCount).fill(-1);
  let products = 0;
  for (let row = 0; row < excludedBy.length; row++) {
    let only = base[row] === 1 ? -1 : -2;
    for (let index = 0; index < filtered.length && only !== -2; index++) {
      if (filtered[index]?.mask[row] === 0) only = only === -1 ? index : -2;
    }
    excludedBy[row] = only;
    if (only === -1) products++;
  }

  const facets: Facet[] = [];
  for (const field of rows.fields) {
    const column = rows.column(field);
    const selected = new Set(
      view.where.filter((filter) => filter.field === field).flatMap(({ values }) => values),
    );
    if (column.values.length === 1 && selected.size === 0) continue;
    const isTooWide = hasTooManyValues(rows, column);
    if (isTooWide && selected.size === 0) continue;
    const own = filtered.findIndex((filter) => filter.field === field);
    const counts = countCodes(column, excludedBy, own);
    const values = [...counts.keys()]
      .map((code) => ({ value: column.values[code] ?? '', count: counts[code] ?? 0 }))
      .filter(({ value, count }) => (isTooWide ? selected.has(value) : count > 0 || selected.has(value)));
    for (const value of selected) if (column.codeOf(value) === undefined) values.push({ value, count: 0 });
    facets.push({ field, values: values.sort(compareValues) });
  }
  return { products, facets };
}

function groupByField(where: readonly Filter[]): [string, Filter[]][] {
  const groups = new Map<string, Filter[]>();
  for (const filter of where) groups.set(filter.field, [...(groups.get(filter.field) ?? []), filter]);
  return [...groups];
}

function countCodes(column: FieldColumn, excludedBy: Int32Array, own: number): Int32Array {
  const counts = new Int32Array(column.values.length);
  for (let row = 0; row < excludedBy.length; row++) {
    const only = excludedBy[row] ?? -2;
    if (only !== -1 && (only !== own || only < 0)) continue;
    const code = column.codeAt(row);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

function hasTooManyValues(rows: ProductColumns, column: FieldColumn): boolean {
  // The dictionary holds values of removed products too, so it only tells when there is nothing to count.
  if (column.values.length - 1 <= maxValuesOfUniqueField) return false;
  const isSeen = new Uint8Array(column.values.length);
  let distinct = 0;
  for (let row = 0; row < rows.rowCount; row++) {
    const code = column.codeAt(row);
    if (code === 0 || isSeen[code] === 1) continue;
    isSeen[code] = 1;
    distinct++;
  }
  return distinct > maxValues || (distinct > maxValuesOfUniqueField && distinct > rows.productCount / 2);
}

function compareValues(a: { value: string; count: number }, b: { value: string; count: number }): number {
  if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
  if (a.count !== b.count) return b.count - a.count;
  return a.value < b.value ? -1 : 1;
}
