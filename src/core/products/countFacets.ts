/** Facets: how many products each value of each field would show. */
import { type Facet, type Filter, fieldOfFilter, isValueFilter, type View } from '../../contract/products.ts';
import type { FieldColumn } from './fieldColumn.ts';
import { summariseField } from './fieldSummary.ts';
import type { ProductColumns } from './productRows.ts';

/** More values than a person can pick from: the field is searched, not clicked. */
export const mostFacetValues = 1000;
/** Fields of codes and texts: more distinct values than half the products, and more than this. */
const maxValuesOfUniqueField = 100;

/**
 * Counts per field; a field's own filters, of whatever kind, do not narrow its own counts. Values come by count, then by
 * value, and the empty string ("no value") last. Values that are selected are present even where their count is 0. A field
 * with too many distinct values shows only these and its span; with neither it is left out, as is a field in which no
 * product ever had a value.
 * @returns `products`: how many the view shows
 * @throws Failure `bad-input` naming an unknown field
 */
export function countFacets(
  rows: ProductColumns,
  view: Pick<View, 'where' | 'text'>,
): { products: number; facets: Facet[] } {
  const { whole, byField } = groupByField(view.where);
  const filtered = byField.map(([field, filters]) => ({ field, mask: rows.mask(filters) }));
  const base = rows.mask(whole);
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
      view.where.flatMap((filter) => (isValueFilter(filter) && filter.field === field ? filter.values : [])),
    );
    if (column.values.length === 1 && selected.size === 0) continue;
    const summary = summariseField(rows, column);
    const { span } = summary;
    const isTooWide = hasTooManyValues(summary.distinct, rows.productCount);
    if (isTooWide && selected.size === 0 && span === undefined) continue;
    const own = filtered.findIndex((filter) => filter.field === field);
    const counts = countCodes(column, excludedBy, own);
    const values = [...counts.keys()]
      .map((code) => ({ value: column.values[code] ?? '', count: counts[code] ?? 0 }))
      .filter(({ value, count }) => (isTooWide ? selected.has(value) : count > 0 || selected.has(value)));
    for (const value of selected) if (column.codeOf(value) === undefined) values.push({ value, count: 0 });
    facets.push({ field, values: values.sort(compareFacetValues), ...(span !== undefined && { span }) });
  }
  return { products, facets };
}

/** The filters on each field together, and those on whole products. */
function groupByField(where: readonly Filter[]): { whole: Filter[]; byField: [string, Filter[]][] } {
  const groups = Map.groupBy(where, fieldOfFilter);
  const whole = groups.get(null) ?? [];
  const byField = [...groups].flatMap(([field, filters]): [string, Filter[]][] =>
    field === null ? [] : [[field, filters]],
  );
  return { whole, byField };
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

/** @param distinct values of a field, of so many products */
export function hasTooManyValues(distinct: number, products: number): boolean {
  return distinct > mostFacetValues || (distinct > maxValuesOfUniqueField && distinct > products / 2);
}

/** By count, then by value; "no value" last. */
export function compareFacetValues(
  a: { value: string; count: number },
  b: { value: string; count: number },
): number {
  if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
  if (a.count !== b.count) return b.count - a.count;
  return a.value < b.value ? -1 : 1;
}
