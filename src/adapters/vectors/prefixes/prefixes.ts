/** What is kept of every row along the principal axes: a short prefix, which searches read of all rows, a long one, of which they read a few, and where there are many rows, a sketch. */
import { axisCount, longRowBytes, prefixRowBytes, sketchRowBytes } from '../kernelLayout.ts';
import { normOf } from '../normOf.ts';
import { type Axes, firstAxes } from './axes.ts';
import { createPrefixRows, type PrefixRows } from './prefixRows.ts';
import { createProjector } from './projector.ts';
import type { Projected } from './reach.ts';
import { createSketchRows, type SketchRows } from './sketchRows.ts';

export interface Prefixes {
  readonly axes: Axes;
  readonly short: PrefixRows;
  readonly long: PrefixRows;
  /** Null where vectors of all that prefixes leave are read as fast as more memory is worth. */
  readonly sketches: SketchRows | null;
  /** Has sketches of so many rows from now on, which have none before they are written again. */
  sketch(count: number): void;
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
  /** All that is kept of rows, by kind, as `RowMemory.kinds`. */
  kinds(): readonly ((start: number, end: number) => Uint8Array)[];
  /** Takes the first rows as another's kinds had them, along the same axes. */
  adopt(kinds: readonly Uint8Array[]): void;
}

/** 65,536 sketches take 17 MB. A search reads 50 vectors of 44,000 real embeddings, of more rows more. */
export const sketchedFrom = 65_536;

/** Of a row, by kind. */
export const prefixKindBytes = (isSketched: boolean): readonly number[] => [
  prefixRowBytes,
  longRowBytes,
  ...(isSketched ? [sketchRowBytes] : []),
];

export function createPrefixes(axes: Axes): Prefixes {
  const short = createPrefixRows(firstAxes(axes, axisCount));
  const long = createPrefixRows(axes);
  const both = [short, long];
  let sketches: SketchRows | null = null;
  const multiply = createProjector(axes.axes);

  const readyCount = (): number => Math.min(short.readyCount, long.readyCount);
  const kinds = (): readonly (PrefixRows | SketchRows)[] => (sketches === null ? both : [...both, sketches]);

  function project(vector: Float32Array): Projected {
    return { along: multiply(vector), norm: normOf(vector) };
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
    },
    reserve(count) {
      for (const rows of kinds()) rows.reserve(count);
    },
    kinds: () => kinds().map((rows) => rows.bytesOf),
    adopt(bytes) {
      for (const [i, rows] of kinds().entries()) rows.adopt(bytes[i] ?? new Uint8Array(0));
    },
  };
}
