/** Which rows a block of queries must read at all, from prefixes: what `narrowing.ts` does for one query, on a batch thread. */

import { replaceLargest } from '../bounds.ts';
import {
  axisCount,
  siftedBytes,
  siftLaneMost,
  siftLanes,
  siftLimitBytes,
  siftOffset,
} from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { normOf } from '../normOf.ts';
import { maxBlockQueries } from '../threadMemory.ts';
import { type AimedQuery, aimQuery, largestOfBytes, type Projected } from './aimedQuery.ts';
import { queryPointOf, ringCount } from './cells/cells.ts';
import { createFoundPairs } from './foundPairs.ts';
import { createCellMeetings, type Meeting, meetAll } from './meetings.ts';
import { largestPlaces } from './narrowing.ts';
import { blockProjectionError, createBlockProjector } from './projector.ts';
import { createReach, pickSlots, roundDown } from './reach.ts';
import { chunkRows, openReachRoom, openSieveMemory, type SharedPrefixes } from './sieveMemory.ts';

/** A query of a block. */
export interface SievedQuery {
  /** Its vector, and how far the stored one can be from it. */
  readonly vector: Float32Array;
  readonly off: number;
  readonly k: number;
}

export interface Sieve {
  /**
   * For each query what is made of the slots that can be among its nearest, ties with the last included; null where these are too many for
   * prefixes to be worth their reading.
   * @param leastOf what the product of a query with the k-th nearest of some promising slots is at least
   * @param finish asked for a query right after `leastOf` was asked for it last
   */
  sift<Finished>(
    queries: readonly SievedQuery[],
    candidates: Uint32Array,
    leastOf: (query: number, promising: Uint32Array) => number,
    finish: (query: number, slots: Uint32Array) => Finished,
  ): Finished[] | null;
}

/** Of fewer rows, or of more of them than one in so many, multiplying all in tiles takes no longer. */
const minRows = 2048;
const minRowsPerWanted = 16;
/** Rows that tell how near the k-th is at least: a few more than k, since prefixes mistake their order. With twice as many it takes longer. */
const promisingOf = (k: number): number => k + 8;
/** With cells these are looked for among the nearest cells' rows: so many for each that is wanted, or one of so many of all. */
const minNearest = 16;
const maxNearest = 64;
/** More of all pairs than one in so many left: reading their long prefixes from somewhere takes longer than multiplying all in tiles. */
const minPairsPerLeft = 4;
/**
 * Half of the rows, which are looked at for promising ones: what their prefixes let through more, the long ones take back. By the golden
 * section, so that no regular order of the rows is met, such as a front and a back of every product.
 */
function sampleOf(slots: Uint32Array): Uint32Array {
  const sample = new Uint32Array(slots.length);
  let length = 0;
  for (let place = 0; place < slots.length; place++)
    if (Math.imul(place, 0x9e3779b1) >= 0) sample[length++] = slots[place] ?? 0;
  return sample.subarray(0, length);
}

const maxNumber = siftOffset - 1;
/** Each number of a lane is rounded, by a half at most. */
const maxLaneSum = siftLaneMost - axisCount / siftLanes / 2;

export function createSieve({ short, long, cells }: SharedPrefixes, room: number): Sieve {
  const rows = cells?.rows ?? short;
  const { axes, rowsAddress, largest } = rows;
  const project = createBlockProjector(long.axes.axes);
  const kernel = createKernels(rows.memory);
  const bytesNorm = largestOfBytes(axes);
  const own = openSieveMemory(rows, room);
  const { at, limits, foundValues, foundWords } = own;
  const meetings = cells === null ? null : createCellMeetings(cells);
  /** Of a place among the rows. */
  const slotOf = (place: number): number => (cells === null ? place : (cells.slots[place] ?? 0));
  /** Of the cell that is at work, by query the innermost ring that it meets; by ring the queries that meet it, and where they are listed. */
  const lastRings = new Int8Array(maxBlockQueries);
  const meeting = new Uint32Array(ringCount);
  const listedFrom = new Uint32Array(ringCount);
  const foundPairs = createFoundPairs();
  const longRoom = openReachRoom(long, room);
  const reach = createReach({ ...long, kernel: createKernels(long.memory), room: () => longRoom });
  const laneSums = new Float64Array(siftLanes);
  /** Blocks that prefixes left too much of, less those that they did not. */
  let excess = 0;

  /** Presses a query's numbers into bytes. @returns what one of them is worth, and the norm of what all leave out */
  function writeQuery(place: number, { numbers, scale }: AimedQuery): { worth: number; lost: number } {
    let largestNumber = 0;
    laneSums.fill(0);
    for (let i = 0; i < axisCount; i++) {
      const number = Math.abs(numbers[i] ?? 0);
      largestNumber = Math.max(largestNumber, number);
      const lane = (i >> 1) % siftLanes;
      laneSums[lane] = (laneSums[lane] ?? 0) + number;
    }
    const press =
      largestNumber === 0 ? 1 : Math.min(maxNumber / largestNumber, maxLaneSum / Math.max(...laneSums));
    let squares = 0;
    for (let i = 0; i < axisCount; i++) {
      const number = numbers[i] ?? 0;
      const pressed = Math.round(number * press);
      own.queries[place * axisCount + i] = pressed + siftOffset;
      squares += (number - pressed / press) ** 2;
    }
    return { worth: scale / press || 1, lost: scale * Math.sqrt(squares) };
  }

  /** Without an array of the four: this is done for every query and chunk. */
  function setLimit(place: number, rest: number, off: number, norm: number, least: number): void {
    const at = place * (siftLimitBytes / 4);
    limits[at] = rest;
    limits[at + 1] = off;
    limits[at + 2] = norm;
    limits[at + 3] = roundDown(least);
  }

  /** Lists those that meet a ring of a cell, who meets the innermost first. @returns how many meet the outermost that has rows */
  function listQueries(queryCount: number, outermost: number, rings: number): number {
    meeting.fill(0);
    for (let query = 0; query < queryCount; query++) {
      const last = lastRings[query] ?? -1;
      if (last >= outermost) meeting[last] = (meeting[last] ?? 0) + 1;
    }
    let listed = 0;
    for (let ring = rings - 1; ring >= outermost; ring--) {
      listedFrom[ring] = listed;
      listed += meeting[ring] ?? 0;
      meeting[ring] = listed;
    }
    for (let query = 0; query < queryCount; query++) {
      const last = lastRings[query] ?? -1;
      if (last < outermost) continue;
      own.list[listedFrom[last] ?? 0] = query;
      listedFrom[last] = (listedFrom[last] ?? 0) + 1;
    }
    // One that nothing is high enough for makes their number even.
    own.list[listed] = queryCount;
    return listed;
  }

  /**
   * Calls back for each query and slot whose value is not below the query's least, with where in `foundValues` it stands: a number that is
   * handed on would be made anew for each.
   * @param next asked after each piece of work, with how many of `own.list` it was about; false ends it
   */
  function pass(
    met: Meeting,
    queryCount: number,
    take: (query: number, slot: number, place: number) => void,
    next: (listed: number) => boolean,
  ): boolean {
    const { places, starts } = met;
    limits.set([0, 0, 0, Number.POSITIVE_INFINITY], queryCount * (siftLimitBytes / 4));
    for (let cell = 0; cell < met.cellCount; cell++) {
      const firstKey = cell * met.ringCount;
      const end = starts[firstKey + met.ringCount] ?? 0;
      let start = starts[firstKey] ?? 0;
      if (start === end) continue;
      let ring = 0;
      while (starts[firstKey + ring + 1] === start) ring++;
      met.writeLast(cell, lastRings);
      const listed = listQueries(queryCount, ring, met.ringCount);
      while (start < end && listed > 0) {
        const stop = Math.min(end, start + chunkRows);
        let fours = 0;
        for (let place = start; place < stop; place += 4) {
          while ((starts[firstKey + ring + 1] ?? 0) <= place) ring++;
          const count = meeting[ring] ?? 0;
          if (count === 0) break;
          own.listEnds[fours++] = at.list + Math.ceil(count / 2) * 8;
        }
        if (fours === 0) break;
        const chunk = places.subarray(start, Math.min(stop, start + fours * 4));
        takeHigh(chunk, fours * 4, queryCount, take);
        if (!next(listed)) return false;
        start += chunkRows;
      }
    }
    return true;
  }

  function takeHigh(
    chunk: Uint32Array,
    filled: number,
    queryCount: number,
    take: (query: number, slot: number, place: number) => void,
  ): void {
    own.slots.set(chunk);
    own.slots.fill(chunk.at(-1) ?? 0, chunk.length, filled);
    const slotsEnd = at.slots + filled * 4;
    const { list, listEnds, queries } = at;
    const end = kernel.sift(at.slots, slotsEnd, list, listEnds, queries, at.limits, rowsAddress, at.found);
    for (let word = 0; word < (end - at.found) / 4; word += siftedBytes / 4) {
      const query = foundWords[word + 4] ?? 0;
      const row = foundWords[word + 5] ?? 0;
      const bits = foundWords[word + 6] ?? 0;
      if (query >= queryCount) continue;
      for (let lane = 0; lane < 4 && row + lane < chunk.length; lane++)
        if ((bits >> lane) & 1) take(query, slotOf(chunk[row + lane] ?? 0), word + lane);
    }
  }

  /** For each query the slots of the largest estimates. */
  function findPromising(met: Meeting, counts: readonly number[]): Uint32Array[] {
    const heaps = heapsOf(counts);
    foundPairs.clear();
    const raise = (query: number): void => setLimit(query, 0, 0, 0, -(heaps[query]?.[0] ?? 0));
    for (const query of counts.keys()) raise(query);
    const take = (query: number, slot: number, place: number): void => {
      const heap = heaps[query];
      const value = foundValues[place] ?? 0;
      // A row without a prefix has no estimate.
      if (heap === undefined || !(-value < (heap[0] ?? 0))) return;
      replaceLargest(heap, -value);
      foundPairs.add(query, slot, value);
    };
    pass(met, counts.length, take, (listed) => {
      for (let i = 0; i < listed; i++) raise(own.list[i] ?? 0);
      return true;
    });
    return foundPairs.byQuery(counts.length, (query) => -(heaps[query]?.[0] ?? 0));
  }

  return {
    sift(queries, candidates, leastOf, finish) {
      const counts = queries.map(({ k }) => promisingOf(k));
      const most = Math.max(...queries.map(({ k }) => k));
      if (excess > 0 || candidates.length < Math.max(minRows, most * minRowsPerWanted)) return null;
      const alongAxes = project(queries.map(({ vector }) => vector));
      const aimed = queries.map(({ vector }, place) => {
        const along = alongAxes[place] ?? new Float32Array(0);
        const projected: Projected = { along, norm: normOf(vector), error: blockProjectionError };
        const query = aimQuery(axes, projected, bytesNorm, largest);
        return { query, projected, ...writeQuery(place, query) };
      });
      const points = aimed.map(({ query }) => queryPointOf(axes, query));
      const nearCount = Math.max(Math.max(...counts) * minNearest, candidates.length / maxNearest);
      const near = meetings?.around(candidates, points, nearCount) ?? meetAll(sampleOf(candidates));
      const leasts = findPromising(near, counts).map(
        (promising, place) => leastOf(place, promising) - aboveOf(queries[place]),
      );
      for (const [place, { query, worth, lost }] of aimed.entries()) {
        const { restWeight, offWeight, middle, slack } = query;
        const least = (leasts[place] ?? 0) - middle - slack;
        setLimit(place, restWeight / worth, offWeight / worth, lost / worth, least / worth);
      }
      const reaching = meetings?.reaching(leasts) ?? meetAll(candidates);
      foundPairs.clear();
      let spare = (queries.length * candidates.length) / minPairsPerLeft;
      const take = (query: number, slot: number): void => {
        foundPairs.add(query, slot, 0);
        spare--;
      };
      const isNarrow = pass(reaching, queries.length, take, () => spare >= 0);
      excess += isNarrow ? -1 : 1;
      if (!isNarrow) return null;
      return foundPairs
        .byQuery(queries.length, () => 0)
        .map((slots, place) => {
          const projected = aimed[place]?.projected;
          return finish(place, projected === undefined ? slots : sharpen(place, slots, projected));
        });

      /** The same from the long prefixes of what the short ones left. */
      function sharpen(place: number, near: Uint32Array, projected: Projected): Uint32Array {
        if (near.length > longRoom.capacity) return near;
        const reaches = reach(near, projected);
        const promising = pickSlots(near, largestPlaces(reaches, counts[place] ?? 0));
        const least = leastOf(place, promising) - aboveOf(queries[place]);
        return pickSlots(near, reaches.places('highest', least - reaches.base));
      }
    },
  };
}

/** What the product with the stored vector can be above that with a query's own. */
function aboveOf(query: SievedQuery | undefined): number {
  return (query?.off ?? 0) * normSlack;
}

/** A heap of each size, in one piece of memory. */
function heapsOf(counts: readonly number[]): Float64Array[] {
  const all = new Float64Array(counts.reduce((sum, count) => sum + count, 0)).fill(Number.POSITIVE_INFINITY);
  let end = 0;
  return counts.map((count) => {
    end += count;
    return all.subarray(end - count, end);
  });
}

/** Vectors are normalised to within float32 only. */
const normSlack = 1 + 1e-6;
