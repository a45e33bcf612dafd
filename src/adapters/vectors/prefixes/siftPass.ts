/** Rows multiplied with the queries that meet them, and which of their products can be high enough. */
import { siftedBytes, siftLimitBytes } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { maxBlockQueries } from '../threadMemory.ts';
import { ringCount } from './cells/cells.ts';
import type { Meeting } from './meetings.ts';
import { roundDown } from './reach.ts';
import { chunkRows, type SharedPrefixRows, type SieveMemory } from './sieveMemory.ts';

/** What is made of a query and a slot, with where in `foundValues` the slot's value stands: a number that is handed on would be made anew for each. */
export type TakeHigh = (query: number, slot: number, place: number) => void;

export interface SiftPass {
  /** What a row's rest, its off and the norm of its bytes are worth to a query, and the least that is high enough. */
  setLimit(query: number, rest: number, off: number, norm: number, least: number): void;
  /**
   * Takes each query and slot that meet and whose value is not below the query's least.
   * @param next asked after each piece of work, with how many of `list` it was about; false ends it
   * @returns whether it came to its end
   */
  pass(met: Meeting, queryCount: number, take: TakeHigh, next: (listed: number) => boolean): boolean;
}

/** @param slots of each place among the rows its slot; null where rows lie by slot */
export function createSiftPass(
  { memory, rowsAddress }: SharedPrefixRows,
  slots: Uint32Array | null,
  own: SieveMemory,
): SiftPass {
  const kernel = createKernels(memory);
  const { at, limits, foundWords } = own;
  /** Of the cell that is at work, by query the innermost ring that it meets; by ring the queries that meet it, and where they are listed. */
  const lastRings = new Int8Array(maxBlockQueries);
  const meeting = new Uint32Array(ringCount);
  const listedFrom = new Uint32Array(ringCount);

  const slotOf = (place: number): number => (slots === null ? place : (slots[place] ?? 0));

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

  function pass(
    met: Meeting,
    queryCount: number,
    take: TakeHigh,
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

  function takeHigh(chunk: Uint32Array, filled: number, queryCount: number, take: TakeHigh): void {
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

  return { setLimit, pass };
}
