/** Rows of the index as another thread reads them. */
import { embeddingLength } from '../../core/models/ports.ts';
import { finePerCoarse } from './kernelLayout.ts';
import { rowsPerPiece, type SharedRows } from './rowMemory.ts';
import type { RowBytes } from './sevenBits.ts';

export function sharedRow({ memory, coarseAddress, finePieces, facts }: SharedRows, slot: number): RowBytes {
  const start = (slot % rowsPerPiece) * embeddingLength;
  const piece = finePieces[Math.floor(slot / rowsPerPiece)] ?? new Int8Array(0);
  return {
    coarse: new Int8Array(memory.buffer, coarseAddress + slot * embeddingLength, embeddingLength),
    fine: piece.subarray(start, start + embeddingLength),
    scale: facts.scale[slot] ?? 0,
    coarseErrorL2: facts.coarseErrorL2[slot] ?? 0,
    fineErrorL2: facts.fineErrorL2[slot] ?? 0,
  };
}

/** The vector that a row's bytes stand for. */
export function vectorOf({ coarse, fine, scale }: RowBytes): Float32Array {
  const vector = new Float32Array(embeddingLength);
  for (let i = 0; i < embeddingLength; i++)
    vector[i] = scale * ((coarse[i] ?? 0) + (fine[i] ?? 0) / finePerCoarse);
  return vector;
}
