/** Prefixes as batch threads have them, and where a thread's own things lie in their memory. */

import type { WasmMemory } from '../../webAssembly/webAssembly.ts';
import { axisCount, siftedBytes, siftLimitBytes } from '../kernelLayout.ts';
import { maxBlockQueries } from '../threadMemory.ts';
import type { LargestFacts } from './aimedQuery.ts';
import type { Axes } from './axes.ts';
import type { Cells } from './cells/cells.ts';
import { type ReachRoom, reachQueryBytes, reachSlotBytes } from './reach.ts';

/** Prefixes for another thread to read: the memory itself, sent without a copy. */
export interface SharedPrefixes {
  readonly short: SharedPrefixRows;
  readonly long: SharedPrefixRows;
  /** Null where rows are not laid out by cells. */
  readonly cells: SharedCells | null;
}

/** The short ones once more, in the order of their cells. */
export interface SharedCells {
  readonly cells: Cells;
  /** By place. */
  readonly rows: SharedPrefixRows;
  /** Of each place its slot. */
  readonly slots: Uint32Array;
  /** Where each ring of each cell begins among the places, and where the last one ends. */
  readonly starts: Uint32Array;
}

/** Those along so many axes. */
export interface SharedPrefixRows {
  readonly axes: Axes;
  readonly memory: WasmMemory;
  /** Where threads have their `sieveBytes` each. */
  readonly roomsAddress: number;
  readonly rowsAddress: number;
  readonly largest: LargestFacts;
}

/** Rows sifted at a time: a multiple of four. */
export const chunkRows = 128;
/** With one that no row is high enough for; an even number. */
const maxQueries = maxBlockQueries + 1;

const sizes = {
  queries: maxQueries * axisCount,
  limits: maxQueries * siftLimitBytes,
  list: maxQueries * 4,
  slots: chunkRows * 4,
  listEnds: (chunkRows / 4) * 4,
  found: (chunkRows / 4) * maxQueries * siftedBytes,
};

/** Bytes per thread, a multiple of 16. */
export const sieveBytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);

export interface SieveMemory {
  /** Addresses in bytes. */
  readonly at: Readonly<Record<keyof typeof sizes, number>>;
  /** `axisCount` per query. */
  readonly queries: Uint8Array;
  /** `siftLimitBytes` per query. */
  readonly limits: Float32Array;
  /** Places of queries, and for each four rows the address where those end that they meet. */
  readonly list: Uint32Array;
  readonly listEnds: Uint32Array;
  readonly slots: Uint32Array;
  /** The same memory twice. */
  readonly foundValues: Float32Array;
  readonly foundWords: Uint32Array;
}

/** @param room the number of the thread's own room */
export function openSieveMemory(
  { memory: { buffer }, roomsAddress }: SharedPrefixRows,
  room: number,
): SieveMemory {
  let address = roomsAddress + room * sieveBytes;
  const place = (name: keyof typeof sizes): number => {
    address += sizes[name];
    return address - sizes[name];
  };
  const at = {
    queries: place('queries'),
    limits: place('limits'),
    list: place('list'),
    slots: place('slots'),
    listEnds: place('listEnds'),
    found: place('found'),
  };
  return {
    at,
    queries: new Uint8Array(buffer, at.queries, sizes.queries),
    limits: new Float32Array(buffer, at.limits, sizes.limits / 4),
    list: new Uint32Array(buffer, at.list, maxQueries),
    slots: new Uint32Array(buffer, at.slots, chunkRows),
    listEnds: new Uint32Array(buffer, at.listEnds, chunkRows / 4),
    foundValues: new Float32Array(buffer, at.found, sizes.found / 4),
    foundWords: new Uint32Array(buffer, at.found, sizes.found / 4),
  };
}

/** The room of the same number, among rows whose reaches are asked for. */
export function openReachRoom({ axes, roomsAddress }: SharedPrefixRows, room: number): ReachRoom {
  const query = roomsAddress + room * sieveBytes;
  const slots = query + reachQueryBytes(axes);
  return { query, slots, capacity: Math.floor((query + sieveBytes - slots) / reachSlotBytes / 4) * 4 };
}
