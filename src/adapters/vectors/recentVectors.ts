/** The vectors that searches looked at last, and a query's products with them. */
import { embeddingLength } from '../../core/models/ports.ts';
import { createKernels } from './kernels.ts';
import { rememberVectors } from './rememberedVectors.ts';
import { Memory, pageBytes } from './webAssembly.ts';

export interface RecentVectors {
  /** A slot's vector, good until `capacity` others have been asked for. */
  vectorAt(slot: number): Float32Array;
  /** The query of the products from now on. */
  aim(query: Float32Array): void;
  /** With the slot's vector, in float64. */
  productWith(slot: number): number;
  /** The vectors changed. */
  forget(): void;
}

/** 2 MB: more than a search looks at; its results are compared with each other next, and one of them is often searched for. */
const capacity = 256;
const vectorBytes = embeddingLength * 4;

/** @param read writes the vector of a slot */
export function createRecentVectors(read: (slot: number, into: Float32Array) => void): RecentVectors {
  const pages = ((capacity + 1) * vectorBytes) / pageBytes;
  const memory = new Memory({ initial: Math.ceil(pages), maximum: Math.ceil(pages), shared: true });
  const kernel = createKernels(memory);
  const queryRoom = new Float32Array(memory.buffer, 0, embeddingLength);
  const room = new Float32Array(memory.buffer, vectorBytes, capacity * embeddingLength);
  const remember = () => rememberVectors(read, capacity, () => room);
  let vectorAt = remember();
  return {
    vectorAt: (slot) => vectorAt(slot),
    aim: (query) => queryRoom.set(query),
    productWith: (slot) => kernel.product(0, vectorAt(slot).byteOffset),
    forget() {
      vectorAt = remember();
    },
  };
}
