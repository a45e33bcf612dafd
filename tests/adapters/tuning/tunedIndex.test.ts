import { crc32 } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeptRows } from '../../../src/adapters/tuning/tunedCache.ts';
import { createTunedIndex } from '../../../src/adapters/tuning/tunedIndex.ts';
import { defaultBatch } from '../../../src/adapters/vectors/nearestOfEach.ts';
import { createVectorIndex } from '../../../src/adapters/vectors/vectorIndex.ts';
import { cosineSimilarity } from '../../../src/core/search/metrics.ts';
import type { NearestRequest, Neighbour, VectorIndex } from '../../../src/core/search/ports.ts';
import type { LinearMap, TunedIndex } from '../../../src/core/tuning/ports.ts';
import { createRandom, dimensions, drawVector } from '../../core/search/searchCatalog.ts';

const length = 12;
const random = createRandom(11);
const map: LinearMap = {
  length,
  rows: new Float32Array(length * dimensions).map(() => random() - 0.5),
  offset: new Float32Array(length).map(() => 0.2 * random()),
};
const vectors = Array.from({ length: 700 }, () => drawVector(random));
/** Those that come later. */
const drawn = Array.from({ length: 20 }, () => drawVector(random));
const entries = vectors.map((vector, at) => ({ imageId: `i${at}`, vector }));

let base: VectorIndex;
let index: TunedIndex;

beforeEach(() => {
  base = createVectorIndex();
  base.add(entries);
  index = createTunedIndex(base, map);
});

/** Every image by the distance of the mapped vectors, in float64. */
function allByDistance(query: Float32Array, allowed: Uint8Array | null): Neighbour[] {
  return vectors
    .flatMap((_, at) => {
      const slot = base.slotOf(`i${at}`);
      const own = index.vectorOf(`i${at}`);
      if (slot === undefined || own === undefined || (allowed !== null && allowed[slot] !== 1)) return [];
      const score = cosineSimilarity(query, own);
      return [{ slot, distance: 1 - score, score }];
    })
    .sort((a, b) => a.distance - b.distance || a.slot - b.slot);
}

const queryOf = (at: number): Float32Array => index.vectorOf(`i${at}`) ?? new Float32Array(length);

describe('a mapped vector', () => {
  it('is the map less its offset, of norm 1', () => {
    const [vector = new Float32Array(dimensions)] = vectors;
    const wanted = Array.from({ length }, (_, row) =>
      vector.reduce(
        (sum, value, i) => sum + value * (map.rows[row * dimensions + i] ?? 0),
        -(map.offset[row] ?? 0),
      ),
    );
    const norm = Math.hypot(...wanted);
    const mapped = index.vectorOf('i0');
    expect(mapped).toEqual(index.map(vector));
    for (const [i, number] of wanted.entries()) expect(mapped?.[i]).toBeCloseTo(number / norm, 5);
  });
});

describe('an index that is made ready', () => {
  it('is the same as one that is not', async () => {
    const wanted = index.vectorOf('i600');
    await index.prepare('tuned', 1);
    expect(index.vectorOf('i600')).toEqual(wanted);
    expect(index.nearest(queryOf(600), 3, 'tuned', null)[0]?.slot).toBe(base.slotOf('i600'));
    expect(index.vectorOf('nowhere')).toBeUndefined();
  });
});

describe('the nearest by a learned distance', () => {
  it.each([1, 10, 699, 700, 10_000])('are those of comparing all, for k %d', (k) => {
    expect(index.nearest(queryOf(3), k, 'tuned', null)).toEqual(allByDistance(queryOf(3), null).slice(0, k));
  });

  it('are of what is allowed, by any mask', () => {
    for (const every of [2, 3, 350]) {
      const allowed = new Uint8Array(base.slotCount).map((_, slot) => (slot % every === 0 ? 1 : 0));
      const found = index.nearest(queryOf(5), 20, 'tuned', allowed);
      expect(found).toEqual(allByDistance(queryOf(5), allowed).slice(0, 20));
    }
  });

  it('follow what is added and removed', () => {
    index.nearest(queryOf(0), 5, 'tuned', null);
    const [nearest] = allByDistance(queryOf(9), null).slice(1);
    base.remove([base.imageAt(nearest?.slot ?? 0) ?? '']);
    expect(index.nearest(queryOf(9), 30, 'tuned', null)).toEqual(
      allByDistance(queryOf(9), null).slice(0, 30),
    );
    const [twin = new Float32Array(dimensions)] = vectors;
    base.add([{ imageId: 'twin', vector: twin }]);
    const found = index.nearest(queryOf(0), 2, 'tuned', null);
    expect(found.map(({ slot }) => base.imageAt(slot))).toEqual(['i0', 'twin']);
    expect(index.count).toBe(vectors.length);
  });

  it('of equally near ones have the smaller slot first', () => {
    base.add(entries.slice(0, 40).map(({ vector }, at) => ({ imageId: `copy${at}`, vector })));
    const found = index.nearest(queryOf(7), 2, 'tuned', null);
    expect(found.map(({ slot }) => base.imageAt(slot))).toEqual(['i7', 'copy7']);
  });

  it('are none of an empty index', () => {
    const empty = createTunedIndex(createVectorIndex(), map);
    expect(empty.nearest(new Float32Array(length), 5, 'tuned', null)).toEqual([]);
  });

  it.each([
    ['one by one', defaultBatch],
    ['by threads', { minPairs: 1 }],
    ['one by one, because threads die', { minPairs: 1, threadFile: 'nowhere.ts' }],
  ])('of many requests at once are those of each, in order: %s', async (how, batch) => {
    index = createTunedIndex(base, map, { batch });
    const told: string[] = [];
    const mask = new Uint8Array(base.slotCount).map((_, slot) => slot % 2);
    base.remove(['i4']);
    const requests: NearestRequest[] = Array.from({ length: 100 }, (_, slot) => ({
      slots: slot % 10 === 9 ? [] : [slot, slot + 1],
      vectors: slot % 5 === 0 ? [queryOf(slot + 200)] : [],
      k: 1 + (slot % 7),
      allowed: slot % 3 === 0 ? mask : null,
    }));
    const expected = requests.map(({ slots, vectors: own = [], k, allowed }) => [
      ...slots.map((slot) => {
        const imageId = base.imageAt(slot);
        const query = imageId === undefined ? undefined : index.vectorOf(imageId);
        return query === undefined ? [] : allByDistance(query, allowed).slice(0, k);
      }),
      ...own.map((query) => allByDistance(query, allowed).slice(0, k)),
    ]);
    const answers = [];
    for await (const { request, neighbours } of index.nearestOfEach(requests, 'tuned', ({ message }) =>
      told.push(message),
    )) {
      expect(request).toBe(requests[answers.length]);
      answers.push(neighbours);
    }
    expect(answers).toEqual(expected);
    expect(told).toHaveLength(how.includes('die') ? 1 : 0);
  });

  it('of batches by threads at the same time, with images that come and go meanwhile', async () => {
    index = createTunedIndex(base, map, { batch: { minPairs: 1 } });
    const all = Array.from({ length: 300 }, (_, slot) => ({ slots: [slot], k: 5, allowed: null }));
    async function search(): Promise<Neighbour[][]> {
      const found: Neighbour[][] = [];
      for await (const { neighbours } of index.nearestOfEach(all, 'tuned', () => undefined))
        found.push([...(neighbours[0] ?? [])]);
      return found;
    }
    const [first, second] = await Promise.all([search(), search()]);
    expect(second).toEqual(first);
    expect(first).toEqual(all.map((_, at) => allByDistance(queryOf(at), null).slice(0, 5)));
    const searching = search();
    base.remove(['i20']);
    base.add(drawn.map((vector, at) => ({ imageId: `late${at}`, vector })));
    const changed = await searching;
    expect(changed.flat().map(({ slot }) => base.imageAt(slot))).not.toContain(undefined);
    expect(changed[20]).toEqual([]);
    expect(await search()).toHaveLength(300);
    expect(index.nearest(queryOf(0), 1, 'tuned', null)).toHaveLength(1);
  });

  it('of an empty list of requests are none', async () => {
    const answers = [];
    for await (const answer of index.nearestOfEach([], 'tuned', () => undefined)) answers.push(answer);
    expect(answers).toEqual([]);
  });
});

describe('rows that were made before', () => {
  /** Each row is another image's, so that it can be seen where a row is taken from. */
  function keep(isCurrent: boolean): KeptRows {
    const imageIds = entries.map(({ imageId }) => imageId);
    const rows = new Float32Array(entries.length * length);
    for (const at of entries.keys()) rows.set(queryOf((at + 1) % entries.length), at * length);
    const sums = Uint32Array.from(vectors, (vector) => crc32(new Uint8Array(vector.buffer)));
    return { imageIds, sums, rows, isCurrent };
  }

  async function recall(kept: KeptRows | null, onMade?: () => void) {
    const recalling = createTunedIndex(base, map, {
      recall: async () => kept,
      ...(onMade !== undefined && { onMade }),
    });
    await recalling.prepare('tuned', 1);
    return recalling;
  }

  it('are taken as they are while no vector has changed', async () => {
    const kept = keep(true);
    const recalled = await recall({ ...kept, sums: kept.sums.map(() => 0) });
    expect(recalled.vectorOf('i3')).toEqual(queryOf(4));
  });

  it('that are older are taken where the vector is the same; the others, and those of new images, are made', async () => {
    const [other = new Float32Array(dimensions)] = drawn;
    const kept = keep(false);
    base.remove(['i7']);
    base.add([{ imageId: 'i7', vector: other }]);
    base.add(drawn.map((vector, at) => ({ imageId: `late${at}`, vector })));
    const recalled = await recall(kept);
    expect(recalled.vectorOf('i3')).toEqual(queryOf(4));
    expect(recalled.vectorOf('i7')).toEqual(index.map(other));
    expect(recalled.vectorOf('late5')).toEqual(index.map(drawn[5] ?? other));
    const content = recalled.content();
    expect(content?.imageIds).toHaveLength(entries.length + drawn.length);
    expect(content?.sums[content.imageIds.indexOf('i7')]).toBe(crc32(new Uint8Array(other.buffer)));
  });

  it('are told of once they are all there, and again when images came', async () => {
    let told = 0;
    const tell = () => {
      told++;
    };
    const recalled = await recall(keep(true), tell);
    await recalled.prepare('tuned', 1);
    expect(told).toBe(1);
    base.add([{ imageId: 'late', vector: drawn[0] ?? new Float32Array(dimensions) }]);
    expect(recalled.content()).toBeNull();
    await recalled.prepare('tuned', 1);
    expect(told).toBe(2);
    expect(recalled.content()?.imageIds.at(-1)).toBe('late');
  });

  it('are those that searching made, without waiting for what was kept', async () => {
    const { promise, resolve } = Promise.withResolvers<KeptRows | null>();
    const recalling = createTunedIndex(base, map, { recall: () => promise });
    const ready = recalling.prepare('tuned', 1);
    const found = recalling.nearest(queryOf(2), 3, 'tuned', null);
    resolve(keep(true));
    await ready;
    expect(found).toEqual(allByDistance(queryOf(2), null).slice(0, 3));
    expect(recalling.nearest(queryOf(2), 3, 'tuned', null)).toEqual(found);
  });
});
