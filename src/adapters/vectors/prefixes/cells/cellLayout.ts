/** Short prefixes in the order of their cells and rings: what is left of them lies beside each other, and is read three times as fast. */
import { createPrefixRows, type PrefixRows } from '../prefixRows.ts';
import {
  type AngleColumn,
  type Cells,
  cellCountOf,
  firstKeyOf,
  halfTurn,
  ringCount,
  ringShift,
} from './cells.ts';

export interface CellLayout {
  /** By place. */
  readonly rows: PrefixRows;
  /** Of each place its slot. */
  readonly slots: Uint32Array;
  /** Where each ring of each cell begins among the places, and where the last one ends. */
  readonly starts: Uint32Array;
}

/** Places of a layout in their order. */
export interface LaidPlaces {
  readonly places: Uint32Array;
  /** Where each ring of each cell begins among these. */
  readonly starts: Uint32Array;
  /** How many each cell has. */
  readonly sizes: Uint32Array;
}

/** @param keys of each slot its ring, numbered */
export function layOut(
  { cells, keys }: { readonly cells: Cells; readonly keys: Uint16Array },
  slots: Uint32Array,
  short: PrefixRows,
): CellLayout {
  const starts = countStarts(firstKeyOf(cellCountOf(cells)), slots, keys);
  const ends = starts.slice();
  const ordered = new Uint32Array(slots.length);
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] ?? 0;
    const key = keys[slot] ?? 0;
    const place = ends[key] ?? 0;
    ordered[place] = slot;
    ends[key] = place + 1;
  }
  const rows = createPrefixRows(short.axes);
  rows.adoptFrom(short, ordered);
  return { rows, slots: ordered, starts };
}

/** Rows that are looked at for each promising one that is wanted, or one of so many of all, where that is more. */
const minNearest = 16;
const maxNearest = 64;

/** How many rows of the nearest cells are looked at for so many promising ones. */
export function nearestCount(promising: number, rows: number): number {
  return Math.max(promising * minNearest, rows / maxNearest);
}

/** All places. */
export function everyPlace({ slots, starts }: Pick<CellLayout, 'slots' | 'starts'>): LaidPlaces {
  const places = new Uint32Array(slots.length);
  for (let place = 0; place < places.length; place++) places[place] = place;
  return { places, starts, sizes: sizesOf(starts) };
}

/** Those of some of its slots. */
export function placesOf(
  { slots, starts }: Pick<CellLayout, 'slots' | 'starts'>,
  some: Uint32Array,
): LaidPlaces {
  const isWanted = new Uint8Array(slots.reduce((most, slot) => Math.max(most, slot), 0) + 1);
  for (const slot of some) isWanted[slot] = 1;
  const places = new Uint32Array(some.length);
  const ofSome = new Uint32Array(starts.length);
  let length = 0;
  for (let key = 0; key + 1 < starts.length; key++) {
    ofSome[key] = length;
    const end = starts[key + 1] ?? 0;
    for (let place = starts[key] ?? 0; place < end; place++)
      if (isWanted[slots[place] ?? 0] === 1) places[length++] = place;
  }
  ofSome[starts.length - 1] = length;
  return { places: places.subarray(0, length), starts: ofSome, sizes: sizesOf(ofSome) };
}

/**
 * Writes the places of each cell from its outermost ring inwards.
 * @param lastOf the innermost ring that is wanted of a cell; below 0 none is
 * @returns how many there are
 */
export function writePlaces(
  { places, starts }: LaidPlaces,
  cellCount: number,
  lastOf: (cell: number) => number,
  into: Uint32Array,
): number {
  let length = 0;
  for (let cell = 0; cell < cellCount; cell++) {
    const first = firstKeyOf(cell);
    const end = starts[first + lastOf(cell) + 1] ?? 0;
    for (let at = starts[first] ?? 0; at < end; at++) into[length++] = places[at] ?? 0;
  }
  return length;
}

function sizesOf(starts: Uint32Array): Uint32Array {
  const sizes = new Uint32Array((starts.length - 1) / ringCount);
  for (let cell = 0; cell < sizes.length; cell++)
    sizes[cell] = (starts[firstKeyOf(cell + 1)] ?? 0) - (starts[firstKeyOf(cell)] ?? 0);
  return sizes;
}

const sizesByRing = new Uint32Array((halfTurn >> ringShift) + 1);

/** The steps of an angle, within which there are so many places or all; the angles are those of the cells' centres to a query. */
export function stepsAround(
  { sizes }: LaidPlaces,
  { angles, first, apart }: AngleColumn,
  count: number,
): number {
  const byRing = sizesByRing.fill(0);
  for (let cell = 0, at = first; cell < sizes.length; cell++, at += apart) {
    const ring = (angles[at] ?? 0) >> ringShift;
    byRing[ring] = (byRing[ring] ?? 0) + (sizes[cell] ?? 0);
  }
  let rings = 0;
  for (let left = count; left > 0 && rings < byRing.length; rings++) left -= byRing[rings] ?? 0;
  return (rings << ringShift) - 1;
}

/** Where each key begins in a list that is ordered by them, and where the last one ends. */
function countStarts(keyCount: number, slots: Uint32Array, keys: Uint16Array): Uint32Array {
  const starts = new Uint32Array(keyCount + 1);
  for (let i = 0; i < slots.length; i++) {
    const next = (keys[slots[i] ?? 0] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let key = 1; key <= keyCount; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
  return starts;
}
