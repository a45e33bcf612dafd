/** Many searches at once: planned in windows, computed by batch threads, finished by the index. */
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Failure } from '../../contract/failure.ts';
import type { Metric } from '../../contract/search.ts';
import { nearestOf } from '../../core/search/compareMatches.ts';
import type { NearestAnswer, NearestRequest, Neighbour } from '../../core/search/ports.ts';
import { type BlockThreads, startBlockThreads } from '../threads/blockThreads.ts';
import { createFallback } from '../threads/fallback.ts';
import { type Proposals, type QueryBlock, tooMany } from './proposeNearest.ts';
import type { VectorMemory } from './rememberedVectors.ts';
import { maxBlockQueries, maxThreads } from './threadMemory.ts';

/** What of the index a batch needs. */
export interface BatchSource {
  /** Of its vectors. */
  readonly length: number;
  /** The entry of its threads. @throws Failure `backend-unavailable` */
  findThread(): string;
  /** What so many threads search, or fewer where there is no room. */
  lend(most: number): Promise<LentRows>;
  isHeld(slot: number): boolean;
  /** Near vectors have near numbers. */
  neighbourhoodOf(slot: number): number;
  /** The slots held and allowed, ascending. */
  listSlots(allowed: Uint8Array | null): Uint32Array;
  borrowVectors(): VectorMemory;
  /** One search. */
  nearest(query: Float32Array, k: number, metric: Metric, allowed: Uint8Array | null): Neighbour[];
}

export interface LentRows {
  /** Slots below are known to the threads. */
  readonly count: number;
  /** What each begins with. */
  readonly beginnings: readonly unknown[];
  giveBack(): void;
}

export interface BatchOptions {
  /** Pairs of query and row, from which on threads are started. */
  readonly minPairs: number;
  /** The entry of a thread. */
  readonly threadFile?: string;
}

/** One per core, since they only compute; the system lets a click's short work go first. Half of the room that there is. */
const threadCount = Math.min(availableParallelism(), maxThreads / 2);

/** Starting threads takes about as long as comparing so many pairs one search after the other. */
export const defaultBatch: BatchOptions = { minPairs: 3_000_000 };

/** Searches planned at a time; two windows are under way. Bounds memory, and how far ahead requests are taken. */
const windowLength = 8192;
/** A vector takes the memory of many slots. */
const slotsPerVector = 4;
/** Masks in a window: each is a byte per slot. */
const maxMasks = 160;
/** Requests taken without letting others have their turn. */
const takenAtOnce = 64;
/** A vector has to be made first. */
const vectorsAtOnce = 8;

type BatchThreads = BlockThreads<QueryBlock, Proposals>;

/** The nearest of each query of a block, null where one search must find them; null for a block that failed. */
type BlockAnswer = readonly (Neighbour[] | null)[] | null;

interface Lookup {
  /** Null for a vector. */
  readonly slot: number | null;
  /** Null for a slot. */
  readonly vector: Float32Array | null;
  readonly k: number;
  block: Promise<BlockAnswer> | null;
  place: number;
}

interface Planned<Request> {
  readonly request: Request;
  readonly lookups: readonly Lookup[];
}

export async function* nearestOfEach<Request extends NearestRequest>(
  source: BatchSource,
  requests: Iterable<Request> | AsyncIterable<Request>,
  metric: Metric,
  onFallback: (reason: Failure) => void,
  options: BatchOptions,
): AsyncGenerator<NearestAnswer<Request>> {
  const coming =
    Symbol.asyncIterator in requests ? requests[Symbol.asyncIterator]() : requests[Symbol.iterator]();
  const stored = source.borrowVectors();
  let threads: BatchThreads | undefined;
  let rows: LentRows | undefined;
  /** Pairs that were asked for so far. */
  let pairs = 0;

  const fallback = createFallback(
    'Many products could not be compared at once, so they are compared one by one, which is slower.',
    onFallback,
  );

  async function start(): Promise<void> {
    try {
      const file = options.threadFile ?? source.findThread();
      rows = await source.lend(threadCount);
      const { beginnings } = rows;
      if (beginnings.length === 0) throw new Error('Too many such comparisons are under way.');
      threads = startBlockThreads({ file, beginnings, onDeath: fallback.begin });
    } catch (thrown) {
      fallback.begin(thrown);
    }
  }

  async function planWindow(): Promise<Planned<Request>[]> {
    const planned: Planned<Request>[] = [];
    const byMask = new Map<Uint8Array | null, Lookup[]>();
    for (let length = 0; length < windowLength && byMask.size < maxMasks; ) {
      const { value: request, done } = await coming.next();
      if (done === true) break;
      const { k, allowed, vectors = [] } = request;
      const lookups: Lookup[] = [
        ...request.slots.map((slot) => ({ slot, vector: null, k, block: null, place: 0 })),
        ...vectors.map((vector) => ({ slot: null, vector, k, block: null, place: 0 })),
      ];
      planned.push({ request, lookups });
      length += request.slots.length + slotsPerVector * vectors.length;
      const sharing = byMask.get(allowed);
      if (sharing !== undefined) sharing.push(...lookups);
      else if (lookups.length > 0) byMask.set(allowed, [...lookups]);
      if (planned.length % (vectors.length > 0 ? vectorsAtOnce : takenAtOnce) === 0) await nextTurn();
    }
    if (metric !== 'manhattan') await handOut(byMask);
    return planned;
  }

  async function handOut(byMask: ReadonlyMap<Uint8Array | null, Lookup[]>): Promise<void> {
    const groups = Array.from(byMask, ([allowed, lookups]) => ({
      lookups,
      candidates: source.listSlots(allowed),
    }));
    for (const { lookups, candidates } of groups) pairs += lookups.length * candidates.length;
    if (threads === undefined && !fallback.hasHappened && pairs >= options.minPairs) await start();
    if (threads === undefined || rows === undefined || fallback.hasHappened) return;
    const { count } = rows;
    for (const { lookups, candidates } of groups) {
      const known = candidates.filter((slot) => slot < count);
      const slots = lookups.filter(({ slot }) => slot !== null && slot < count);
      // What is near each other is compared with the same rows, which are in the processor's own memory then.
      slots.sort((a, b) => source.neighbourhoodOf(a.slot ?? 0) - source.neighbourhoodOf(b.slot ?? 0));
      const vectors = lookups.filter(({ vector }) => vector !== null);
      for (const asked of [slots, vectors]) {
        for (let first = 0; first < asked.length; first += maxBlockQueries)
          handOutBlock(threads, asked.slice(first, first + maxBlockQueries), known);
      }
    }
  }

  function handOutBlock(owner: BatchThreads, lookups: readonly Lookup[], candidates: Uint32Array): void {
    const queries = lookups.some(({ slot }) => slot === null)
      ? joinVectors(lookups, source.length)
      : Uint32Array.from(lookups, ({ slot }) => slot ?? 0);
    const counts = Uint32Array.from(lookups, ({ k }) => k);
    const block = owner
      .answer({ queries, counts, candidates })
      .then((found) => found && compareBlock(lookups, splitProposals(found)));
    for (const [place, lookup] of lookups.entries()) Object.assign(lookup, { block, place });
  }

  /** As soon as a block is there: its queries lie near each other, and so do the vectors that they are compared with. */
  function compareBlock(
    lookups: readonly Lookup[],
    proposals: readonly (Uint32Array | null)[],
  ): (Neighbour[] | null)[] {
    return lookups.map((lookup, place) => {
      const proposed = proposals[place] ?? null;
      if (proposed?.every((slot) => source.isHeld(slot)) !== true) return null;
      try {
        const query = queryOf(lookup);
        return query && nearestOf(stored.compare(query, proposed, metric), lookup.k);
      } catch {
        // A vector that cannot be read: who waits for this answer is told by the search that finds it.
        return null;
      }
    });
  }

  /** Null for a slot that is no longer held. */
  function queryOf({ slot, vector }: Lookup): Float32Array | null {
    return vector ?? (slot !== null && source.isHeld(slot) ? stored.vectorAt(slot) : null);
  }

  async function answer(lookup: Lookup, allowed: Uint8Array | null): Promise<Neighbour[]> {
    const { slot, k, block, place } = lookup;
    const known = (await block)?.[place] ?? null;
    if (slot !== null && !source.isHeld(slot)) return [];
    if (known?.every((neighbour) => source.isHeld(neighbour.slot)) === true) return known;
    const query = queryOf(lookup);
    return query === null ? [] : source.nearest(query, k, metric, allowed);
  }

  try {
    let window = await planWindow();
    while (window.length > 0) {
      const following = await planWindow();
      for (const { request, lookups } of window) {
        const neighbours: Neighbour[][] = [];
        for (const lookup of lookups) neighbours.push(await answer(lookup, request.allowed));
        yield { request, neighbours };
      }
      window = following;
    }
  } finally {
    stored.giveBack();
    await threads?.close();
    rows?.giveBack();
  }
}

function joinVectors(lookups: readonly Lookup[], length: number): Float32Array {
  const joined = new Float32Array(lookups.length * length);
  for (const [place, { vector }] of lookups.entries()) joined.set(vector ?? [], place * length);
  return joined;
}

function splitProposals({ counts, slots }: Proposals): (Uint32Array | null)[] {
  let start = 0;
  return Array.from(counts, (count) => {
    if (count === tooMany) return null;
    start += count;
    return slots.subarray(start - count, start);
  });
}
