/** Products of a query with single rows, from their bytes, on a batch thread: within 1e-4 of that with the vector itself. */
import { embeddingLength } from '../../../core/models/ports.ts';
import type { Bounds } from '../bounds.ts';
import { dotSlack } from '../dotScan.ts';
import { finePerCoarse } from '../kernelLayout.ts';
import type { Kernels } from '../kernels.ts';
import type { SharedRows } from './rowMemory.ts';
import { sharedFineRow } from './sharedRows.ts';

export interface RowProducts {
  /**
   * The query of the bounds from now on; asked for the same row again, they are known.
   * @param query nearly normalised
   * @param off how far the vector that is meant can be from it
   */
  aim(query: Float32Array, off: number): void;
  /** Fills the bounds' distances, −product, and errors for their slots. */
  fill(bounds: Bounds): void;
}

/** 132 additions in a row, a product's own rounding and that of what is kept of it, each 2⁻²⁴ of Σ|q·x| ≤ ‖q‖·‖x‖. */
const sumSlack = 136 * 2 ** -24;
/** What its bytes make of a normalised vector, a query too, is no longer than this. */
const maxNorm = 1.01;

/** Bytes that are needed: a query, and the fine bytes of a row. */
export const rowProductBytes = embeddingLength * 4 + embeddingLength;

/** @param address where its bytes are in the rows' memory, a multiple of 16 */
export function createRowProducts(kernel: Kernels, rows: SharedRows, address: number): RowProducts {
  const { memory, coarseAddress, facts } = rows;
  const queryRoom = new Float32Array(memory.buffer, address, embeddingLength);
  const fineAddress = address + embeddingLength * 4;
  const fineRoom = new Int8Array(memory.buffer, fineAddress, embeddingLength);
  let off = 0;
  /** Of which query each row's product is known. */
  let aimed = 0;
  const knownOf = new Uint32Array(rows.count);
  const known = new Float32Array(rows.count);

  function productWith(slot: number): number {
    if (knownOf[slot] === aimed) return known[slot] ?? 0;
    fineRoom.set(sharedFineRow(rows, slot));
    const sum = kernel.productOfBytes(address, coarseAddress + slot * embeddingLength, fineAddress);
    knownOf[slot] = aimed;
    known[slot] = (sum * (facts.scale[slot] ?? 0)) / finePerCoarse;
    return known[slot];
  }

  return {
    aim(query, queryOff) {
      queryRoom.set(query);
      off = queryOff;
      aimed++;
    },
    fill({ slots, distances, errors }) {
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i] ?? 0;
        const rowError = (facts.fineErrorL2[slot] ?? 0) + sumSlack * maxNorm;
        distances[i] = -productWith(slot);
        // |⟨x, y⟩ − ⟨x̂, ŷ⟩| ≤ ‖x − x̂‖·‖y‖ + ‖x̂‖·‖y − ŷ‖, by Cauchy and Schwarz.
        errors[i] = (off + rowError) * maxNorm + dotSlack;
      }
    },
  };
}
