/** How many products each entry of the legend stands for, of those in sight and of those that are selected. */
import type { Box } from '../plot/camera.ts';
import type { PointGrid } from '../plot/pointGrid.ts';
import type { Colouring } from './colouring.ts';

export interface EntryCounts {
  readonly inSight: Uint32Array;
  readonly selected: Uint32Array;
}

/** @param shown 1 for each point that passes the filters; @param selected indexes, each once */
export function countEntries(
  { entries, entryOf }: Pick<Colouring, 'entries' | 'entryOf'>,
  grid: PointGrid,
  shown: Uint8Array,
  box: Box,
  selected: Iterable<number>,
): EntryCounts {
  const counts = { inSight: new Uint32Array(entries.length), selected: new Uint32Array(entries.length) };
  const add = (to: Uint32Array, index: number) => {
    const entry = entryOf[index] ?? 0;
    to[entry] = (to[entry] ?? 0) + 1;
  };
  grid.eachIn(box, (index) => {
    if (shown[index] === 1) add(counts.inSight, index);
  });
  for (const index of selected) add(counts.selected, index);
  return counts;
}
