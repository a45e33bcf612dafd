/** What the index is to those that keep it: its cache files, an open catalog, and what fills it. */
import type { PackedImageIds } from '../../core/columns/imageIds.ts';
import type { VectorIndex } from '../../core/search/ports.ts';
import type { RowsFile } from './cache/restingRows.ts';
import type { CopyPlaces } from './copyPlaces.ts';
import type { Axes } from './prefixes/axes.ts';
import type { Cells } from './prefixes/cells/cells.ts';
import type { NarrowedSearches } from './prefixes/narrowing.ts';
import type { Prefixes } from './prefixes/prefixes.ts';
import type { ByteRows } from './rows/byteRows.ts';
import type { VectorCopies } from './vectorCopies.ts';

/** What a cache file keeps of an index: the memory itself, good until the index changes. */
export interface IndexContent {
  /** In the order of their rows. */
  readonly imageIds: PackedImageIds;
  /** Where each vector is stored, 0 where that is not known. */
  readonly keys: Float64Array;
  readonly copyPlaces: CopyPlaces;
  /** As in `CompactIndex`. */
  readonly axesId: string | null;
  /** Whether sketches are among the prefixes. */
  readonly areSketched: boolean;
  /** What rows have their rings of; null where they have none. */
  readonly cells: Cells | null;
  /** Prefixes along those axes, by kind. */
  prefixes(): Iterable<Uint8Array>;
  /** All that is kept of the rows, by kind. */
  rows(): Iterable<Uint8Array>;
}

export interface CompactIndex extends VectorIndex {
  /** Another number after every change. */
  readonly revision: number;
  /**
   * The axes along which every row has its prefix, by their id; null while some have none or they are tried out, and where prefixes leave
   * so many rows that they are not used.
   */
  readonly axesId: string | null;
  /** Cells that rows with prefixes are in; 0 where there are none. */
  readonly cellCount: number;
  /** Gives all rows their prefixes along these axes, letting others have their turn; searches find the same meanwhile. */
  takeAxes(axes: Axes, isOver: () => boolean): Promise<void>;
  /**
   * The principal axes of its rows, found by a thread; null where they have none.
   * @throws where the thread cannot be started, or is ended by the signal
   */
  findAxes(signal: AbortSignal): Promise<Axes | null>;
  /** Null without axes. */
  searches(): NarrowedSearches | null;
  /** Whether it searches this image by this very vector. */
  holds(imageId: string, vector: Float32Array): boolean;
  /** Brings the rows back from where they rest, so that what changes or compares all of them need not wait for it. */
  wake(): Promise<void>;
  content(): IndexContent;
  /** Where copies of the vectors are, for whoever writes them. */
  readonly copies: VectorCopies;
  /** Those held, ascending. */
  storedSlots(): Uint32Array;
  /** The slot's vector from where it is stored. */
  readStored(slot: number, into: Float32Array): void;
  /** Where a file has the rows as they are now, they rest there while nobody needs them; null where none has. */
  rest(file: RowsFile | null): void;
}

/** Rows that are filled already, one per image. */
export interface FilledRows {
  readonly imageIds: PackedImageIds;
  readonly keys: Float64Array;
  readonly copies: VectorCopies;
  /** They may rest where there are prefixes. */
  readonly rows: ByteRows | RowsFile;
  /** Those of all rows; null where there are none. */
  readonly prefixes: Prefixes | null;
}
