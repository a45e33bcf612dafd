/** The product of a query with single rows, from their bytes: within 1e-4 of that with the vector itself. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { dotSlack } from '../dotScan.ts';
import { finePerCoarse } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import type { ProductBound } from '../likelyRows.ts';
import { normOf } from '../normOf.ts';
import { Memory } from '../webAssembly.ts';
import type { SingleRows } from './singleRows.ts';

export interface RowBounds {
  /** The query of the bounds from now on, and where its rows are read. */
  aim(query: Float32Array, rows: SingleRows): void;
  /** Null where the row's bytes are not to be had. */
  of(slot: number): ProductBound | null;
}

const queryAddress = 0;
const coarseAddress = embeddingLength * 4;
const fineAddress = coarseAddress + embeddingLength;

/** 132 additions in a row and a product's own rounding, each 2⁻²⁴ of Σ|q·x| ≤ ‖q‖·‖x‖. */
const sumSlack = 134 * 2 ** -24;
/** What its bytes make of a normalised vector is no longer than this. */
const maxRowNorm = 1.01;

export function createRowBounds(): RowBounds {
  const memory = new Memory({ initial: 1, maximum: 1, shared: true });
  const kernel = createKernels(memory);
  const queryRoom = new Float32Array(memory.buffer, queryAddress, embeddingLength);
  const coarse = new Int8Array(memory.buffer, coarseAddress, embeddingLength);
  const fine = new Int8Array(memory.buffer, fineAddress, embeddingLength);
  let norm = 0;
  let rows: SingleRows | null = null;
  return {
    aim(query, from) {
      queryRoom.set(query);
      norm = normOf(query);
      rows = from;
    },
    of(slot) {
      const row = rows?.copy(slot, coarse, fine) ?? null;
      if (row === null) return null;
      const sum = kernel.product(queryAddress, coarseAddress, fineAddress);
      return {
        product: (sum * row.scale) / finePerCoarse,
        error: norm * (row.error + sumSlack * maxRowNorm) + dotSlack,
      };
    },
  };
}
