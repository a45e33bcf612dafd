/** Rows of the index as another thread reads them. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { finePerCoarse } from '../kernelLayout.ts';
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

/** Writes the vector that a row's bytes stand for. */
export function writeVector({ coarse, fine, scale }: RowBytes, vector: Float32Array): void {
  for (let i = 0; i < embeddingLength; i++)
    vector[i] = scale * ((coarse[i] ?? 0) + (fine[i] ?? 0) / finePerCoarse);
}
