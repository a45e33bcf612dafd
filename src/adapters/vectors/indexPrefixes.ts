/** The prefixes of an index's rows, and how they come about: in the background, while searches find the same. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { embeddingLength } from '../../core/models/ports.ts';
import type { RestingRows } from './cache/restingRows.ts';
import type { Axes } from './prefixes/axes.ts';
import { type Cells, cellCountOf } from './prefixes/cells/cells.ts';
import { createNarrowing, type LeastOf, type Narrowing, trialLength } from './prefixes/narrowing.ts';
import { createPrefixes, dividedFrom, type Prefixes, sketchedFrom } from './prefixes/prefixes.ts';
import type { ByteRows } from './rows/byteRows.ts';
import type { Slots } from './slots.ts';
import { takeTurns } from './turns.ts';

export interface IndexPrefixes {
  /** Null without axes. */
  readonly all: Prefixes | null;
  readonly narrowing: Narrowing | null;
  /** As in `CompactIndex`. */
  readonly axesId: string | null;
  readonly cells: Cells | null;
  readonly cellCount: number;
  takeAxes(axes: Axes, isOver: () => boolean): Promise<void>;
  /** Lays rows out by their cells where they have some and are not: in time for many searches, where a few are as fast without. */
  layOut(): void;
}

/** From how many images on prefixes have sketches and cells. */
export interface PrefixSizes {
  readonly sketched: number;
  readonly divided: number;
}

export const usualSizes: PrefixSizes = { sketched: sketchedFrom, divided: dividedFrom };

/** What of the index they are made of. */
export interface PrefixSource {
  readonly slots: Slots;
  readonly rows: Pick<RestingRows, 'borrow' | 'giveBack'>;
  /** Does a search by this vector, for which it says what the product with the k-th of some slots is at least. */
  tryOut(vector: Float32Array, search: (leastOf: (k: number) => LeastOf) => void): void;
}

/** @param filled those of all rows that there are; null where there are none */
export function createIndexPrefixes(
  { slots, rows, tryOut }: PrefixSource,
  filled: Prefixes | null,
  from: PrefixSizes,
): IndexPrefixes {
  let prefixes = filled;
  let narrowing = filled === null ? null : createNarrowing(filled);
  /** Whether cells are being found, or if prefixes are worth their reading. */
  let isUnsettled = false;

  const isInUse = (): boolean => narrowing?.searches().isInUse === true;

  function findAxesId(): string | null {
    return prefixes !== null && !isUnsettled && isInUse() && areAllReady(prefixes) ? prefixes.axes.id : null;
  }

  const findCells = (): Cells | null => (findAxesId() === null ? null : (prefixes?.cells?.cells ?? null));

  function areAllReady({ completeCount, isReady }: Prefixes): boolean {
    return completeCount === slots.length || slots.list(null).every(isReady);
  }

  async function takeAxes(axes: Axes, isOver: () => boolean): Promise<void> {
    if (prefixes?.axes.id !== axes.id) {
      prefixes = createPrefixes(axes, from.divided);
      prefixes.reserve(slots.length);
      narrowing = createNarrowing(prefixes);
    }
    const making = prefixes;
    if (slots.count >= from.sketched) making.sketch(slots.length);
    const isPast = () => isOver() || prefixes !== making;
    if (areAllReady(making)) {
      await divide(making, isPast);
      return;
    }
    const bytes = await rows.borrow();
    try {
      const vector = new Float32Array(embeddingLength);
      if (!(await writeMissing(making, bytes, vector, isPast))) return;
      await divide(making, isPast);
      await tryRows(bytes, vector, isPast);
    } finally {
      rows.giveBack();
    }
  }

  /** @returns whether all are there now */
  async function writeMissing(
    making: Prefixes,
    bytes: ByteRows,
    vector: Float32Array,
    isOver: () => boolean,
  ): Promise<boolean> {
    const isEnough = (slot: number): boolean => !slots.isHeld(slot) || making.isReady(slot);
    const turns = takeTurns();
    for (let slot = 0; slot < slots.length; slot++) {
      if (isEnough(slot)) continue;
      making.write(slot, vector, bytes.read(slot, vector));
      await turns.pass();
      if (isOver()) return false;
    }
    return true;
  }

  async function divide(making: Prefixes, isOver: () => boolean): Promise<void> {
    if (slots.count < from.divided || !isInUse()) return;
    isUnsettled = true;
    await making.divide(() => slots.list(null), takeTurns(), isOver);
    isUnsettled = false;
  }

  /** Some searches by rows from everywhere, before people's: whether prefixes are worth their reading. */
  async function tryRows(bytes: ByteRows, vector: Float32Array, isOver: () => boolean): Promise<void> {
    isUnsettled = true;
    for (let i = 0; i < trialLength && !isOver(); i++) {
      const held = slots.list(null);
      bytes.read(held[Math.floor(((i + 0.5) * held.length) / trialLength)] ?? 0, vector);
      tryOut(vector, (leastOf) => narrowing?.tryOut(held, vector, leastOf));
      await nextTurn();
    }
    isUnsettled = false;
  }

  return {
    get all() {
      return prefixes;
    },
    get narrowing() {
      return narrowing;
    },
    get axesId() {
      return findAxesId();
    },
    get cells() {
      return findCells();
    },
    get cellCount() {
      const cells = findCells();
      return cells === null ? 0 : cellCountOf(cells);
    },
    takeAxes,
    layOut() {
      if (!isUnsettled && slots.count >= from.divided)
        prefixes?.cells?.layOut(slots.list(null), prefixes.short);
    },
  };
}
