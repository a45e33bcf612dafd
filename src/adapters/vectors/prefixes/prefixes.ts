/** What is kept of every row along the principal axes: a short prefix, which searches read, a long one, of which they read a few, and where there are many rows, its cell and a sketch. */
import { axisCount, longRowBytes, prefixRowBytes, sketchRowBytes } from '../kernelLayout.ts';
import { normOf } from '../normOf.ts';
import type { Turns } from '../turns.ts';
import type { Projected } from './aimedQuery.ts';
import { type Axes, firstAxes } from './axes.ts';
import { type CellRows, cellRowBytes, createCellRows, type RowPoint } from './cells/cellRows.ts';
import { type Cells, cellCountOf, pointLength } from './cells/cells.ts';
import { cellCountFor, findCells } from './cells/findCells.ts';
import { createPrefixRows, type PrefixRows } from './prefixRows.ts';
import { createProjector, projectionError } from './projector.ts';
import { createSketchRows, type SketchRows } from './sketchRows.ts';

export interface Prefixes {
  readonly axes: Axes;
  readonly short: PrefixRows;
  readonly long: PrefixRows;
  /** Null where vectors of all that prefixes leave are read as fast as more memory is worth. */
  readonly sketches: SketchRows | null;
  /** Has sketches of so many rows from now on, which have none before they are written again. */
  sketch(count: number): void;
  /** Null where there are so few rows that searches read the short prefixes of all. */
  readonly cells: CellRows | null;
  /**
   * Lays out all rows by their cells, which are found anew where there are none or have become too few.
   * @param listSlots all that there are
   */
  divide(listSlots: () => Uint32Array, turns: Turns, isOver: () => boolean): Promise<void>;
  /** Rows that have both prefixes. */
  readonly readyCount: number;
  /** Rows of which all is written. */
  readonly completeCount: number;
  /** Whether it has all that rows have. */
  isReady(slot: number): boolean;
  /** Along all axes; good until the next. */
  project(vector: Float32Array): Projected;
  /** @param off how far the vector can be from the stored one */
  write(slot: number, vector: Float32Array, off: number): void;
  reserve(count: number): void;
  /** Of rows that are adopted next, so that their kinds can be read to where they are kept. */
  makeRoom(count: number): void;
  /** All that is kept of rows, by kind, as `RowMemory.kinds`. */
  kinds(): readonly ((start: number, end: number) => Uint8Array)[];
  /** Takes the first rows as another's kinds had them, along the same axes and of these cells. */
  adopt(kinds: readonly Uint8Array[], cells: Cells | null): void;
}

/** 65,536 sketches take 17 MB. A search reads 50 vectors of 44,000 real embeddings, of more rows more. */
export const sketchedFrom = 65_536;

/** Fewer short prefixes, 1.2 MB, are read in a tenth of a millisecond. */
export const dividedFrom = 16_384;
/** Cells are found anew where there are more rows than so many times those they were found for. */
const outgrownTimes = 2;

/** Of a row, by kind. */
export const prefixKindBytes = (isSketched: boolean, areCells: boolean): readonly number[] => [
  prefixRowBytes,
  longRowBytes,
  ...(isSketched ? [sketchRowBytes] : []),
  ...(areCells ? [cellRowBytes] : []),
];

/** @param minDivided of fewer slots searches read all short prefixes */
export function createPrefixes(axes: Axes, minDivided = dividedFrom): Prefixes {
  const short = createPrefixRows(firstAxes(axes, axisCount));
  const long = createPrefixRows(axes);
  const both = [short, long];
  let sketches: SketchRows | null = null;
  let cells: CellRows | null = null;
  const points = [new Float32Array(pointLength), new Float32Array(pointLength)] as const;
  const multiply = createProjector(axes.axes);

  const readyCount = (): number => Math.min(short.readyCount, long.readyCount);
  const kinds = (): readonly (PrefixRows | SketchRows | CellRows)[] =>
    [short, long, sketches, cells].filter((rows) => rows !== null);

  /** Good until the next of the same place; null where it has no prefix. */
  function pointAt(slot: number, place: 0 | 1 = 0): RowPoint | null {
    if (!short.isReady(slot)) return null;
    const off = short.readPoint(slot, points[place]);
    return { point: points[place], off };
  }

  function writeCell(slot: number): void {
    const row = pointAt(slot);
    if (row === null) cells?.clear(slot);
    else cells?.write(slot, row);
  }

  async function divide(listSlots: () => Uint32Array, turns: Turns, isOver: () => boolean): Promise<void> {
    const slots = listSlots();
    const wanted = cellCountFor(slots.length);
    if (cells !== null && cellCountOf(cells.cells) * outgrownTimes > wanted) {
      cells.layOut(slots, short);
      return;
    }
    const found = await findCells(slots, pointAt, turns, isOver);
    if (found === null) return;
    const made = createCellRows(found, minDivided);
    // Rows that are written from now on are in it.
    cells = made;
    for (let i = 0; i < slots.length && !isOver(); i += 2) {
      const [slotA = 0, slotB = slotA] = slots.subarray(i, i + 2);
      const [first, second] = [pointAt(slotA), pointAt(slotB, 1)];
      if (first !== null && second !== null) made.writeBoth([slotA, slotB], first, second);
      else for (const slot of [slotA, slotB]) writeCell(slot);
      await turns.pass();
    }
    if (cells !== made) return;
    // Rows that were not written are in no ring that is passed over: with them it is good, but of no use.
    if (isOver()) cells = null;
    else made.layOut(listSlots(), short);
  }

  function project(vector: Float32Array): Projected {
    return { along: multiply(vector), norm: normOf(vector), error: projectionError };
  }

  return {
    axes,
    short,
    long,
    get sketches() {
      return sketches;
    },
    sketch(count) {
      sketches ??= createSketchRows(axes);
      sketches.reserve(count);
    },
    get cells() {
      return cells;
    },
    divide,
    get readyCount() {
      return readyCount();
    },
    get completeCount() {
      return Math.min(readyCount(), sketches?.readyCount ?? Number.POSITIVE_INFINITY);
    },
    isReady: (slot) => both.every((rows) => rows.isReady(slot)) && sketches?.isReady(slot) !== false,
    project,
    write(slot, vector, off) {
      const projected = project(vector);
      for (const rows of both) rows.write(slot, projected, off);
      if (long.isReady(slot)) sketches?.write(slot, vector, projected, long.restOf(slot));
      else sketches?.clear(slot);
      writeCell(slot);
    },
    reserve(count) {
      for (const rows of kinds()) rows.reserve(count);
    },
    makeRoom(count) {
      for (const rows of both) rows.makeRoom(count);
      sketches?.reserve(count);
    },
    kinds: () => kinds().map((rows) => rows.bytesOf),
    adopt(bytes, known) {
      cells = known === null ? null : createCellRows(known, minDivided);
      for (const [i, rows] of kinds().entries()) rows.adopt(bytes[i] ?? new Uint8Array(0));
    },
  };
}
