/** Products of a query with rows' coarse bytes, and how far each can be off. */
import { embeddingLength } from '../../core/models/ports.ts';
import type { WasmMemory } from '../webAssembly/webAssembly.ts';
import type { Bounds } from './bounds.ts';
import type { Kernels } from './kernels.ts';
import { type QuantisedQuery, queryOffset } from './rows/quantise.ts';
import type { FactColumns } from './rows/rowMemory.ts';

/**
 * Added to the certified errors of a dot product: vectors are normalised to within float32 only, and 1 − dot is clamped.
 * Float32 rounding of one number is 6e-8; the sum of squares of a normalised vector is off by less than 3e-7.
 */
export const dotSlack = 1e-6;

/** Slots handed to the kernel at once: an even number. */
export const blockLength = 8192;

export interface DotScanMemory {
  readonly memory: WasmMemory;
  /** Where the rows lie. */
  readonly rows: number;
  /** For two planes of a query. */
  readonly query: number;
  /** For `blockLength` u32, and as many i32. */
  readonly slots: number;
  readonly out: number;
}

/**
 * Fills the bounds' distances, −dot, and errors for their slots.
 * @param queryNorm of the query as it was before it was made numbers
 */
export function scanDots(
  kernel: Kernels,
  at: DotScanMemory,
  { scale: scales, coarseSum: rowSums, coarseErrorL2: rowErrors }: FactColumns,
  { planes, scale, error }: QuantisedQuery,
  queryNorm: number,
  { slots, distances, errors }: Bounds,
): void {
  const { buffer } = at.memory;
  new Uint8Array(buffer, at.query, 2 * embeddingLength).set(planes);
  for (let start = 0; start < slots.length; start += blockLength) {
    const block = slots.subarray(start, start + blockLength);
    const room = new Uint32Array(buffer, at.slots, blockLength);
    room.set(block);
    // The block's first half beside its second; an odd one is made even with its last slot once more.
    room.fill(block.at(-1) ?? 0, block.length, block.length + (block.length % 2));
    const half = Math.ceil(block.length / 2) * 4;
    kernel.dots(at.slots, at.slots + half, at.query, at.rows, at.out, half);
    const sums = new Int32Array(buffer, at.out, block.length);
    for (let i = 0; i < block.length; i++) {
      const slot = block[i] ?? 0;
      const rowError = rowErrors[slot] ?? 0;
      // Both are taken modulo 2³², between which their difference fits.
      const sum = ((sums[i] ?? 0) - Math.imul(queryOffset, rowSums[slot] ?? 0)) | 0;
      distances[start + i] = -sum * scale * (scales[slot] ?? 0);
      // |⟨x, y⟩ − ⟨x̂, ŷ⟩| ≤ ‖x − x̂‖·‖y‖ + ‖x̂‖·‖y − ŷ‖, by Cauchy and Schwarz.
      errors[start + i] = rowError * queryNorm + (1 + rowError) * error + dotSlack;
    }
  }
}
