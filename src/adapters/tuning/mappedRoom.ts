/** Where a thread of a tuned batch has its own things in the memory that it shares with the index. */
import { maxBlockQueries } from '../vectors/threadMemory.ts';

/** The kernel takes a multiple of four. */
const mostQueries = Math.ceil(maxBlockQueries / 4) * 4;
/** Rows that stay in the processor's second cache while all queries meet them; a multiple of four. */
export const rowsPerTile = 256;

/** @param length numbers of a vector */
function sizesOf(length: number) {
  return {
    queries: mostQueries * length * 4,
    gathered: rowsPerTile * length * 4,
    products: mostQueries * rowsPerTile * 4,
    places: rowsPerTile * 4,
  };
}

/** Bytes per thread. */
export function roomBytes(length: number): number {
  return Object.values(sizesOf(length)).reduce((sum, size) => sum + size, 0);
}

/** Addresses in bytes. @param start where its `roomBytes` begin */
export function placeRoom(
  length: number,
  start: number,
): Readonly<Record<keyof ReturnType<typeof sizesOf>, number>> {
  const sizes = sizesOf(length);
  const gathered = start + sizes.queries;
  const products = gathered + sizes.gathered;
  return { queries: start, gathered, products, places: products + sizes.products };
}
