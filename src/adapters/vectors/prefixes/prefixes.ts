/** What is kept of every row along the principal axes: a short prefix, which searches read of all rows, and a long one, of which they read a few. */
import { axisCount, longRowBytes, prefixRowBytes } from '../kernelLayout.ts';
import { normOf } from '../normOf.ts';
import { type Axes, firstAxes } from './axes.ts';
import { createPrefixRows, type PrefixRows } from './prefixRows.ts';
import { createProjector } from './projector.ts';
import type { Projected } from './reach.ts';

export interface Prefixes {
  readonly axes: Axes;
  readonly short: PrefixRows;
  readonly long: PrefixRows;
  /** Rows that have both. */
  readonly readyCount: number;
  isReady(slot: number): boolean;
  /** Along all axes; good until the next. */
  project(vector: Float32Array): Projected;
  /** @param off how far the vector can be from the stored one */
  write(slot: number, vector: Float32Array, off: number): void;
  reserve(count: number): void;
  /** All that is kept of rows, by kind, as `RowMemory.kinds`. */
  readonly kinds: readonly ((start: number, end: number) => Uint8Array)[];
  /** Takes the first rows as another's kinds had them, along the same axes. */
  adopt(kinds: readonly Uint8Array[]): void;
}

/** Of a row, by kind. */
export const prefixKindBytes = [prefixRowBytes, longRowBytes];

export function createPrefixes(axes: Axes): Prefixes {
  const short = createPrefixRows(firstAxes(axes, axisCount));
  const long = createPrefixRows(axes);
  const both = [short, long];
  const multiply = createProjector(axes.axes);

  function project(vector: Float32Array): Projected {
    return { along: multiply(vector), norm: normOf(vector) };
  }

  return {
    axes,
    short,
    long,
    get readyCount() {
      return Math.min(short.readyCount, long.readyCount);
    },
    isReady: (slot) => both.every((rows) => rows.isReady(slot)),
    project,
    write(slot, vector, off) {
      const projected = project(vector);
      for (const rows of both) rows.write(slot, projected, off);
    },
    reserve(count) {
      for (const rows of both) rows.reserve(count);
    },
    kinds: both.map((rows) => rows.bytesOf),
    adopt(kinds) {
      for (const [i, rows] of both.entries()) rows.adopt(kinds[i] ?? new Uint8Array(0));
    },
  };
}
