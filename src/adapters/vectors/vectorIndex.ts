/** The nearest-neighbour index: exact, from compact rows in memory and the stored vectors. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../contract/failure.ts';
import type { Metric } from '../../contract/search.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import { compareVectors } from '../../core/search/metrics.ts';
import type { Neighbour, VectorIndex } from '../../core/search/ports.ts';
import { keepPossible } from './bounds.ts';
import { type ByteRows, createByteRows } from './byteRows.ts';
import { type BatchOptions, defaultBatch, nearestOfEach } from './nearestOfEach.ts';
import type { Axes } from './prefixes/axes.ts';
import { findAxesAside } from './prefixes/findAxesAside.ts';
import { createNarrowing, type NarrowedSearches, trialLength } from './prefixes/narrowing.ts';
import { createPrefixRows, type PrefixRows } from './prefixes/prefixRows.ts';
import { shareVectorMemory } from './rememberedVectors.ts';

export interface LoadedVector {
  readonly imageId: string;
  readonly vector: Float32Array;
}

/** Reads vectors as they were added from where they are stored, in any order, for the caller to keep; images that are not there are left out. */
export type LoadVectors = (imageIds: readonly string[]) => readonly LoadedVector[];

/** What a cache file keeps of an index. */
export interface IndexContent {
  /** In the order of their rows. */
  readonly imageIds: readonly string[];
  /** As in `CompactIndex`. */
  readonly axesId: string | null;
  /** All that is kept of these rows, by kind, prefixes along those axes last; the memory itself, good until the index changes. */
  pieces(): Iterable<Uint8Array>;
}

export interface CompactIndex extends VectorIndex {
  /** Another number after every change. */
  readonly revision: number;
  /**
   * The axes along which every row has its prefix, by their id; null while some have none or they are tried out, and where prefixes leave
   * so many rows that they are not used.
   */
  readonly axesId: string | null;
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
  content(): IndexContent;
}

/** Rows that are filled already, one per image. */
export interface FilledRows {
  readonly imageIds: readonly string[];
  readonly rows: ByteRows;
  /** Those of all rows; null where there are none. */
  readonly prefixes: PrefixRows | null;
}

/** 128 MB at most: products are among the nearest of many, and reading a vector takes ten times as long as comparing it. */
const rememberedVectors = 16_384;

/** Where the vectors themselves are in memory, reading fine bytes takes as long as comparing them: it pays from so many rows per wanted one on. */
const fineFromTimes = 2;

/** Prefixes made without letting others have their turn: about a millisecond's work. */
const prefixesAtOnce = 64;

/**
 * An index, empty or of filled rows. Every query first reads the prefixes of all allowed rows (where it has axes, and the metric is
 * not manhattan), then the coarse bytes of those that can still be among the nearest, then their fine bytes, then the vectors
 * themselves of the few that are left; each step's error is bounded, so the result is that of comparing all vectors in float64.
 * A vector that holds what is no finite number is not taken in.
 * @param loadVectors where the vectors are stored; without it the index keeps them itself, 8 kB more per image
 * @param batch how many searches at once are done
 */
export function createVectorIndex(
  loadVectors?: LoadVectors,
  filled?: FilledRows,
  batch: BatchOptions = defaultBatch,
): CompactIndex {
  const images: (string | undefined)[] = [...(filled?.imageIds ?? [])];
  const slots = new Map<string, number>(filled?.imageIds.map((imageId, slot) => [imageId, slot]));
  const rows = filled?.rows ?? createByteRows();
  let revision = 0;
  let everySlot: Uint32Array | null = null;
  /** By mask: many searches share one. */
  let slotsOf = new WeakMap<Uint8Array, Uint32Array>();
  let prefixes = filled?.prefixes ?? null;
  let narrowing = prefixes === null ? null : createNarrowing(rows, prefixes);
  /** Whether it is being found out if prefixes are worth their reading. */
  let isTrying = false;
  const own = loadVectors === undefined ? new Map<string, Float32Array>() : undefined;
  const remembered = shareVectorMemory(readVector, rememberedVectors);

  function load(imageIds: readonly string[]): readonly LoadedVector[] {
    if (loadVectors !== undefined) return loadVectors(imageIds);
    return imageIds.flatMap((imageId) => {
      const vector = own?.get(imageId);
      return vector === undefined ? [] : [{ imageId, vector }];
    });
  }

  function listSlots(allowed: Uint8Array | null): Uint32Array {
    const known = allowed === null ? everySlot : slotsOf.get(allowed);
    if (known != null) return known;
    const listed = new Uint32Array(slots.size);
    const end = Math.min(images.length, allowed?.length ?? images.length);
    let count = 0;
    for (let slot = 0; slot < end; slot++) {
      if (images[slot] !== undefined && (allowed === null || allowed[slot] !== 0)) listed[count++] = slot;
    }
    const found = listed.subarray(0, count);
    if (allowed === null) everySlot = found;
    else slotsOf.set(allowed, found.slice());
    return found;
  }

  function noteChange(): void {
    revision++;
    everySlot = null;
    slotsOf = new WeakMap();
    remembered.forget();
  }

  /** Stretches of slots without a removed one. */
  function* stretches(): Generator<[start: number, end: number]> {
    let start = 0;
    for (let slot = 0; slot <= images.length; slot++) {
      if (images[slot] !== undefined) continue;
      if (slot > start) yield [start, slot];
      start = slot + 1;
    }
  }

  function compareStored(possible: Uint32Array, query: Float32Array, metric: Metric): Neighbour[] {
    const imageIds = [...possible].flatMap((slot) => images[slot] ?? []);
    const found: Neighbour[] = [];
    for (const { imageId, vector } of load(imageIds)) {
      const slot = slots.get(imageId);
      if (slot !== undefined) found.push({ slot, ...compareVectors(query, vector, metric) });
    }
    if (found.length < possible.length) throw lostVectors(possible.length - found.length);
    return found.sort((a, b) => a.distance - b.distance || a.slot - b.slot);
  }

  /** @param fineFrom how many rows must be left for their fine bytes to be read */
  function findPossible(
    query: Float32Array,
    k: number,
    metric: Metric,
    allowed: Uint8Array | null,
    fineFrom: number,
  ): Uint32Array {
    let possible = listSlots(allowed);
    if (narrowing !== null && metric !== 'manhattan') possible = narrowing.narrow(possible, query, k);
    if (possible.length > k) possible = keepPossible(rows.scanCoarse(possible, query, metric), k);
    if (possible.length > fineFrom) possible = keepPossible(rows.scanFine(possible, query, metric), k);
    return possible;
  }

  function findAxesId(): string | null {
    if (prefixes === null || isTrying || narrowing?.searches().isInUse !== true) return null;
    for (const slot of listSlots(null)) if (!prefixes.isReady(slot)) return null;
    return prefixes.axes.id;
  }

  async function takeAxes(axes: Axes, isOver: () => boolean): Promise<void> {
    if (prefixes?.axes.id !== axes.id) {
      prefixes = createPrefixRows(axes);
      prefixes.reserve(images.length);
      narrowing = createNarrowing(rows, prefixes);
    }
    const making = prefixes;
    const vector = new Float32Array(embeddingLength);
    let made = 0;
    for (let slot = 0; slot < images.length; slot++) {
      if (images[slot] === undefined || making.isReady(slot)) continue;
      making.write(slot, vector, rows.read(slot, vector));
      made++;
      if (made % prefixesAtOnce === 0) await nextTurn();
      if (isOver() || prefixes !== making) return;
    }
    if (made > 0) await tryPrefixes(vector, () => isOver() || prefixes !== making);
  }

  /** Some searches by rows from everywhere, before people's: whether prefixes are worth their reading. */
  async function tryPrefixes(vector: Float32Array, isOver: () => boolean): Promise<void> {
    isTrying = true;
    for (let i = 0; i < trialLength && !isOver(); i++) {
      const held = listSlots(null);
      rows.read(held[Math.floor(((i + 0.5) * held.length) / trialLength)] ?? 0, vector);
      narrowing?.tryOut(held, vector);
      await nextTurn();
    }
    isTrying = false;
  }

  function drop(imageId: string): void {
    const slot = slots.get(imageId);
    if (slot === undefined) return;
    slots.delete(imageId);
    own?.delete(imageId);
    images[slot] = undefined;
  }

  function readVector(slot: number, into: Float32Array): void {
    const [loaded] = load([images[slot] ?? '']);
    if (loaded === undefined) throw lostVectors(1);
    into.set(loaded.vector);
    if (own === undefined) giveBack(loaded.vector);
  }

  return {
    get revision() {
      return revision;
    },
    holds(imageId, vector) {
      const slot = slots.get(imageId);
      return slot !== undefined && rows.isWritten(slot, vector);
    },
    get axesId() {
      return findAxesId();
    },
    takeAxes,
    findAxes: (signal) => findAxesAside(rows.share(images.length), listSlots(null).slice(), signal),
    searches: () => narrowing?.searches() ?? null,
    content() {
      const axesId = findAxesId();
      const kept = axesId === null ? null : prefixes;
      return {
        imageIds: images.filter((imageId) => imageId !== undefined),
        axesId,
        *pieces() {
          for (const kind of rows.kinds) for (const [start, end] of stretches()) yield* kind(start, end);
          if (kept !== null) for (const [start, end] of stretches()) yield kept.bytesOf(start, end);
        },
      };
    },
    get slotCount() {
      return images.length;
    },
    get count() {
      return slots.size;
    },
    add(entries) {
      noteChange();
      for (const { imageId, vector } of entries) {
        const slot = slots.get(imageId) ?? images.length;
        if (!rows.write(slot, vector)) {
          drop(imageId);
          continue;
        }
        prefixes?.write(slot, vector, 0);
        own?.set(imageId, vector.slice());
        slots.set(imageId, slot);
        images[slot] = imageId;
      }
    },
    remove(imageIds) {
      noteChange();
      for (const imageId of imageIds) drop(imageId);
    },
    slotOf: (imageId) => slots.get(imageId),
    imageAt: (slot) => images[slot],
    vectorOf: (imageId) => (slots.has(imageId) ? load([imageId])[0]?.vector.slice() : undefined),
    nearest: (query, k, metric, allowed) =>
      compareStored(findPossible(query, k, metric, allowed, k), query, metric).slice(0, k),
    nearestOfEach: (requests, metric, onFallback) =>
      nearestOfEach(
        {
          rows,
          sharePrefixes: (count) => narrowing?.share(count) ?? null,
          slotCount: () => images.length,
          isHeld: (slot) => images[slot] !== undefined,
          listSlots,
          borrowVectors: remembered.borrow,
          findPossible: (query, k, metric, allowed) =>
            findPossible(query, k, metric, allowed, fineFromTimes * k),
        },
        requests,
        metric,
        onFallback,
        batch,
      ),
  };
}

/** Frees a loaded vector's memory now: many that wait to be collected take more time than their reading. */
function giveBack({ buffer, byteLength }: Float32Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

function lostVectors(count: number): Failure {
  return new Failure(
    'catalog-damaged',
    `${count} of the embeddings in the index are no longer in the catalog's database. Close the catalog and open it again.`,
  );
}
