/** How many products of a view have each value of a field. */
import type { View } from '../../contract/products.ts';
import type { FieldValues } from '../products/fieldColumn.ts';
import type { ProductColumns } from '../products/productRows.ts';

export interface ValueCount {
  /** Empty for "no value". */
  readonly value: string;
  readonly count: number;
}

/** A byte per row, 1 where the view shows it. @throws Failure as `ProductRows.mask` */
export function maskOfView(rows: ProductColumns, view: Pick<View, 'where' | 'text'>): Uint8Array {
  const mask = rows.mask(view.where);
  const text = rows.matchText(view.text);
  return text === null ? mask : mask.map((passes, row) => passes & (text[row] ?? 0));
}

export function countRows(mask: Uint8Array): number {
  return mask.reduce((sum, passes) => sum + passes, 0);
}

/** Products by the code of their value; code 0 is "no value". */
export function countCodes({ values, codeAt }: FieldValues, mask: Uint8Array): Int32Array {
  const counts = new Int32Array(values.length);
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] !== 1) continue;
    const code = codeAt(row);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** The codes that a product has: by count, then by value, "no value" last. */
export function orderCodes({ values }: FieldValues, counts: Int32Array): number[] {
  const codes: number[] = [];
  for (let code = 1; code < counts.length; code++) if ((counts[code] ?? 0) > 0) codes.push(code);
  codes.sort(
    (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || ((values[a] ?? '') < (values[b] ?? '') ? -1 : 1),
  );
  return (counts[0] ?? 0) > 0 ? [...codes, 0] : codes;
}

export function countValues(
  rows: ProductColumns,
  view: View,
  field: string,
): { products: number; values: ValueCount[] } {
  const column = rows.column(field);
  const mask = maskOfView(rows, view);
  const counts = countCodes(column, mask);
  return {
    products: countRows(mask),
    values: orderCodes(column, counts).map((code) => ({
      value: column.values[code] ?? '',
      count: counts[code] ?? 0,
    })),
  };
}
