/** The nearest-neighbour index: exact, from prefixes or compact rows, and the stored vectors. */
import type { Metric } from '../../contract/search.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import { nearestOf } from '../../core/search/compareMatches.ts';
import { clampScore } from '../../core/search/metrics.ts';
import type { Neighbour } from '../../core/search/ports.ts';
import type { BatchThreadData } from './batchThread.ts';
import { keepPossible } from './bounds.ts';
import { createRestingRows } from './cache/restingRows.ts';
import type { CompactIndex, FilledRows } from './compactIndex.ts';
import { dotSlack } from './dotScan.ts';
import { findBatchThread } from './findBatchThread.ts';
import { createIndexPrefixes, type PrefixSource, usualSizes } from './indexPrefixes.ts';
import { type BoundRow, boundFirst, boundLikely, type ProductBound } from './likelyRows.ts';
import { type BatchOptions, defaultBatch, type LentRows, nearestOfEach } from './nearestOfEach.ts';
import { findAxesAside } from './prefixes/findAxesAside.ts';
import { type LeastOf, minSlotsPerWanted } from './prefixes/narrowing.ts';
import { rememberVectors, shareVectorMemory, type VectorMemory } from './rememberedVectors.ts';
import { type ByteRows, createByteRows } from './rows/byteRows.ts';
import { createSlots } from './slots.ts';
import { createStoredVectors, type LoadVector } from './storedVectors.ts';
import { takeTurns } from './turns.ts';
import { createVectorCopies } from './vectorCopies.ts';

/** 128 MB at most: products are among the nearest of many, and reading a vector takes ten times as long as comparing it. */
const rememberedVectors = 16_384;
/** 2 MB: more than a search looks at; its results are compared with each other next, and one of them is often searched for. */
const recentVectors = 256;

/** While rows rest, so many vectors are read sooner than the rows. */
const maxReadAtRest = 1024;

/**
 * An index, empty or of filled rows. A search by cosine or euclidean distance first reads the short prefixes of all allowed rows (where it has
 * axes), then the long ones of those that can still be among the nearest, then these rows' vectors, the likeliest
 * first, until no other can be as near. Where prefixes are of no use, and by manhattan
 * distance, it goes by the rows: their coarse
 * bytes, the fine bytes of those left, the vectors of the few left then. Each step's error is bounded, so the result is that of comparing all
 * vectors in float64. A vector that holds what is no finite number is not taken in.
 * @param loadVector where the vectors are stored; without it the index keeps them itself, 8 kB more per image
 * @param batch how many searches at once are done
 * @param from of how many images on prefixes have sketches and cells
 */
export function createVectorIndex(
  loadVector?: LoadVector,
  filled?: FilledRows,
  batch: BatchOptions = defaultBatch,
  from = usualSizes,
): CompactIndex {
  const slots = createSlots(filled?.imageIds, filled?.keys);
  const rows = createRestingRows(filled?.rows ?? createByteRows(), { makeNow, make });
  let revision = 0;
  const copies = filled?.copies ?? createVectorCopies();
  const stored = createStoredVectors(slots, copies, loadVector);
  const remembered = shareVectorMemory(stored.copyAny, rememberedVectors);

  const recent = rememberVectors(stored.copyAny, recentVectors);
  /** Reads of vectors that follow each other open their copies once. */
  function whileHeld<T>(read: () => T): T {
    const letGo = copies.hold();
    try {
      return read();
    } finally {
      letGo();
    }
  }

  /** Of the query that was aimed last. */
  const boundOf = (slot: number): ProductBound => ({ product: recent.productWith(slot), error: dotSlack });

  const tryOut: PrefixSource['tryOut'] = (vector, search) => {
    const letGo = copies.hold();
    recent.aim(vector);
    search((k) => (promising) => boundFirst(promising, k, boundOf).least);
    letGo();
  };

  const prefixes = createIndexPrefixes({ slots, rows, tryOut }, filled?.prefixes ?? null, from);

  function noteChange(): void {
    revision++;
    remembered.forget();
    recent.forget();
  }

  function makeRow(made: ByteRows, slot: number): void {
    if (!slots.isHeld(slot)) made.reserve(slot + 1);
    else made.write(slot, stored.read(slot));
  }

  function makeNow(): ByteRows {
    const made = createByteRows();
    for (let slot = 0; slot < slots.length; slot++) makeRow(made, slot);
    return made;
  }

  async function make(): Promise<ByteRows> {
    const made = createByteRows();
    const turns = takeTurns();
    for (let slot = 0; slot < slots.length; slot++) {
      makeRow(made, slot);
      await turns.pass();
    }
    return made;
  }

  function nearest(query: Float32Array, k: number, metric: Metric, allowed: Uint8Array | null): Neighbour[] {
    const all = slots.list(allowed);
    return whileHeld(() => {
      const found = metric === 'manhattan' ? null : narrowDown(all, query, k, metric);
      return nearestOf(found ?? compareByBytes(all, query, k, metric), k);
    });
  }

  /** As `compareByBytes`; null where prefixes are of no use. */
  function narrowDown(all: Uint32Array, query: Float32Array, k: number, metric: Metric): Neighbour[] | null {
    recent.aim(query);
    let begun: readonly BoundRow[] = [];
    const leastOf: LeastOf = (promising) => {
      const first = boundFirst(promising, k, boundOf);
      begun = first.rows;
      return first.least;
    };
    const candidates = prefixes.narrowing?.narrow(all, query, k, leastOf) ?? null;
    if (candidates === null) return null;
    const { possible, lookedAt } = boundLikely(candidates, k, boundOf, begun);
    prefixes.narrowing?.noteSurvivors(lookedAt);
    return recent.compare(query, possible, metric);
  }

  /** A superset of the nearest among these slots, and of their ties. */
  function compareByBytes(among: Uint32Array, query: Float32Array, k: number, metric: Metric): Neighbour[] {
    let possible = among;
    if (possible.length > k && (rows.areAwake || possible.length > maxReadAtRest)) {
      const bytes = rows.now();
      possible = keepPossible(bytes.scanCoarse(possible, query, metric), k);
      if (possible.length > k) possible = keepPossible(bytes.scanFine(possible, query, metric), k);
    }
    return recent.compare(query, possible, metric);
  }

  async function lend(most: number): Promise<LentRows> {
    const bytes = await rows.borrow();
    prefixes.layOut();
    const count = slots.length;
    const rooms = bytes.takeRooms(most);
    const shared = { rows: bytes.share(count), prefixes: prefixes.narrowing?.share(count) ?? null };
    return {
      count,
      beginnings: rooms.map((room) => ({ ...shared, room }) satisfies BatchThreadData),
      giveBack() {
        bytes.giveBackRooms(rooms);
        rows.giveBack();
      },
    };
  }

  function drop(imageId: string): void {
    stored.drop(imageId);
    forgetCopy(imageId);
    slots.drop(imageId);
  }

  function forgetCopy(imageId: string): void {
    const slot = slots.of(imageId);
    if (slot !== undefined) copies.forget(slot);
  }

  /** For a batch. */
  function borrowVectors(): VectorMemory {
    const vectors = remembered.borrow();
    const letGo = copies.hold();
    return {
      ...vectors,
      giveBack() {
        letGo();
        vectors.giveBack();
      },
    };
  }

  return {
    get revision() {
      return revision;
    },
    holds(imageId, vector) {
      const slot = slots.of(imageId);
      return slot !== undefined && rows.now().isWritten(slot, vector);
    },
    get axesId() {
      return prefixes.axesId;
    },
    get cellCount() {
      return prefixes.cellCount;
    },
    takeAxes: prefixes.takeAxes,
    async findAxes(signal) {
      const bytes = await rows.borrow();
      try {
        return await findAxesAside(bytes.share(slots.length), slots.list(null).slice(), signal);
      } finally {
        rows.giveBack();
      }
    },
    searches: () => prefixes.narrowing?.searches() ?? null,
    async wake() {
      await rows.wake();
    },
    content() {
      const { axesId, cells, all } = prefixes;
      const bytes = rows.now();
      const kinds = axesId === null ? [] : (all?.kinds() ?? []);
      return {
        imageIds: slots.imageIds(),
        keys: slots.keys(),
        copyPlaces: copies.placesOf(slots.list(null)),
        axesId,
        cells,
        areSketched: axesId !== null && (all?.sketches ?? null) !== null,
        *prefixes() {
          for (const kind of kinds) for (const [start, end] of slots.stretches()) yield kind(start, end);
        },
        *rows() {
          for (const kind of bytes.kinds)
            for (const [start, end] of slots.stretches()) yield kind(start, end);
        },
      };
    },
    copies,
    storedSlots: () => slots.list(null).slice(),
    readStored: stored.copy,
    rest: rows.rest,
    get slotCount() {
      return slots.length;
    },
    get count() {
      return slots.count;
    },
    add(entries) {
      noteChange();
      const bytes = rows.change();
      for (const { imageId, vector, key = 0 } of entries) {
        const slot = slots.of(imageId) ?? slots.length;
        if (!bytes.write(slot, vector)) {
          drop(imageId);
          continue;
        }
        prefixes.all?.write(slot, vector, 0);
        stored.keep(imageId, vector);
        slots.take(imageId, key);
        copies.forget(slot);
      }
    },
    remove(imageIds) {
      noteChange();
      for (const imageId of imageIds) drop(imageId);
    },
    slotOf: slots.of,
    slotsOf: slots.ofAll,
    imageAt: slots.imageAt,
    isHeld: slots.isHeld,
    vectorOf(imageId) {
      const slot = slots.of(imageId);
      return slot === undefined ? undefined : whileHeld(() => recent.vectorAt(slot).slice());
    },
    lookOf(imageId) {
      const slot = slots.of(imageId);
      if (slot === undefined) return undefined;
      recent.aim(recent.vectorAt(slot));
      return (other) => {
        const its = slots.of(other);
        return its === undefined ? undefined : clampScore(recent.productWith(its));
      };
    },
    compare(query, imageId, metric) {
      const slot = slots.of(imageId);
      if (slot === undefined) return undefined;
      return whileHeld(() => (remembered.current() ?? recent).compareWith(query, slot, metric));
    },
    async prepare(metric, k) {
      if (metric === 'manhattan' || k * minSlotsPerWanted > slots.count) await rows.wake();
    },
    nearest,
    async *nearestOfEach(requests, metric, onFallback) {
      if (metric === 'manhattan') await rows.wake();
      yield* nearestOfEach(
        {
          length: embeddingLength,
          findThread: findBatchThread,
          lend,
          neighbourhoodOf: (slot) => prefixes.all?.cells?.keyOf(slot) ?? 0,
          isHeld: slots.isHeld,
          listSlots: slots.list,
          borrowVectors,
          nearest,
        },
        requests,
        metric,
        onFallback,
        batch,
      );
    },
  };
}
