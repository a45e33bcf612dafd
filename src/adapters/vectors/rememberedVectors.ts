/** The stored vectors that were read last, copied into memory of their own: of what is read for each, nothing is left to be collected. */
import { embeddingLength } from '../../core/models/ports.ts';

export interface VectorMemory {
  /** A slot's vector, good until as many others as there is room for have been asked for. */
  readonly vectorAt: (slot: number) => Float32Array;
  giveBack(): void;
}

export interface SharedMemory {
  /** For a batch of searches; batches at the same time, and those that follow each other closely, share it. */
  borrow(): VectorMemory;
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
  read: (slot: number, into: Float32Array) => void,
  capacity: number,
): SharedMemory {
  let vectorAt: VectorMemory['vectorAt'] | null = null;
  let borrowers = 0;
  let freeing: NodeJS.Timeout | undefined;
  return {
    borrow() {
      clearTimeout(freeing);
      vectorAt ??= rememberVectors(read, capacity);
      borrowers++;
      return {
        vectorAt,
        giveBack() {
          borrowers--;
          if (borrowers > 0) return;
          freeing = setTimeout(() => {
            vectorAt = null;
          }, keptMs).unref();
        },
      };
    },
    forget() {
      vectorAt = null;
    },
  };
}

/** Vectors in a piece of memory: 8 MB, which are taken when they are needed. */
const perPiece = 1024;

/**
 * @param read writes the vector of a slot
 * @param capacity at least 2
 * @param makePiece memory for so many vectors
 * @returns a slot's vector, good until as many others as there is room for have been asked for
 */
export function rememberVectors(
  read: (slot: number, into: Float32Array) => void,
  capacity: number,
  makePiece = (vectors: number): Float32Array => new Float32Array(vectors * embeddingLength),
): (slot: number) => Float32Array {
  const pieces: Float32Array[] = [];
  /** Where each lies; the one that was asked for last comes last in a Map's order. */
  const places = new Map<number, number>();

  function vectorIn(place: number): Float32Array {
    const piece = Math.floor(place / perPiece);
    pieces[piece] ??= makePiece(Math.min(perPiece, capacity));
    const start = (place % perPiece) * embeddingLength;
    return pieces[piece].subarray(start, start + embeddingLength);
  }

  return (slot) => {
    const known = places.get(slot);
    if (known !== undefined) {
      places.delete(slot);
      places.set(slot, known);
      return vectorIn(known);
    }
    const oldest = places.size === capacity ? places.entries().next().value : undefined;
    const place = oldest?.[1] ?? places.size;
    const vector = vectorIn(place);
    read(slot, vector);
    if (oldest !== undefined) places.delete(oldest[0]);
    places.set(slot, place);
    return vector;
  };
}
