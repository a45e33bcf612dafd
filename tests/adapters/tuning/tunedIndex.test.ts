import { beforeEach, describe, expect, it } from 'vitest';
import { createTunedIndex } from '../../../src/adapters/tuning/tunedIndex.ts';
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

  it('of many requests at once are those of each, in order', async () => {
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
    for await (const { request, neighbours } of index.nearestOfEach(requests, 'tuned', () => undefined)) {
      expect(request).toBe(requests[answers.length]);
      answers.push(neighbours);
    }
    expect(answers).toEqual(expected);
  });

  it('of an empty list of requests are none', async () => {
    const answers = [];
    for await (const answer of index.nearestOfEach([], 'tuned', () => undefined)) answers.push(answer);
    expect(answers).toEqual([]);
  });
});
