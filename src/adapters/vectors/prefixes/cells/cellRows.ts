/** Which ring of which cell each row is in. */
import { normOf } from '../../normOf.ts';
import type { Projected } from '../aimedQuery.ts';
import type { PrefixRows } from '../prefixRows.ts';
import type { Reaches } from '../reach.ts';
import type { SharedCells } from '../sieveMemory.ts';
import {
  type CellLayout,
  everyPlace,
  type LaidPlaces,
  layOut,
  placesOf,
  stepsAround,
  writePlaces,
} from './cellLayout.ts';
import {
  type Cells,
  cellCountOf,
  createCompass,
  lastRingOf,
  queryPointOf,
  reachingSteps,
  ringCount,
  ringKeyOf,
  writeAngles,
} from './cells.ts';

/** A row's point, and how far off it can be. */
export interface RowPoint {
  readonly point: Float32Array;
  readonly off: number;
}

export interface CellRows {
  readonly cells: Cells;
  write(slot: number, row: RowPoint): void;
  /** Writes two rows in less time than one after the other. */
  writeBoth(slots: readonly [number, number], first: RowPoint, second: RowPoint): void;
  /** The row is in a ring that is never passed over, as it is before it was written. */
  clear(slot: number): void;
  reserve(count: number): void;
  /** Near rows have near ones. */
  keyOf(slot: number): number;
  /** Lays out the short prefixes of these slots, all that there are: searches go by cells until one of them changes. */
  layOut(slots: Uint32Array, short: PrefixRows): void;
  /** For a query among these slots, a list that stays as it is; null where they are not laid out, or all are read as fast. */
  search(slots: Uint32Array, query: Projected): CellSearch | null;
  /** For other threads to read; null where nothing is laid out. */
  share(): SharedCells | null;
  /** The memory itself of the rows from `start` up to `end`, for which there is room. */
  bytesOf(start: number, end: number): Uint8Array;
  /** Takes the first rows as another's `bytesOf` had them, of the same cells. */
  adopt(bytes: Uint8Array): void;
}

/** A search among places of a layout. */
export interface CellSearch {
  /** So many of the places or more, those of the nearest cells; all where there are fewer. Good until the next question. */
  nearest(count: number): Uint32Array;
  /** Those whose product with the query can be `least`; good until the next question. */
  reaching(least: number): Uint32Array;
  reach(places: Uint32Array): Reaches;
  /** Of each place its slot. */
  readonly slots: Uint32Array;
}

/** Of a row. */
export const cellRowBytes = 2;
/** Room is made for so many rows at a time. */
const growRows = 65_536;

/** @param minSlots of fewer all short prefixes are read as fast */
export function createCellRows(cells: Cells, minSlots: number): CellRows {
  const compass = createCompass(cells.centres);
  const cellCount = cellCountOf(cells);
  const angles = new Uint16Array(cellCount);
  const column = { angles, first: 0, apart: 1 };
  let keys = new Uint16Array(0);
  /** Null where a row changed since. */
  let layout: CellLayout | null = null;
  let chosen = new Uint32Array(0);
  let laid = new WeakMap<Uint32Array, LaidPlaces>();

  function reserve(count: number): void {
    if (count <= keys.length) return;
    const larger = new Uint16Array(Math.ceil(count / growRows) * growRows);
    larger.set(keys);
    keys = larger;
  }

  function setKey(slot: number, key: number): void {
    reserve(slot + 1);
    keys[slot] = key;
    layout = null;
  }

  function placesAmong(known: CellLayout, slots: Uint32Array): LaidPlaces {
    const before = laid.get(slots);
    if (before !== undefined) return before;
    const places = slots.length === known.slots.length ? everyPlace(known) : placesOf(known, slots);
    laid.set(slots, places);
    return places;
  }

  function choose(among: LaidPlaces, lastOf: (cell: number) => number): Uint32Array {
    return chosen.subarray(0, writePlaces(among, cellCount, lastOf, chosen));
  }

  return {
    cells,
    write(slot, { point, off }) {
      setKey(slot, ringKeyOf(cells, compass.products(point), 0, normOf(point), off));
    },
    writeBoth([slotA, slotB], first, second) {
      const products = compass.products(first.point, second.point);
      setKey(slotA, ringKeyOf(cells, products, 0, normOf(first.point), first.off));
      setKey(slotB, ringKeyOf(cells, products, 1, normOf(second.point), second.off));
    },
    clear: (slot) => setKey(slot, 0),
    reserve,
    keyOf: (slot) => keys[slot] ?? 0,
    layOut(slots, short) {
      // Nothing changed since.
      if (layout?.slots.length === slots.length) return;
      layout = layOut({ cells, keys }, slots, short);
      laid = new WeakMap();
      chosen = new Uint32Array(slots.length);
    },
    search(slots, projected) {
      if (layout === null || slots.length < minSlots) return null;
      const { rows, slots: ordered } = layout;
      const query = queryPointOf(rows.axes, rows.aim(projected));
      if (query === null) return null;
      const among = placesAmong(layout, slots);
      writeAngles(compass.products(query.point), 0, query.norm, column);
      return {
        slots: ordered,
        reach: (places) => rows.reach(places, projected),
        nearest(count) {
          const most = stepsAround(among, column, count);
          return choose(among, (cell) => ((angles[cell] ?? 0) <= most ? ringCount - 1 : -1));
        },
        reaching(least) {
          const reached = reachingSteps(cells, query, least);
          return choose(among, (cell) => lastRingOf(angles[cell] ?? 0, reached));
        },
      };
    },
    share() {
      if (layout === null) return null;
      const { rows, slots, starts } = layout;
      return { cells, rows: rows.share(slots.length), slots, starts };
    },
    bytesOf: (start, end) =>
      new Uint8Array(keys.buffer, keys.byteOffset + start * cellRowBytes, (end - start) * cellRowBytes),
    adopt(bytes) {
      reserve(bytes.length / cellRowBytes);
      new Uint8Array(keys.buffer).set(bytes);
    },
  };
}
