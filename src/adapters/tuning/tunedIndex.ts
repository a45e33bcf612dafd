/** The index of a learned distance: cosine between mapped vectors, exact, over the very slots of another index. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { Failure } from '../../contract/failure.ts';
import type { Metric } from '../../contract/search.ts';
import { nearestOf } from '../../core/search/compareMatches.ts';
import { compareBy, compareVectors } from '../../core/search/metrics.ts';
import { overSlotsOf, type Slots } from '../../core/search/overSlots.ts';
import type { NearestAnswer, NearestRequest, Neighbour, VectorIndex } from '../../core/search/ports.ts';
import type { LinearMap, TunedIndex } from '../../core/tuning/ports.ts';
import { findEntry } from '../files/findEntry.ts';
import { type Bounds, createSharedBounds, keepPossible } from '../vectors/bounds.ts';
import {
  type BatchOptions,
  type BatchSource,
  defaultBatch,
  type LentRows,
  nearestOfEach,
} from '../vectors/nearestOfEach.ts';
import { createMappedRows } from './mappedRows.ts';
import { createMapping } from './mapping.ts';
import { type MappedThreadData, productSlack } from './proposeMapped.ts';
import type { KeptRows, TunedContent } from './tunedCache.ts';

/** Vectors mapped without letting others have their turn: a few milliseconds' work. */
const mappedAtOnce = 16;
/** The same where rows are copied. */
const copiedAtOnce = 1024;

export interface TunedOptions {
  /** Rows that were made before, where there are any. */
  readonly recall?: () => Promise<KeptRows | null>;
  /** Told each time that rows were made or recalled, and all images have theirs. */
  readonly onMade?: () => void;
  readonly batch?: BatchOptions;
}

/** A tuned index that keeps its rows elsewhere too. */
export interface KeptTunedIndex extends TunedIndex {
  /** The rows of all images; null while some have none. */
  content(): TunedContent | null;
}

/**
 * Vectors are read and mapped as slots appear, the first time in `prepare`, or their rows recalled: a kilobyte each is kept. An image's vector
 * never changes within an embedding space while an index is in use, and no slot is ever another image's.
 */
export function createTunedIndex(
  base: VectorIndex,
  linear: LinearMap,
  { recall = async () => null, onMade, batch = defaultBatch }: TunedOptions = {},
): KeptTunedIndex {
  const mapping = createMapping(linear);
  const rows = createMappedRows(linear.length);
  /** Slots below have their row; those of images that were gone by then are zeros. */
  let followed = 0;
  /** Of the vectors that rows were mapped from, by slot. */
  let sums = new Uint32Array(0);
  let recalling: Promise<void> | null = null;
  let recalled: Recalled | null = null;
  const sharedBounds = createSharedBounds();
  let listed: {
    readonly state: string;
    readonly allowed: Uint8Array | null;
    readonly slots: Uint32Array;
  } | null = null;

  function reserve(count: number): void {
    rows.reserve(count);
    if (count <= sums.length) return;
    const larger = new Uint32Array(Math.max(count, 2 * sums.length));
    larger.set(sums);
    sums = larger;
  }

  function follow(until: number): void {
    reserve(until);
    for (; followed < until; followed++) {
      const imageId = base.imageAt(followed);
      if (imageId !== undefined) makeRow(imageId, followed);
    }
  }

  function makeRow(imageId: string, slot: number): void {
    const known = recalled?.find(imageId);
    if (known !== undefined && recalled?.isCurrent === true) {
      rows.write(slot, known.row);
      sums[slot] = known.sum;
      return;
    }
    const vector = base.vectorOf(imageId);
    if (vector === undefined) return;
    const sum = sumOf(vector);
    rows.write(slot, known?.sum === sum ? known.row : mapping(vector));
    sums[slot] = sum;
  }

  /** The slots held and allowed, ascending; as it was given while nothing changes. */
  function listSlots(allowed: Uint8Array | null): Uint32Array {
    const state = `${followed} ${base.slotCount} ${base.count}`;
    if (listed?.state === state && listed.allowed === allowed) return listed.slots;
    const slots = new Uint32Array(followed);
    let count = 0;
    for (let slot = 0; slot < followed; slot++) {
      const isAllowed = allowed === null || (allowed[slot] ?? 0) !== 0;
      if (isAllowed && base.isHeld(slot)) slots[count++] = slot;
    }
    listed = { state, allowed, slots: slots.subarray(0, count) };
    return listed.slots;
  }

  function boundsOf(slots: Uint32Array, products: Float32Array): Bounds {
    const bounds = sharedBounds(slots);
    for (let i = 0; i < slots.length; i++) bounds.distances[i] = -(products[slots[i] ?? 0] ?? 0);
    bounds.errors.fill(productSlack);
    return bounds;
  }

  function nearest(query: Float32Array, k: number, allowed: Uint8Array | null): Neighbour[] {
    follow(base.slotCount);
    if (followed === 0) return [];
    const possible = keepPossible(boundsOf(listSlots(allowed), rows.multiply(query)), k);
    return nearestOf(compare(query, possible), k);
  }

  function compare(query: Float32Array, slots: Iterable<number>): Neighbour[] {
    return Array.from(slots, (slot) => ({ slot, ...compareVectors(query, vectorAt(slot), 'tuned') }));
  }

  /** Of a slot that is held; the row itself where it has one. */
  function vectorAt(slot: number): Float32Array {
    if (slot < followed) return rows.at(slot);
    const vector = base.vectorOf(base.imageAt(slot) ?? '');
    return vector === undefined ? new Float32Array(linear.length) : mapping(vector);
  }

  async function recallRows(): Promise<void> {
    try {
      const kept = await recall();
      if (kept !== null && followed === 0) recalled = findIn(kept, linear.length);
    } catch (thrown) {
      recalling = null;
      throw thrown;
    }
  }

  async function prepare(): Promise<void> {
    recalling ??= recallRows();
    await recalling;
    if (followed === base.slotCount) return;
    const atOnce = recalled?.isCurrent === true ? copiedAtOnce : mappedAtOnce;
    while (followed < base.slotCount) {
      follow(Math.min(base.slotCount, followed + atOnce));
      await nextTurn();
    }
    recalled = null;
    onMade?.();
  }

  async function lend(most: number): Promise<LentRows> {
    const rooms = rows.takeRooms(most);
    const shared = rows.share();
    return {
      count: followed,
      beginnings: rooms.map((room) => ({ rows: shared, room }) satisfies MappedThreadData),
      giveBack: () => rows.giveBackRooms(rooms),
    };
  }

  const mappedOf = (imageId: string): Float32Array | undefined => {
    const slot = base.slotOf(imageId);
    return slot === undefined ? undefined : vectorAt(slot);
  };

  return overSlotsOf<Omit<KeptTunedIndex, keyof Slots>>(base, {
    map: mapping,
    vectorOf: (imageId) => mappedOf(imageId)?.slice(),
    compare: compareBy(mappedOf),
    prepare,
    nearest: (vector, k, _metric, allowed) => nearest(vector, k, allowed),
    async *nearestOfEach<Request extends NearestRequest>(
      requests: Iterable<Request> | AsyncIterable<Request>,
      metric: Metric,
      onFallback: (reason: Failure) => void,
    ): AsyncGenerator<NearestAnswer<Request>> {
      await prepare();
      const source: BatchSource = {
        length: linear.length,
        findThread: findTunedBatchThread,
        lend,
        isHeld: base.isHeld,
        neighbourhoodOf: () => 0,
        listSlots,
        borrowVectors: () => ({ vectorAt, compare, giveBack: () => undefined }),
        nearest: (query, k, _metric, allowed) => nearest(query, k, allowed),
      };
      yield* nearestOfEach(source, requests, metric, onFallback, batch);
    },
    content() {
      if (followed < base.slotCount) return null;
      const slots = listSlots(null).slice();
      return {
        imageIds: Array.from(slots, (slot) => base.imageAt(slot) ?? ''),
        sums: Uint32Array.from(slots, (slot) => sums[slot] ?? 0),
        *rows() {
          for (const slot of slots) yield bytesOf(rows.at(slot));
        },
      };
    },
  });
}

function findTunedBatchThread(): string {
  return findEntry('tunedBatchThread', import.meta.url, 'compares many products at once');
}

interface Recalled extends Pick<KeptRows, 'isCurrent'> {
  find(imageId: string): { readonly row: Float32Array; readonly sum: number } | undefined;
}

function findIn({ imageIds, sums, rows, isCurrent }: KeptRows, length: number): Recalled {
  const places = new Map(imageIds.map((imageId, place) => [imageId, place]));
  return {
    isCurrent,
    find(imageId) {
      const place = places.get(imageId);
      if (place === undefined) return undefined;
      return { row: rows.subarray(place * length, (place + 1) * length), sum: sums[place] ?? 0 };
    },
  };
}

function sumOf(vector: Float32Array): number {
  return crc32(bytesOf(vector));
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
