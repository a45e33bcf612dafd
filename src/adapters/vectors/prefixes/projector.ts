/** Products of vectors with rows of as many numbers: axes, or those of a linear map. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { createKernels } from '../kernels.ts';
import { Memory, pageBytes } from '../webAssembly.ts';

/** The products of a vector, 2048 long, with each row; good until the next. */
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
