/** Which rows a search must read at all: those whose prefixes say that they can still be among the nearest. */
import { kthSmallestSum, replaceLargest } from '../bounds.ts';
import type { ByteRows } from '../byteRows.ts';
import type { PrefixRows } from './prefixRows.ts';
import type { SharedPrefixes } from './sieveMemory.ts';

/** How many rows searches had to read, of those that prefixes narrowed down. */
export interface NarrowedSearches {
  /** Of the last thousand at most, in no order. */
  readonly survivors: readonly number[];
  /** Whether prefixes are in use: where they leave too many rows, all rows are read as without them. */
  readonly isInUse: boolean;
}

export interface Narrowing {
  /** The slots that can be among the `k` nearest by cosine or euclidean distance, ties with the last included. */
  narrow(slots: Uint32Array, query: Float32Array, k: number): Uint32Array;
  /** A search whose answer nobody waits for: whether prefixes are worth their reading is known after `trialLength` of them. */
  tryOut(slots: Uint32Array, query: Float32Array): void;
  /** The prefixes of all rows below `count` for other threads, where they are worth their reading; else null. */
  share(count: number): SharedPrefixes | null;
  searches(): NarrowedSearches;
}

/** Fewer rows are read as they are in a fraction of a millisecond. */
const minSlots = 2048;
/** Of more of the rows than one in so many, too few can be left out for prefixes to be worth their reading. */
const minSlotsPerWanted = 16;
/** Rows whose bytes are read to learn how near the k-th is at least, by k: somewhat more than k, since prefixes mistake their order. */
export const promisingOf = (k: number): number => 2 * k + 16;
/** A row among those left is read from somewhere: that takes three times as long as one after the other. */
const maxShareLeft = 0.25;
/** Searches after which prefixes are given up, if on average they left more than that. */
export const trialLength = 8;
/** What is asked for in a trial: about as much as for a page of look-alikes. */
const trialCount = 20;
const rememberedSearches = 1000;

export function createNarrowing(rows: Pick<ByteRows, 'scanCoarse'>, prefixes: PrefixRows): Narrowing {
  const survivors: number[] = [];
  let searches = 0;
  /** Searches whose share of the rows was looked at. */
  let weighed = 0;
  let meanShare = 0;
  let isInUse = true;

  function weigh(left: number, of: number): void {
    weighed++;
    meanShare += (left / of - meanShare) / Math.min(weighed, trialLength);
    if (weighed >= trialLength && meanShare > maxShareLeft) isInUse = false;
  }

  const isOfUse = (slots: Uint32Array, k: number): boolean =>
    isInUse && isWorthNarrowing(slots.length, k) && prefixes.readyCount >= slots.length / 2;

  function leave(slots: Uint32Array, query: Float32Array, k: number): Uint32Array {
    const { estimates, highest, base } = prefixes.reach(slots, query);
    const promising = largestOf(slots, estimates, promisingOf(k));
    const { distances, errors } = rows.scanCoarse(promising, query, 'cosine');
    // At least k rows have a product of this or more; whatever cannot reach it is none of the k nearest, and no tie of theirs.
    const least = -kthSmallestSum(distances, errors, k);
    const left = keepHigh(slots, highest, least - base);
    weigh(left.length, slots.length);
    return left;
  }

  return {
    narrow(slots, query, k) {
      if (!isOfUse(slots, k)) return slots;
      const left = leave(slots, query, k);
      survivors[searches % rememberedSearches] = left.length;
      searches++;
      return left;
    },
    tryOut(slots, query) {
      if (isOfUse(slots, trialCount)) leave(slots, query, trialCount);
    },
    share: (count) => (isInUse && prefixes.readyCount >= count / 2 ? prefixes.share(count) : null),
    searches: () => ({ survivors, isInUse }),
  };
}

export function isWorthNarrowing(slots: number, k: number): boolean {
  return slots >= Math.max(minSlots, k * minSlotsPerWanted);
}

/** So many slots, of the largest values. */
function largestOf(slots: Uint32Array, values: Float32Array, count: number): Uint32Array {
  const heap = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < values.length; i++) {
    const value = -(values[i] ?? 0);
    if (value < (heap[0] ?? 0)) replaceLargest(heap, value);
  }
  const least = -(heap[0] ?? 0);
  const chosen = new Uint32Array(count);
  let length = 0;
  for (let i = 0; i < values.length && length < count; i++)
    if ((values[i] ?? 0) >= least) chosen[length++] = slots[i] ?? 0;
  return chosen.subarray(0, length);
}

/** The slots whose value is at least this, or no number. */
function keepHigh(slots: Uint32Array, values: Float32Array, least: number): Uint32Array {
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!((values[i] ?? 0) < least)) kept.push(slots[i] ?? 0);
  }
  return Uint32Array.from(kept);
}
