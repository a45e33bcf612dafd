/** Products of a query with single rows, from their bytes, on a batch thread: within 1e-4 of that with the vector itself. */
import { embeddingLength } from '../../../core/models/ports.ts';
import type { Bounds } from '../bounds.ts';
import { dotSlack } from '../dotScan.ts';
import { finePerCoarse } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { threePlanesBytes, writeThreePlanes } from './quantise.ts';
import type { ByteMemory, SharedRows } from './rowMemory.ts';

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

/** What its bytes make of a normalised vector, a query too, is no longer than this. */
const maxNorm = 1.01;

/** @param addresses where its query can lie in the rows' memories, `threePlanesBytes` each */
export function createRowProducts(
  { coarse, fine, facts, count }: SharedRows,
  addresses: Readonly<Record<'coarse' | 'fine', number>>,
): RowProducts {
  const ofCoarse = createByteProducts(coarse, addresses.coarse);
  const ofFine = createByteProducts(fine, addresses.fine);
  let off = 0;
  let scale = 0;
  /** Of which query each row's product is known. */
  let aimed = 0;
  const knownOf = new Uint32Array(count);
  const known = new Float64Array(count);

  function productWith(slot: number): number {
    if (knownOf[slot] === aimed) return known[slot] ?? 0;
    knownOf[slot] = aimed;
    const sum = ofCoarse.productWith(slot) + ofFine.productWith(slot) / finePerCoarse;
    known[slot] = sum * scale * (facts.scale[slot] ?? 0);
    return known[slot] ?? 0;
  }

  return {
    aim(query, queryOff) {
      const numbers = writeThreePlanes(query, ofCoarse.query);
      ofFine.query.set(ofCoarse.query);
      scale = numbers.scale;
      off = queryOff + numbers.error;
      aimed++;
    },
    fill({ slots, distances, errors }) {
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i] ?? 0;
        distances[i] = -productWith(slot);
        // |⟨x, y⟩ − ⟨x̂, ŷ⟩| ≤ ‖x − x̂‖·‖y‖ + ‖x̂‖·‖y − ŷ‖, by Cauchy and Schwarz.
        errors[i] = (off + (facts.fineErrorL2[slot] ?? 0)) * maxNorm + dotSlack;
      }
    },
  };
}

function createByteProducts({ memory, rowsAddress }: ByteMemory, queryAddress: number) {
  const kernel = createKernels(memory);
  return {
    query: new Uint8Array(memory.buffer, queryAddress, threePlanesBytes),
    productWith: (slot: number): number =>
      kernel.productWithBytes(queryAddress, rowsAddress + slot * embeddingLength),
  };
}
