/** "Same as this product's …" as filters. */
import { Failure } from '../../contract/failure.ts';
import type { Filter } from '../../contract/products.ts';
import type { ProductRows } from '../products/ports.ts';

/**
 * A filter per field that keeps the products with the query product's value. A field in which the query product itself
 * has no value says nothing about what it is like, so it is ignored.
 * @param row the query product's row, or undefined for an image from outside or a taste
 * @throws Failure `bad-input` for an unknown field, or where there is no query product
 */
export function sameFilters(rows: ProductRows, row: number | undefined, same: readonly string[]): Filter[] {
  if (same.length === 0) return [];
  if (row === undefined) {
    throw new Failure(
      'bad-input',
      `"Same ${same.join(', ')}" needs a product of the catalog to compare with; there is none here. Use a filter instead.`,
    );
  }
  const filters: Filter[] = [];
  for (const field of new Set(same)) {
    requireField(rows, field);
    const value = rows.valueOf(row, field);
    if (value !== '') filters.push({ field, values: [value] });
  }
  return filters;
}

/** @throws Failure `bad-input` naming the unknown field and the known ones */
export function requireField(rows: ProductRows, field: string): void {
  if (rows.fields.includes(field)) return;
  const known =
    rows.fields.length === 0 ? 'it has no attributes' : `its fields are ${rows.fields.join(', ')}`;
  throw new Failure('bad-input', `This catalog has no field "${field}": ${known}.`);
}
