/** The products of a catalog as a job over all of them needs them: a row each, in the catalog's order, and the fields asked for. */

import type { Cancellation } from '../../imports/ports.ts';
import { createFieldColumn, type FieldColumn } from '../../products/fieldColumn.ts';
import type { ProductReader } from '../../products/ports.ts';
import { throwIfCancelled } from '../../work/throwIfCancelled.ts';

export interface ProductTable {
  /** By row. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  rowOf(id: string): number | undefined;
  /** Whether it has an embedded image: without one it has no look-alikes. */
  hasPicture(row: number): boolean;
  /** Of a field asked for; code 0 is "no value". */
  column(field: string): FieldColumn;
}

export interface TableSources {
  readonly products: Pick<ProductReader, 'recordsOf'>;
  readonly signal: Cancellation;
  /** Lets the engine answer others. */
  pause(): Promise<void>;
}

const pageLength = 1000;

/**
 * @param ids all products', in order
 * @throws Failure `cancelled` once the signal is aborted
 */
export async function readProductTable(
  { products, signal, pause }: TableSources,
  ids: readonly string[],
  fields: Iterable<string>,
): Promise<ProductTable> {
  const columns = new Map(Array.from(fields, (field) => [field, createFieldColumn()]));
  const names: string[] = [];
  const pictured = new Uint8Array(ids.length);
  for (let start = 0; start < ids.length; start += pageLength) {
    const records = await products.recordsOf(ids.slice(start, start + pageLength), [...columns.keys()]);
    for (const [at, record] of records.entries()) {
      const row = start + at;
      names.push(record?.name ?? '');
      pictured[row] = (record?.images.length ?? 0) > 0 ? 1 : 0;
      for (const [field, column] of columns) column.set(row, record?.attributes[field] ?? '');
    }
    await pause();
    throwIfCancelled(signal);
  }
  const rowById = new Map(ids.map((id, row) => [id, row]));
  return {
    ids,
    names,
    rowOf: (id) => rowById.get(id),
    hasPicture: (row) => pictured[row] === 1,
    column(field) {
      const column = columns.get(field);
      if (column === undefined) throw new RangeError(`The field ${field} was not read.`);
      return column;
    },
  };
}
