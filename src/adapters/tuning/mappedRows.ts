/** Mapped vectors in memory, and their products with several queries at once. */
import { createKernels } from '../vectors/kernels.ts';
import { Memory, maxPages, pageBytes } from '../vectors/webAssembly.ts';

export interface MappedRows {
  /** The row itself, good until the next `reserve`. */
  at(slot: number): Float32Array;
  /** Into a row that there is room for. */
  write(slot: number, vector: Float32Array): void;
  /** Makes room for so many rows, zeros where they are new. */
  reserve(count: number): void;
  /** Of each query with each row, by slot; good until the next. */
  multiply(queries: readonly Float32Array[]): Float32Array[];
}

/** A multiple of four. What is read of the rows is used for so many. */
export const queriesAtOnce = 16;
/** Rows that stay in the processor's second cache while all queries meet them; even. */
const rowsAtOnce = 256;
/** Room is made for so many rows at a time. */
const growRows = 8192;

/** @param length numbers of a vector, a multiple of four */
export function createMappedRows(length: number): MappedRows {
  const bytes = length * 4;
  const rowsAt = queriesAtOnce * bytes;
  const memory = new Memory({ initial: Math.ceil(rowsAt / pageBytes), maximum: maxPages, shared: true });
  const kernel = createKernels(memory);
  let capacity = 0;
  let count = 0;
  const addressOf = (slot: number): number => rowsAt + slot * bytes;
  const at = (slot: number): Float32Array => new Float32Array(memory.buffer, addressOf(slot), length);

  function multiplySome(queries: readonly Float32Array[]): Float32Array[] {
    for (const [i, query] of queries.entries()) new Float32Array(memory.buffer, i * bytes, length).set(query);
    const queriesEnd = Math.ceil(queries.length / 4) * 4 * bytes;
    const out = addressOf(capacity);
    const end = Math.ceil(count / 2) * 2;
    for (let row = 0; row < end; row += rowsAtOnce) {
      const rowsEnd = addressOf(Math.min(end, row + rowsAtOnce));
      kernel.multiply(0, queriesEnd, addressOf(row), rowsEnd, bytes, out + row * 4, capacity * 4);
    }
    return queries.map((_, i) => new Float32Array(memory.buffer, out + i * capacity * 4, count).slice());
  }

  return {
    at,
    write: (slot, vector) => at(slot).set(vector),
    reserve(wanted) {
      if (wanted > capacity) {
        const before = capacity;
        capacity = Math.ceil(wanted / growRows) * growRows;
        const missing = addressOf(capacity) + queriesAtOnce * capacity * 4 - memory.buffer.byteLength;
        if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
        // Products stood there.
        new Float32Array(memory.buffer, addressOf(before), (capacity - before) * length).fill(0);
      }
      count = Math.max(count, wanted);
    },
    multiply(queries) {
      const products: Float32Array[] = [];
      for (let from = 0; from < queries.length; from += queriesAtOnce)
        products.push(...multiplySome(queries.slice(from, from + queriesAtOnce)));
      return products;
    },
  };
}
