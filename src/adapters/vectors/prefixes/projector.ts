/** Products of vectors with rows of as many numbers: axes, or those of a linear map. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { Memory, pageBytes } from '../../webAssembly/webAssembly.ts';
import { createKernels } from '../kernels.ts';

/**
 * A float32 sum of 2048 products in eight partial sums: 256 additions in a row, then four, and the products' own rounding, each 2⁻²⁴ of
 * Σ|p·x| ≤ ‖p‖·‖x‖. Whether a product is rounded before it is added differs by machine.
 */
export const projectionError = 264 * 2 ** -24;
/** The same in four partial sums. */
export const blockProjectionError = 520 * 2 ** -24;

/** The products of a vector, 2048 long, with each row, to within `projectionError`; good until the next. */
export type Projector = (vector: Float32Array) => Float32Array;

/** @param rows 2048 numbers each, a multiple of four of them */
export function createProjector(rows: Float32Array): Projector {
  const count = rows.length / embeddingLength;
  const productsAt = embeddingLength * 4;
  const rowsAt = productsAt + count * 4;
  const rowsEnd = rowsAt + rows.byteLength;
  const pages = Math.ceil(rowsEnd / pageBytes);
  const memory = new Memory({ initial: pages, maximum: pages, shared: true });
  const kernel = createKernels(memory);
  new Float32Array(memory.buffer, rowsAt, rows.length).set(rows);
  const room = new Float32Array(memory.buffer, 0, embeddingLength);
  const products = new Float32Array(memory.buffer, productsAt, count);
  return (vector) => {
    room.set(vector);
    kernel.project(0, rowsAt, rowsEnd, productsAt);
    return products;
  };
}

/** Vectors that are multiplied at a time, so that the rows are read once for all of them. */
const atOnce = 4;

/**
 * The products of many vectors with each row, to within `blockProjectionError`, in a third of the time.
 * @param rows as `createProjector`
 */
export function createBlockProjector(
  rows: Float32Array,
): (vectors: readonly Float32Array[]) => Float32Array[] {
  const count = rows.length / embeddingLength;
  const vectorBytes = embeddingLength * 4;
  const productsAt = atOnce * vectorBytes;
  const rowsAt = productsAt + atOnce * count * 4;
  const rowsEnd = rowsAt + rows.byteLength;
  const pages = Math.ceil(rowsEnd / pageBytes);
  const memory = new Memory({ initial: pages, maximum: pages, shared: true });
  const kernel = createKernels(memory);
  new Float32Array(memory.buffer, rowsAt, rows.length).set(rows);
  const room = new Float32Array(memory.buffer, 0, atOnce * embeddingLength);
  const products = new Float32Array(memory.buffer, productsAt, atOnce * count);
  return (vectors) => {
    const found = new Float32Array(vectors.length * count);
    for (let first = 0; first < vectors.length; first += atOnce) {
      const some = vectors.slice(first, first + atOnce);
      for (const [i, vector] of some.entries()) room.set(vector, i * embeddingLength);
      kernel.multiply(0, productsAt, rowsAt, rowsEnd, vectorBytes, productsAt, count * 4);
      found.set(products.subarray(0, some.length * count), first * count);
    }
    return vectors.map((_, i) => found.subarray(i * count, (i + 1) * count));
  };
}
