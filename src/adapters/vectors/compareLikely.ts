/** The nearest among candidates of which it is known how near each can be: only those are compared that still can be. */
import type { Metric } from '../../contract/search.ts';
import { compareVectors } from '../../core/search/metrics.ts';
import type { Neighbour } from '../../core/search/ports.ts';
import { replaceLargest } from './bounds.ts';
import type { Candidates } from './prefixes/narrowing.ts';

/**
 * Two products that are this far apart stand in the same order by cosine and by euclidean distance: vectors are normalised to within
 * float32 only, where a sum of squares is off by less than 3e-7.
 */
const orderSlack = 2e-6;

export interface Compared {
  /** In no order. */
  readonly found: Neighbour[];
  /** Candidates that can be among the nearest and were not compared. */
  readonly left: Uint32Array;
}

/** Compares so many of the likeliest, as a search begins. */
export interface Begun {
  readonly found: readonly Neighbour[];
  /** What the product of the query with the k-th nearest is at least. */
  readonly least: number;
}

export function compareFirst(
  promising: Uint32Array,
  query: Float32Array,
  k: number,
  metric: Metric,
  readVector: (slot: number) => Float32Array,
): Begun {
  const first = promising.subarray(0, k);
  const found = Array.from(first, (slot) => ({ slot, ...compareVectors(query, readVector(slot), metric) }));
  const least = found.reduce((lowest, { score }) => Math.min(lowest, score), Number.POSITIVE_INFINITY);
  return { found, least: found.length < k ? Number.NEGATIVE_INFINITY : least - orderSlack };
}

/**
 * What is found and left together holds the `k` nearest by cosine or euclidean distance, and their ties.
 * @param most how many are compared
 * @param readVector the stored vector of a slot, good until the next
 * @param begun what was compared already
 */
export function compareLikely(
  { slots, highest }: Candidates,
  query: Float32Array,
  k: number,
  metric: Metric,
  most: number,
  readVector: (slot: number) => Float32Array,
  begun: readonly Neighbour[] = [],
): Compared {
  const found: Neighbour[] = [...begun];
  const known = new Set(begun.map(({ slot }) => slot));
  /** The k highest scores so far, negative. */
  const best = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  for (const { score } of begun) if (-score < (best[0] ?? 0)) replaceLargest(best, -score);
  const left: number[] = [];
  for (const [place, slot] of slots.entries()) {
    if (known.has(slot)) continue;
    if ((highest[place] ?? 0) < -(best[0] ?? 0) - orderSlack) continue;
    if (found.length >= most) {
      left.push(slot);
      continue;
    }
    const neighbour = { slot, ...compareVectors(query, readVector(slot), metric) };
    found.push(neighbour);
    if (-neighbour.score < (best[0] ?? 0)) replaceLargest(best, -neighbour.score);
  }
  return { found, left: Uint32Array.from(left) };
}
