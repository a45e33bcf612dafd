/** Products by id, read from rows in memory. */
import { requireField } from '../search/sameFilters.ts';
import type { ProductReader, ProductRecord, ProductRows } from './ports.ts';

/** Answers from these very rows: the catalog's, or those that a snapshot holds. */
export function readRows(rows: ProductRows): ProductReader {
  function read(id: string, fields: readonly string[] | null): ProductRecord | null {
    const row = rows.rowOf(id);
    if (row === undefined) return null;
    if (fields === null) return rows.at(row);
    return {
      id: rows.idAt(row),
      name: rows.nameAt(row),
      attributes: Object.fromEntries(fields.map((field) => [field, rows.valueOf(row, field)])),
      images: rows.imagesAt(row),
    };
  }

  return {
    async check(where, fields) {
      rows.mask(where);
      for (const field of fields) requireField(rows, field);
    },
    recordsOf: async (ids, fields) => ids.map((id) => read(id, fields)),
  };
}
