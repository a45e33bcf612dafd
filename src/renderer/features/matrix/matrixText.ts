/** The numbers of a matrix as text. */
import { writeCsv } from '../../shell/csvText.ts';

/** As in exports: finer than the difference between two machines. */
const digits = 6;

/** The numbers alone, a line per product, parted by tabs. */
export function writeNumbers(values: readonly (readonly number[])[]): string {
  return values.map((line) => line.map((value) => value.toFixed(digits)).join('\t')).join('\n');
}

/** With the products' ids as heads. */
export function writeMatrix(ids: readonly string[], values: readonly (readonly number[])[]): string {
  return writeCsv([
    ['product_id', ...ids],
    ...ids.map((id, row) => [id, ...(values[row] ?? []).map((value) => Number(value.toFixed(digits)))]),
  ]);
}
