/** Cells as a file has them: the largest norm and the largest off, f64 each, then the centres, f32. Nothing where there are none. */
import { type Cells, cellCountOf, pointLength } from './cells.ts';

const limitBytes = 16;

/** Of so many cells. */
export const cellsBytes = (count: number): number => (count === 0 ? 0 : limitBytes + count * pointLength * 4);

export function formatCells(cells: Cells | null): Uint8Array {
  if (cells === null) return new Uint8Array(0);
  const { largestNorm, largestOff, centres } = cells;
  const bytes = new Uint8Array(cellsBytes(cellCountOf(cells)));
  new Float64Array(bytes.buffer, 0, 2).set([largestNorm, largestOff]);
  new Float32Array(bytes.buffer, limitBytes).set(centres);
  return bytes;
}

/** @param bytes in memory of their own */
export function parseCells({ buffer, length }: Uint8Array): Cells | null {
  if (length === 0) return null;
  const [largestNorm = 0, largestOff = 0] = new Float64Array(buffer, 0, 2);
  return { largestNorm, largestOff, centres: new Float32Array(buffer, limitBytes) };
}
