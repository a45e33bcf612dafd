/** The stored vectors that were read last, in memory of their own, where a query is compared with them: of what is read, nothing is left to be collected. */
import type { Metric } from '../../contract/search.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import { clampScore, compareVectors } from '../../core/search/metrics.ts';
import type { Comparison, Neighbour } from '../../core/search/ports.ts';
import { Memory, pageBytes } from '../webAssembly/webAssembly.ts';
import type { VectorRoom } from './cache/vectorsFile.ts';
import { createKernels } from './kernels.ts';
import { trackLastUsed } from './lastUsed.ts';

export interface RememberedVectors {
  /** A slot's vector, good until as many others as there is room for have been asked for. */
  vectorAt(slot: number): Float32Array;
  /** What `compareVectors` makes of the query and each of the slots' vectors. */
  compare(query: Float32Array, slots: Iterable<number>, metric: Metric): Neighbour[];
  /** As `compare`, of one. */
  compareWith(query: Float32Array, slot: number, metric: Metric): Comparison;
  /** The query of the products from now on, until others are compared. */
  aim(query: Float32Array): void;
  /** Its product with the slot's vector, in float64. */
  productWith(slot: number): number;
  /** The vectors changed. */
  forget(): void;
}

export interface VectorMemory extends Pick<RememberedVectors, 'vectorAt' | 'compare'> {
  giveBack(): void;
}

export interface SharedMemory {
  /** For a batch of searches; batches at the same time, and those that follow each other closely, share it. */
  borrow(): VectorMemory;
  /** What batches under way share; null where there are none. */
  current(): RememberedVectors | null;
  /** The vectors changed: who borrows from now on reads them anew. */
  forget(): void;
}

/** Jobs search in many batches, with moments between them. */
const keptMs = 5000;

/**
 * @param read writes the vector of a slot
 * @param capacity at least 2
 */
export function shareVectorMemory(
  read: (slot: number, into: VectorRoom) => void,
  capacity: number,
): SharedMemory {
  let vectors: RememberedVectors | null = null;
  let borrowers = 0;
  let freeing: NodeJS.Timeout | undefined;
  return {
    borrow() {
      clearTimeout(freeing);
      vectors ??= rememberVectors(read, capacity);
      borrowers++;
      return {
        vectorAt: vectors.vectorAt,
        compare: vectors.compare,
        giveBack() {
          borrowers--;
          if (borrowers > 0) return;
          freeing = setTimeout(() => {
            vectors = null;
          }, keptMs).unref();
        },
      };
    },
    current: () => (borrowers > 0 ? vectors : null),
    forget() {
      vectors = null;
    },
  };
}

const vectorBytes = embeddingLength * 4;
/** Vectors in a piece of memory: 8 MB, which are taken when they are needed. */
const perPiece = 1024;
/** The query comes first, as float64. */
const firstVector = 2 * vectorBytes;
const pagesFor = (vectors: number): number => Math.ceil((vectors * vectorBytes) / pageBytes);

/**
 * @param read writes the vector of a slot
 * @param capacity at least 2
 */
export function rememberVectors(
  read: (slot: number, into: VectorRoom) => void,
  capacity: number,
): RememberedVectors {
  const memory = new Memory({ initial: pagesFor(2), maximum: pagesFor(capacity + 2), shared: true });
  const kernel = createKernels(memory);
  const query = new Float64Array(memory.buffer, 0, embeddingLength);
  const rooms: VectorRoom[] = [];
  const places = trackLastUsed(capacity);

  function makeRoom(place: number): VectorRoom {
    const address = firstVector + place * vectorBytes;
    const isMissing = address + vectorBytes > memory.buffer.byteLength;
    if (isMissing) memory.grow(pagesFor(Math.min(perPiece, capacity - place)));
    const vector = new Float32Array(memory.buffer, address, embeddingLength);
    const room = { vector, sum: () => kernel.checksum(address) >>> 0 };
    rooms[place] = room;
    return room;
  }

  const roomAt = (place: number): VectorRoom => rooms[place] ?? makeRoom(place);

  function vectorAt(slot: number): Float32Array {
    const known = places.use(slot);
    if (known >= 0) return roomAt(known).vector;
    const place = places.next();
    const room = roomAt(place);
    read(slot, room);
    places.give(place, slot);
    return room.vector;
  }

  const aim = (vector: Float32Array): void => query.set(vector);
  const productWith = (slot: number): number => kernel.product(0, vectorAt(slot).byteOffset);

  /** The query was aimed. */
  function compareAimed(vector: Float32Array, slot: number, metric: Metric): Comparison {
    if (metric !== 'cosine') return compareVectors(vector, vectorAt(slot), metric);
    const score = clampScore(productWith(slot));
    return { distance: 1 - score, score };
  }

  return {
    vectorAt,
    compare(vector, slots, metric) {
      aim(vector);
      const neighbours: Neighbour[] = [];
      for (const slot of slots) {
        const { distance, score } = compareAimed(vector, slot, metric);
        neighbours.push({ slot, distance, score });
      }
      return neighbours;
    },
    compareWith(query, slot, metric) {
      aim(query);
      return compareAimed(query, slot, metric);
    },
    aim,
    productWith,
    forget: () => places.clear(),
  };
}
