/** Which points lie inside a line that someone drew around them. */
import type { Point } from '../plot/camera.ts';
import type { Points } from '../plot/pointGrid.ts';

/** Rows that edges are sorted into, by height: a point is compared with the few edges at its own height alone. */
const rows = 512;

/**
 * The indexes of those that count and lie inside the outline, which is closed from its last point to its first; where it
 * crosses itself, what it goes around twice is outside.
 * @param counts 1 for each point that may be taken
 */
export function insideOutline(
  { x, y }: Points,
  counts: Uint8Array,
  outline: readonly Point[],
): Uint32Array<ArrayBuffer> {
  const [left, right] = spanOf(outline.map((point) => point.x));
  const [top, bottom] = spanOf(outline.map((point) => point.y));
  const rowOf = (at: number) => Math.min(rows - 1, Math.floor(((at - top) / (bottom - top)) * rows));
  const edges = sortEdges(outline, rowOf);
  const found = new Uint32Array(x.length);
  let count = 0;
  for (let index = 0; index < x.length; index++) {
    const [px, py] = [x[index] ?? 0, y[index] ?? 0];
    if (counts[index] !== 1 || px < left || px > right || py < top || py >= bottom) continue;
    let isInside = false;
    for (const edge of edges[rowOf(py)] ?? []) {
      if (edge.top <= py && py < edge.bottom && px < edge.x + (py - edge.top) * edge.slope)
        isInside = !isInside;
    }
    if (isInside) found[count++] = index;
  }
  return found.slice(0, count);
}

/** From its upper end (where `x` is) down. */
interface Edge {
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  readonly slope: number;
}

function sortEdges(outline: readonly Point[], rowOf: (at: number) => number): readonly (readonly Edge[])[] {
  const byRow: Edge[][] = Array.from({ length: rows }, () => []);
  for (const [at, from] of outline.entries()) {
    const to = outline[(at + 1) % outline.length] ?? from;
    if (from.y === to.y) continue;
    const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
    const edge: Edge = {
      top: upper.y,
      bottom: lower.y,
      x: upper.x,
      slope: (lower.x - upper.x) / (lower.y - upper.y),
    };
    for (let row = rowOf(edge.top); row <= rowOf(edge.bottom); row++) byRow[row]?.push(edge);
  }
  return byRow;
}

function spanOf(numbers: readonly number[]): readonly [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)];
}
