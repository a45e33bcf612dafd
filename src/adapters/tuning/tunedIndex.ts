/** The index of a learned distance: cosine between mapped vectors, exact, over the very slots of another index. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareVectors } from '../../core/search/metrics.ts';
import type { NearestAnswer, NearestRequest, Neighbour, VectorIndex } from '../../core/search/ports.ts';
import type { LinearMap, TunedIndex } from '../../core/tuning/ports.ts';
import { type Bounds, createSharedBounds, keepPossible } from '../vectors/bounds.ts';
import { createMappedRows, queriesAtOnce } from './mappedRows.ts';
import { createMapping } from './mapping.ts';

/** Vectors mapped without letting others have their turn: a few milliseconds' work. */
const mappedAtOnce = 16;
/**
 * A product of two vectors of norm 1 in float32: 2⁻²⁴ for each of at most 67 additions in a row and for the products, and as much again for norms
 * that are off by rounding.
 */
const productSlack = 1e-5;

interface Lookup {
  readonly vector: Float32Array;
  readonly k: number;
  readonly allowed: Uint8Array | null;
}

/**
 * Vectors are read and mapped as slots appear, the first time in `prepare`: a kilobyte each is kept. An image's vector never changes within an
 * embedding space, and no slot is ever another image's.
 */
export function createTunedIndex(base: VectorIndex, linear: LinearMap): TunedIndex {
  const mapping = createMapping(linear);
  const rows = createMappedRows(linear.length);
  /** Slots below have their row; those of images that were gone by then are zeros. */
  let followed = 0;
  const sharedBounds = createSharedBounds();
  let listed: {
    readonly state: string;
    readonly allowed: Uint8Array | null;
    readonly slots: Uint32Array;
  } | null = null;

  function follow(until: number): void {
    rows.reserve(until);
    for (; followed < until; followed++) {
      const imageId = base.imageAt(followed);
      const vector = imageId === undefined ? undefined : base.vectorOf(imageId);
      if (vector !== undefined) rows.write(followed, mapping(vector));
    }
  }

  /** The slots held and allowed, ascending; as it was given while nothing changes. */
  function listSlots(allowed: Uint8Array | null): Uint32Array {
    const state = `${base.slotCount} ${base.count}`;
    if (listed?.state === state && listed.allowed === allowed) return listed.slots;
    const slots = new Uint32Array(followed);
    let count = 0;
    for (let slot = 0; slot < followed; slot++) {
      const isAllowed = allowed === null || (allowed[slot] ?? 0) !== 0;
      if (isAllowed && base.imageAt(slot) !== undefined) slots[count++] = slot;
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

  function pick({ vector, k, allowed }: Lookup, products: Float32Array): Neighbour[] {
    const possible = keepPossible(boundsOf(listSlots(allowed), products), k);
    return Array.from(possible, (slot) => ({ slot, ...compareVectors(vector, rows.at(slot), 'tuned') }))
      .sort((a, b) => a.distance - b.distance || a.slot - b.slot)
      .slice(0, k);
  }

  function answer(lookups: readonly Lookup[]): Neighbour[][] {
    follow(base.slotCount);
    if (followed === 0) return lookups.map(() => []);
    const products = rows.multiply(lookups.map(({ vector }) => vector));
    return lookups.map((lookup, at) => pick(lookup, products[at] ?? new Float32Array(0)));
  }

  function vectorAt(slot: number): Float32Array | undefined {
    const imageId = base.imageAt(slot);
    if (imageId === undefined) return undefined;
    if (slot < followed) return rows.at(slot).slice();
    const vector = base.vectorOf(imageId);
    return vector === undefined ? undefined : mapping(vector);
  }

  function lookupsOf({ slots, vectors = [], k, allowed }: NearestRequest): (Lookup | null)[] {
    const ofSlots = slots.map((slot) => vectorAt(slot) ?? null);
    return [...ofSlots, ...vectors].map((vector) => (vector === null ? null : { vector, k, allowed }));
  }

  async function prepare(): Promise<void> {
    while (followed < base.slotCount) {
      follow(Math.min(base.slotCount, followed + mappedAtOnce));
      await nextTurn();
    }
  }

  return {
    map: mapping,
    get slotCount() {
      return base.slotCount;
    },
    get count() {
      return base.count;
    },
    add: base.add,
    remove: base.remove,
    slotOf: base.slotOf,
    imageAt: base.imageAt,
    vectorOf(imageId) {
      const slot = base.slotOf(imageId);
      return slot === undefined ? undefined : vectorAt(slot);
    },
    prepare,
    nearest: (vector, k, _metric, allowed) => answer([{ vector, k, allowed }])[0] ?? [],
    async *nearestOfEach<Request extends NearestRequest>(
      requests: Iterable<Request> | AsyncIterable<Request>,
    ): AsyncGenerator<NearestAnswer<Request>> {
      await prepare();
      let waiting: { readonly request: Request; readonly lookups: readonly (Lookup | null)[] }[] = [];
      let count = 0;
      function* finish(): Generator<NearestAnswer<Request>> {
        const found = answer(waiting.flatMap(({ lookups }) => lookups.filter((lookup) => lookup !== null)));
        let place = 0;
        for (const { request, lookups } of waiting) {
          yield {
            request,
            neighbours: lookups.map((lookup) => (lookup === null ? [] : (found[place++] ?? []))),
          };
        }
        waiting = [];
        count = 0;
      }
      for await (const request of requests) {
        const lookups = lookupsOf(request);
        waiting.push({ request, lookups });
        count += lookups.length;
        if (count < queriesAtOnce && waiting.length < queriesAtOnce) continue;
        yield* finish();
        await nextTurn();
      }
      yield* finish();
    },
  };
}
