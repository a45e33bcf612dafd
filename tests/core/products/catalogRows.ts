/** Small catalogs for the tests of this feature. */
import type { Attributes, View } from '../../../src/contract/products.ts';
import type { ProductRecord } from '../../../src/core/products/ports.ts';
import { createProductRows, type MutableProductRows } from '../../../src/core/products/productRows.ts';

export function product(
  id: string,
  name: string,
  attributes: Attributes = {},
  imageIds: readonly string[] = [],
): ProductRecord {
  return { id, name, attributes, images: imageIds.map((imageId) => ({ imageId, path: `${imageId}.jpg` })) };
}

export function fillRows(...records: ProductRecord[]): MutableProductRows {
  const rows = createProductRows();
  rows.upsert(records);
  return rows;
}

/** A view of everything, in the order in which the products came, but for what is given. */
export function view(change: Partial<View> = {}): View {
  return { where: [], text: '', sort: { field: 'added', descending: false }, ...change };
}
