/** The table of a matrix, as a file has it: a column of ids, then a column per product. */

export interface MatrixTable {
  readonly columns: readonly string[];
  readonly rows: (string | number)[][];
}

export function matrixTable(ids: readonly string[], values: readonly (readonly number[])[]): MatrixTable {
  const rows = ids.map((id, row) => [id, ...(values[row] ?? []).map(roundValue)]);
  return { columns: ['product_id', ...ids], rows };
}

/** As in exports: finer than the difference between two machines. */
function roundValue(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
