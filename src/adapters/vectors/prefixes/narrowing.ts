/** Which rows a search must look at: those whose prefixes say that they can still be among the nearest. */
import { emptyHeap, replaceLargest } from '../bounds.ts';
import { nearestCount } from './cells/cellLayout.ts';
import type { Prefixes } from './prefixes.ts';
import { pickSlots, type Reaches } from './reach.ts';
import type { SharedPrefixes } from './sieveMemory.ts';

/** How many rows searches had to look at, of those that prefixes narrowed down. */
export interface NarrowedSearches {
  /** Of the last thousand at most, in no order: vectors that were read, or rows whose bytes were. */
  readonly survivors: readonly number[];
  /** Whether prefixes are in use: where they leave too many rows, all rows are read as without them. */
  readonly isInUse: boolean;
}

/** Rows that can be among the nearest, the likeliest first. */
export interface Candidates {
  readonly slots: Uint32Array;
  /** Of each, what its product with the query is at most. */
  readonly highest: Float64Array;
}

export type LeastOf = (promising: Uint32Array) => number;

export interface Narrowing {
  /**
   * A superset of the `k` nearest by cosine or euclidean distance and of their ties; null where prefixes are of no use.
   * @param leastOf what the product of the query with the k-th nearest of some slots is at least, the likeliest of them first
   */
  narrow(slots: Uint32Array, query: Float32Array, k: number, leastOf: LeastOf): Candidates | null;
  /** How many of a search's candidates were looked at. */
  noteSurvivors(count: number): void;
  /** A search whose answer nobody waits for: whether prefixes are worth their reading is known after `trialLength` of them. */
  tryOut(slots: Uint32Array, query: Float32Array, leastOf: (k: number) => LeastOf): void;
  /** The prefixes of all rows below `count` for other threads, where they are worth their reading; else null. */
  share(count: number): SharedPrefixes | null;
  searches(): NarrowedSearches;
}

/** Fewer rows are read as they are in a fraction of a millisecond. */
const minSlots = 256;
/** Of more of the rows than one in so many, too few can be left out for prefixes to be worth their reading. */
export const minSlotsPerWanted = 4;
/** Rows that tell how near the k-th is at least, by k: somewhat more than k, since prefixes mistake their order. */
const promisingOf = (k: number): number => 2 * k + 16;
/** A row among those left is read from somewhere: that takes three times as long as one after the other. */
const maxShareLeft = 0.25;
/** Searches after which prefixes are given up, if on average they left more than that. */
export const trialLength = 8;
/** What is asked for in a trial: about as much as for a page of look-alikes. */
const trialCount = 20;
const rememberedSearches = 1000;
/** Estimates looked at before only those are that can be among the largest: a multiple of four. */
const firstEstimates = 2048;

export function createNarrowing(prefixes: Prefixes): Narrowing {
  const { short, long } = prefixes;
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
    isInUse &&
    slots.length >= Math.max(minSlots, k * minSlotsPerWanted) &&
    prefixes.readyCount >= slots.length / 2;

  function leave(slots: Uint32Array, query: Float32Array, k: number, leastOf: LeastOf): Candidates | null {
    const projected = prefixes.project(query);
    const cells = prefixes.cells?.search(slots, projected) ?? null;
    const reach = cells?.reach ?? ((all: Uint32Array) => short.reach(all, projected));
    const slotsAt = (list: Uint32Array, places: Uint32Array): Uint32Array =>
      cells === null ? pickSlots(list, places) : pickSlots(cells.slots, pickSlots(list, places));
    const nearest = cells?.nearest(nearestCount(promisingOf(k), slots.length)) ?? slots;
    const ofNearest = reach(nearest);
    // A query that holds what is no number.
    if (Number.isNaN(ofNearest.base)) return null;
    const promising = slotsAt(nearest, largestPlaces(ofNearest, promisingOf(k)));
    const ofPromising = long.reach(promising, projected);
    const least = leastOf(pickSlots(promising, likeliestFirst(everyPlace(promising), ofPromising)));
    const reaching = cells?.reaching(least) ?? slots;
    const ofReaching = cells === null ? ofNearest : reach(reaching);
    const near = slotsAt(reaching, ofReaching.places('highest', least - ofReaching.base));
    const ofNear = long.reach(near, projected);
    const places = ofNear.places('highest', least - ofNear.base);
    const left = {
      slots: pickSlots(near, places),
      estimates: pickNumbers(ofNear.estimates, places, 0),
      highest: pickNumbers(ofNear.highest, places, ofNear.base),
    };
    prefixes.sketches?.tighten(left, { vector: query, norm: projected.norm, aimed: ofNear.aimed });
    const high = everyPlace(left.slots).filter((i) => (left.highest[i] ?? 0) >= least);
    weigh(high.length, slots.length);
    const order = likeliestFirst(high, left);
    return { slots: pickSlots(left.slots, order), highest: pickNumbers(left.highest, order, 0) };
  }

  return {
    narrow: (slots, query, k, leastOf) => (isOfUse(slots, k) ? leave(slots, query, k, leastOf) : null),
    noteSurvivors(count) {
      survivors[searches % rememberedSearches] = count;
      searches++;
    },
    tryOut(slots, query, leastOf) {
      if (isOfUse(slots, trialCount)) leave(slots, query, trialCount, leastOf(trialCount));
    },
    share(count) {
      if (!isInUse || prefixes.readyCount < count / 2) return null;
      return {
        short: short.share(count),
        long: long.share(count),
        cells: prefixes.cells?.share() ?? null,
      };
    },
    searches: () => ({ survivors, isInUse }),
  };
}

function everyPlace(slots: Uint32Array): Uint32Array {
  const places = new Uint32Array(slots.length);
  for (let place = 0; place < places.length; place++) places[place] = place;
  return places;
}

/** The numbers at some places, with what is added to each. */
function pickNumbers(
  numbers: Float32Array | Float64Array,
  places: Uint32Array,
  added: number,
): Float64Array<ArrayBuffer> {
  const picked = new Float64Array(places.length);
  for (let i = 0; i < picked.length; i++) picked[i] = (numbers[places[i] ?? 0] ?? 0) + added;
  return picked;
}

function likeliestFirst(
  places: Uint32Array,
  { estimates }: { readonly estimates: Float32Array | Float64Array },
): Uint32Array {
  return places.sort((a, b) => (estimates[b] ?? 0) - (estimates[a] ?? 0));
}

/** The places of so many largest estimates. */
export function largestPlaces(reaches: Reaches, count: number): Uint32Array {
  const { estimates } = reaches;
  const heap = emptyHeap(count);
  const offer = (place: number): void => {
    const value = -(estimates[place] ?? 0);
    if (value < (heap[0] ?? 0)) replaceLargest(heap, value);
  };
  const first = Math.min(firstEstimates, estimates.length);
  for (let place = 0; place < first; place++) offer(place);
  const others = reaches.places('estimates', -(heap[0] ?? 0), firstEstimates);
  for (const place of others) offer(place);
  const least = -(heap[0] ?? 0);
  const places = new Uint32Array(count);
  let found = 0;
  const take = (place: number): void => {
    if (found < count && (estimates[place] ?? 0) >= least) places[found++] = place;
  };
  for (let place = 0; place < first; place++) take(place);
  for (const place of others) take(place);
  return places.subarray(0, found);
}
