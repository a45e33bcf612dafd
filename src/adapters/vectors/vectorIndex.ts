/** The nearest-neighbour index: exact, from compact rows in memory and the stored vectors. */
import { Failure } from '../../contract/failure.ts';
import type { Metric } from '../../contract/search.ts';
import { compareVectors } from '../../core/search/metrics.ts';
import type { Neighbour, VectorIndex } from '../../core/search/ports.ts';
import { keepPossible } from './bounds.ts';
import { type ByteRows, createByteRows } from './byteRows.ts';
import { type BatchOptions, defaultBatch, nearestOfEach } from './nearestOfEach.ts';

export interface LoadedVector {
  readonly imageId: string;
  readonly vector: Float32Array;
}

/** Reads vectors as they were added from where they are stored, in any order; images that are not there are left out. */
export type LoadVectors = (imageIds: readonly string[]) => readonly LoadedVector[];

/** What a cache file keeps of an index. */
export interface IndexContent {
  /** In the order of their rows. */
  readonly imageIds: readonly string[];
  /** All that is kept of these rows, by kind; the memory itself, good until the index changes. */
  pieces(): Iterable<Uint8Array>;
}

export interface CompactIndex extends VectorIndex {
  /** Another number after every change. */
  readonly revision: number;
  /** Whether it searches this image by this very vector. */
  holds(imageId: string, vector: Float32Array): boolean;
  content(): IndexContent;
}

/** Rows that are filled already, one per image. */
export interface FilledRows {
  readonly imageIds: readonly string[];
  readonly rows: ByteRows;
}

/**
 * An index, empty or of filled rows. Every query first reads the coarse bytes of all allowed rows, then the fine bytes of
 * those that can still be among the nearest, then the vectors themselves of the few that are left; each step's error is
 * bounded, so the result is that of comparing all vectors in float64.
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
  const own = loadVectors === undefined ? new Map<string, Float32Array>() : undefined;

  function load(imageIds: readonly string[]): readonly LoadedVector[] {
    if (loadVectors !== undefined) return loadVectors(imageIds);
    return imageIds.flatMap((imageId) => {
      const vector = own?.get(imageId);
      return vector === undefined ? [] : [{ imageId, vector }];
    });
  }

  function listSlots(allowed: Uint8Array | null): Uint32Array {
    if (allowed === null && everySlot !== null) return everySlot;
    const listed = new Uint32Array(slots.size);
    const end = Math.min(images.length, allowed?.length ?? images.length);
    let count = 0;
    for (let slot = 0; slot < end; slot++) {
      if (images[slot] !== undefined && (allowed === null || allowed[slot] !== 0)) listed[count++] = slot;
    }
    if (allowed === null) everySlot = listed;
    return listed.subarray(0, count);
  }

  function noteChange(): void {
    revision++;
    everySlot = null;
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

  function nearest(query: Float32Array, k: number, metric: Metric, allowed: Uint8Array | null): Neighbour[] {
    let possible = listSlots(allowed);
    if (possible.length > k) possible = keepPossible(rows.scanCoarse(possible, query, metric), k);
    if (possible.length > k) possible = keepPossible(rows.scanFine(possible, query, metric), k);
    return compareStored(possible, query, metric).slice(0, k);
  }

  function vectorAt(slot: number): Float32Array {
    const [loaded] = load([images[slot] ?? '']);
    if (loaded === undefined) throw lostVectors(1);
    return loaded.vector;
  }

  return {
    get revision() {
      return revision;
    },
    holds(imageId, vector) {
      const slot = slots.get(imageId);
      return slot !== undefined && rows.isWritten(slot, vector);
    },
    content: () => ({
      imageIds: images.filter((imageId) => imageId !== undefined),
      *pieces() {
        for (const kind of rows.kinds) for (const [start, end] of stretches()) yield* kind(start, end);
      },
    }),
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
        rows.write(slot, vector);
        own?.set(imageId, vector.slice());
        slots.set(imageId, slot);
        images[slot] = imageId;
      }
    },
    remove(imageIds) {
      noteChange();
      for (const imageId of imageIds) {
        const slot = slots.get(imageId);
        if (slot === undefined) continue;
        slots.delete(imageId);
        own?.delete(imageId);
        images[slot] = undefined;
      }
    },
    slotOf: (imageId) => slots.get(imageId),
    imageAt: (slot) => images[slot],
    vectorOf: (imageId) => (slots.has(imageId) ? load([imageId])[0]?.vector.slice() : undefined),
    nearest,
    nearestOfEach: (requests, metric, onFallback) =>
      nearestOfEach(
        {
          rows,
          slotCount: () => images.length,
          isHeld: (slot) => images[slot] !== undefined,
          listSlots,
          vectorAt,
          nearest,
        },
        requests,
        metric,
        onFallback,
        batch,
      ),
  };
}

function lostVectors(count: number): Failure {
  return new Failure(
    'catalog-damaged',
    `${count} of the embeddings in the index are no longer in the catalog's database. Close the catalog and open it again.`,
  );
}
