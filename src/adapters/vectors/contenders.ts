/** Which rows can still be among the nearest of a query, kept while all rows pass by. */
import { replaceLargest } from './bounds.ts';

/** Several times what is left in the end, so that making room is rare. */
const capacity = 2048;
/** More than this left after making room: too many rows are alike for bytes to tell them apart. */
const crowdedCount = capacity / 2;

/** Distances are on a scale that orders like the distance, each off by its error at most. */
export interface Contenders {
  /** Begins anew, for the `k` nearest. */
  start(k: number): void;
  /** A row whose smallest possible distance is above this need not be added. */
  limit(): number;
  add(slot: number, distance: number, error: number): void;
  /** A superset of the k nearest and of all tied with the last of them, good until the next start; null where that is too much to keep. */
  left(): Uint32Array | null;
}

export function createContenders(): Contenders {
  const slots = new Uint32Array(capacity);
  const distances = new Float64Array(capacity);
  const errors = new Float64Array(capacity);
  /** The k smallest of the largest possible distances so far, the largest of them first. */
  let heap = new Float64Array(1);
  let count = 0;
  let limit = Number.POSITIVE_INFINITY;
  let isCrowded = false;

  /** Makes room. @returns what is left */
  function drop(): number {
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const distance = distances[i] ?? 0;
      const error = errors[i] ?? 0;
      if (distance - error > limit) continue;
      slots[kept] = slots[i] ?? 0;
      distances[kept] = distance;
      errors[kept] = error;
      kept++;
    }
    count = kept;
    return kept;
  }

  return {
    start(k) {
      if (heap.length !== k) heap = new Float64Array(k);
      heap.fill(Number.POSITIVE_INFINITY);
      count = 0;
      limit = Number.POSITIVE_INFINITY;
      isCrowded = false;
    },
    limit: () => limit,
    add(slot, distance, error) {
      if (distance - error > limit || isCrowded) return;
      if (count === capacity && drop() > crowdedCount) {
        isCrowded = true;
        limit = Number.NEGATIVE_INFINITY;
        return;
      }
      slots[count] = slot;
      distances[count] = distance;
      errors[count] = error;
      count++;
      if (distance + error >= (heap[0] ?? 0)) return;
      replaceLargest(heap, distance + error);
      limit = heap[0] ?? 0;
    },
    left() {
      if (isCrowded) return null;
      drop();
      return slots.subarray(0, count);
    },
  };
}
