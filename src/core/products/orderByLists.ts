/** Which of a view's lists are to be curated first. */
import { Failure } from '../../contract/failure.ts';
import type { View } from '../../contract/products.ts';
import { rankValues } from './productOrder.ts';
import type { ProductColumns } from './productRows.ts';

type Queue = NonNullable<View['queue']>;

/**
 * The rows of a view, those whose lists come first in front; where two are equal, as they stand.
 * @param isInView whether a row is in the view, however far its list is
 * @throws Failure `bad-input` naming an unknown field, `not-found` where exposure was not counted yet
 */
export function orderByLists(
  rows: ProductColumns,
  order: Int32Array,
  queue: Queue,
  isInView: (row: number) => boolean,
): Int32Array {
  const placeOf = placesOf(rows, queue, isInView);
  const places = Float64Array.from(order, placeOf);
  const at = Int32Array.from(order, (_, index) => index);
  at.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  return at.map((index) => order[index] ?? 0);
}

/** A number per row, the smallest first. */
function placesOf(
  rows: ProductColumns,
  { type, order }: Queue,
  isInView: (row: number) => boolean,
): (row: number) => number {
  switch (order.by) {
    case 'field':
      return placesByProgress(rows, type, order.field, isInView);
    case 'exposure': {
      const counts = rows.exposure(type);
      if (counts === null) {
        throw new Failure(
          'not-found',
          'How often products are recommended in these lists was not counted yet. Count it first.',
        );
      }
      const sign = order.first === 'most' ? -1 : 1;
      // What came after the count stands behind everything that was counted.
      return (row) => sign * (counts.get(rows.idAt(row)) ?? sign * Number.MAX_SAFE_INTEGER);
    }
    case 'shortfall': {
      const missing = rows.listShortfall(type);
      return (row) => -(missing[row] ?? 0);
    }
  }
}

/** By the share of a value's lists that is done, then as the values are sorted; products without a value last. */
function placesByProgress(
  rows: ProductColumns,
  type: string,
  field: string,
  isInView: (row: number) => boolean,
): (row: number) => number {
  const column = rows.column(field);
  const { done } = rows.listStates(type);
  const lists = new Uint32Array(column.values.length);
  const ended = new Uint32Array(column.values.length);
  for (let row = 0; row < rows.rowCount; row++) {
    if (!isInView(row)) continue;
    const code = column.codeAt(row);
    lists[code] = (lists[code] ?? 0) + 1;
    if (done.has(rows.idAt(row))) ended[code] = (ended[code] ?? 0) + 1;
  }
  const ranks = rankValues(column, false);
  const shareOf = (code: number): number => (ended[code] ?? 0) / Math.max(1, lists[code] ?? 0);
  const codes = [...column.values.keys()]
    .slice(1)
    .sort((a, b) => shareOf(a) - shareOf(b) || (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const places = new Uint32Array(column.values.length).fill(codes.length);
  for (const [place, code] of codes.entries()) places[code] = place;
  return (row) => places[column.codeAt(row)] ?? 0;
}
