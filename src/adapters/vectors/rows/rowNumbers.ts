/** What a row's bytes stand for: whole numbers, `finePerCoarse` · coarse + fine, as a vector or as the query of a byte product. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { Memory } from '../../webAssembly/webAssembly.ts';
import { finePerCoarse } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import type { RowBytes } from './sevenBits.ts';

export const threePlanesBytes = 3 * embeddingLength;

export interface RowNumbers {
  /** Writes the vector, 2048 long, to within 2⁻²³ of its norm. */
  writeVector(row: RowBytes, into: Float32Array): void;
  /** Writes upper, middle and lower seven bits of each number with `threePlanesOffset` added, `threePlanesBytes`. */
  writePlanes(row: RowBytes, into: Uint8Array): void;
}

const vectorAt = 2 * embeddingLength;
const planesAt = vectorAt + 4 * embeddingLength;

export function createRowNumbers(): RowNumbers {
  const memory = new Memory({ initial: 1, maximum: 1, shared: true });
  const kernel = createKernels(memory);
  const bytes = new Int8Array(memory.buffer, 0, 2 * embeddingLength);
  const vector = new Float32Array(memory.buffer, vectorAt, embeddingLength);
  const planes = new Uint8Array(memory.buffer, planesAt, threePlanesBytes);

  function take({ coarse, fine }: RowBytes): void {
    bytes.set(coarse);
    bytes.set(fine, embeddingLength);
  }

  return {
    writeVector(row, into) {
      take(row);
      kernel.vectorOfRow(0, row.scale / finePerCoarse, vectorAt);
      into.set(vector);
    },
    writePlanes(row, into) {
      take(row);
      kernel.planesOfRow(0, planesAt);
      into.set(planes);
    },
  };
}
