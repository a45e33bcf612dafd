/** Which products may be results: one mask per query, computed once. */
import type { Filter } from '../../contract/products.ts';
import type { ProductRows } from '../products/ports.ts';
import type { VectorIndex } from './ports.ts';

/** What every search reads: the products and the vectors of their images. */
export interface SearchCatalog {
  readonly rows: ProductRows;
  readonly index: VectorIndex;
}

export interface Candidates {
  /** A byte per row: 1 for products that pass the filters and have an embedded image. */
  readonly eligible: Uint8Array;
  /** A byte per slot of the index, or null where nothing is filtered. */
  readonly allowedSlots: Uint8Array | null;
  readonly count: number;
}

/**
 * The products that pass every filter.
 * @throws Failure `bad-input` naming an unknown field
 */
export function selectCandidates({ rows, index }: SearchCatalog, filters: readonly Filter[]): Candidates {
  const eligible = rows.mask(filters).slice();
  const allowedSlots = filters.length === 0 ? null : new Uint8Array(index.slotCount);
  let count = 0;
  for (let row = 0; row < eligible.length; row++) {
    if (eligible[row] !== 1) continue;
    let isEmbedded = false;
    for (const { imageId } of rows.imagesAt(row)) {
      const slot = index.slotOf(imageId);
      if (slot === undefined) continue;
      isEmbedded = true;
      if (allowedSlots === null) break;
      allowedSlots[slot] = 1;
    }
    if (isEmbedded) count++;
    else eligible[row] = 0;
  }
  return { eligible, allowedSlots, count };
}
