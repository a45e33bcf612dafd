/** Points sorted into the cells of a grid, so that what is near a place or in a box is found without looking at all. */
import { mapEdge } from '../../../../contract/insight/map.ts';
import type { Box, Point } from './camera.ts';

export interface Points {
  readonly x: Uint16Array;
  readonly y: Uint16Array;
}

export interface PointGrid {
  /** Calls with the index of each point in the box. */
  eachIn(box: Box, see: (index: number) => void): void;
  /** The same until one is enough; says whether one was. */
  someIn(box: Box, isEnough: (index: number) => boolean): boolean;
  /** The nearest point that is told to count, at most so many units away; null where there is none. */
  nearest(at: Point, within: number, counts: (index: number) => boolean): number | null;
}

/** Cells along each side: few points in each, also with 200,000. */
const side = 256;
const shift = Math.log2((mapEdge + 1) / side);

export function createPointGrid({ x, y }: Points): PointGrid {
  const starts = new Uint32Array(side * side + 1);
  const cellOf = (index: number) => ((y[index] ?? 0) >> shift) * side + ((x[index] ?? 0) >> shift);
  for (let index = 0; index < x.length; index++) {
    const next = cellOf(index) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let cell = 1; cell < starts.length; cell++)
    starts[cell] = (starts[cell] ?? 0) + (starts[cell - 1] ?? 0);
  const filled = starts.slice();
  const order = new Uint32Array(x.length);
  for (let index = 0; index < x.length; index++) {
    const cell = cellOf(index);
    const at = filled[cell] ?? 0;
    order[at] = index;
    filled[cell] = at + 1;
  }

  function someIn(box: Box, isEnough: (index: number) => boolean): boolean {
    const [left, right] = [cellAlong(box.left), cellAlong(box.right)];
    for (let row = cellAlong(box.top); row <= cellAlong(box.bottom); row++) {
      const end = starts[row * side + right + 1] ?? 0;
      for (let at = starts[row * side + left] ?? 0; at < end; at++) {
        const index = order[at] ?? 0;
        const [px, py] = [x[index] ?? 0, y[index] ?? 0];
        const isInside = px >= box.left && px <= box.right && py >= box.top && py <= box.bottom;
        if (isInside && isEnough(index)) return true;
      }
    }
    return false;
  }

  function eachIn(box: Box, see: (index: number) => void): void {
    someIn(box, (index) => {
      see(index);
      return false;
    });
  }

  return {
    eachIn,
    someIn,
    nearest(at, within, counts) {
      let best: number | null = null;
      let bestSquare = within * within;
      const box = { left: at.x - within, top: at.y - within, right: at.x + within, bottom: at.y + within };
      eachIn(box, (index) => {
        const [byX, byY] = [(x[index] ?? 0) - at.x, (y[index] ?? 0) - at.y];
        const square = byX * byX + byY * byY;
        if (square > bestSquare || !counts(index)) return;
        best = index;
        bestSquare = square;
      });
      return best;
    },
  };
}

function cellAlong(units: number): number {
  return Math.min(side - 1, Math.max(0, Math.floor(units) >> shift));
}
