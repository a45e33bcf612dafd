/** Rows of the index as another thread reads them. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { finePerCoarse } from '../kernelLayout.ts';
import { rowsPerPiece, type SharedRows } from './rowMemory.ts';
import type { RowBytes } from './sevenBits.ts';

export function sharedFineRow({ finePieces }: SharedRows, slot: number): Int8Array {
  const start = (slot % rowsPerPiece) * embeddingLength;
  const piece = finePieces[Math.floor(slot / rowsPerPiece)] ?? new Int8Array(0);
  return piece.subarray(start, start + embeddingLength);
}

export function sharedRow(rows: SharedRows, slot: number): RowBytes {
  const { memory, coarseAddress, facts } = rows;
  return {
    coarse: new Int8Array(memory.buffer, coarseAddress + slot * embeddingLength, embeddingLength),
    fine: sharedFineRow(rows, slot),
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
