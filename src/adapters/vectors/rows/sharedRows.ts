/** Rows of the index as another thread reads them. */
import { rowOf, type SharedRows } from './rowMemory.ts';
import type { RowBytes } from './sevenBits.ts';

export function sharedRow({ coarse, fine, facts }: SharedRows, slot: number): RowBytes {
  return {
    coarse: rowOf(coarse, slot),
    fine: rowOf(fine, slot),
    scale: facts.scale[slot] ?? 0,
    coarseErrorL2: facts.coarseErrorL2[slot] ?? 0,
    fineErrorL2: facts.fineErrorL2[slot] ?? 0,
  };
}
