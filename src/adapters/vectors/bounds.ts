/** Filter and refine: which of many, known only to within an error, can still be among the k smallest. */

/** Approximate distances (on any scale that orders like the distance) with the most that each can be off. */
export interface Bounds {
  readonly slots: Uint32Array;
  readonly distances: Float64Array;
  readonly errors: Float64Array;
}

export function createBounds(slots: Uint32Array): Bounds {
  return {
    slots,
    distances: new Float64Array(slots.length),
    errors: new Float64Array(slots.length),
  };
}

/** Bounds in memory that all share: of what is made for each, half the time would go to its collection. */
export function createSharedBounds(): (slots: Uint32Array) => Bounds {
  let shared = createBounds(new Uint32Array(0));
  return (slots) => {
    if (shared.distances.length < slots.length) shared = createBounds(new Uint32Array(slots.length * 1.25));
    const { distances, errors } = shared;
    return {
      slots,
      distances: distances.subarray(0, slots.length),
      errors: errors.subarray(0, slots.length),
    };
  };
}

/**
 * The slots whose smallest possible distance is at most the k-th smallest of the largest possible ones: a superset of the
 * true k nearest and of everything tied with the last of them. This is the VA-file's first phase (R. Weber, H.-J. Schek
 * and S. Blott, "A quantitative analysis and performance study for similarity-search methods in high-dimensional
 * spaces", VLDB 1998).
 */
export function keepPossible({ slots, distances, errors }: Bounds, k: number): Uint32Array {
  if (slots.length <= k) return slots;
  const limit = kthSmallestSum(distances, errors, k);
  const kept: number[] = [];
  for (let i = 0; i < slots.length; i++) {
    if ((distances[i] ?? 0) - (errors[i] ?? 0) <= limit) kept.push(slots[i] ?? 0);
  }
  return Uint32Array.from(kept);
}

/** The k-th smallest of a + b, by a heap of the k smallest so far with the largest on top. */
export function kthSmallestSum(a: Float64Array, b: Float64Array, k: number): number {
  const heap = emptyHeap(k);
  for (let i = 0; i < a.length; i++) {
    const value = (a[i] ?? 0) + (b[i] ?? 0);
    if (value < (heap[0] ?? 0)) replaceLargest(heap, value);
  }
  return heap[0] ?? 0;
}

let heapRoom = new Float64Array(0);

/** A heap of the k smallest so far, which are none yet; good until the next is asked for. */
export function emptyHeap(k: number): Float64Array {
  if (heapRoom.length < k) heapRoom = new Float64Array(k);
  return heapRoom.subarray(0, k).fill(Number.POSITIVE_INFINITY);
}

/** Puts a value that is smaller than the largest in its place; the heap is of the smallest so far, the largest first. */
export function replaceLargest(heap: Float64Array, value: number): void {
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] ?? 0) > (heap[child] ?? 0)) child++;
    const larger = heap[child] ?? 0;
    if (larger <= value) break;
    heap[place] = larger;
    place = child;
  }
  heap[place] = value;
}
