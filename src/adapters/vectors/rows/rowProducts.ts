/** Products of a query with single rows, from their bytes, on a batch thread: within 1e-4 of that with the vector itself. */
import { embeddingLength } from '../../../core/models/ports.ts';
import type { Bounds } from '../bounds.ts';
import { dotSlack } from '../dotScan.ts';
import { finePerCoarse } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import type { ByteMemory, SharedRows } from './rowMemory.ts';
import { type RowNumbers, threePlanesBytes } from './rowNumbers.ts';
import type { RowBytes } from './sevenBits.ts';

export interface RowProducts {
  /**
   * The query of the bounds from now on; asked for the same row again, they are known.
   * @param query nearly normalised
   * @param off how far the vector that is meant can be from what its bytes stand for
   */
  aim(query: RowBytes, off: number): void;
  /** Fills the bounds' distances, −product, and errors for their slots: by coarse bytes alone, or by all of them. */
  fill(bounds: Bounds, bytes: 'coarse' | 'all'): void;
}

/** What its bytes make of a normalised vector, a query too, is no longer than this. */
const maxNorm = 1.01;

/** @param addresses where its query can lie in the rows' memories, `threePlanesBytes` each */
export function createRowProducts(
  { coarse, fine, facts, count }: SharedRows,
  addresses: Readonly<Record<'coarse' | 'fine', number>>,
  numbers: RowNumbers,
): RowProducts {
  const ofCoarse = createByteProducts(coarse, addresses.coarse, count);
  const ofFine = createByteProducts(fine, addresses.fine, count);
  let off = 0;
  let scale = 0;

  return {
    aim(query, queryOff) {
      numbers.writePlanes(query, ofCoarse.query);
      ofFine.query.set(ofCoarse.query);
      for (const products of [ofCoarse, ofFine]) products.forget();
      scale = query.scale / finePerCoarse;
      off = queryOff;
    },
    fill({ slots, distances, errors }, bytes) {
      const rowErrors = bytes === 'all' ? facts.fineErrorL2 : facts.coarseErrorL2;
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i] ?? 0;
        const left = bytes === 'all' ? ofFine.productWith(slot) / finePerCoarse : 0;
        distances[i] = -(ofCoarse.productWith(slot) + left) * scale * (facts.scale[slot] ?? 0);
        // |⟨x, y⟩ − ⟨x̂, ŷ⟩| ≤ ‖x − x̂‖·‖y‖ + ‖x̂‖·‖y − ŷ‖, by Cauchy and Schwarz.
        errors[i] = (off + (rowErrors[slot] ?? 0)) * maxNorm + dotSlack;
      }
    },
  };
}

/** @param count of rows */
function createByteProducts({ memory, rowsAddress }: ByteMemory, queryAddress: number, count: number) {
  const kernel = createKernels(memory);
  /** Of which query each row's product is known. */
  let aimed = 0;
  const knownOf = new Uint32Array(count);
  const known = new Float64Array(count);
  return {
    query: new Uint8Array(memory.buffer, queryAddress, threePlanesBytes),
    forget(): void {
      aimed++;
    },
    productWith(slot: number): number {
      if (knownOf[slot] === aimed) return known[slot] ?? 0;
      knownOf[slot] = aimed;
      const product = kernel.productWithBytes(queryAddress, rowsAddress + slot * embeddingLength);
      known[slot] = product;
      return product;
    },
  };
}
