import { describe, expect, it } from 'vitest';
import { createVectorIndex } from '../../../src/adapters/vectors/vectorIndex.ts';
import type { Metric } from '../../../src/contract/search.ts';
import { compareVectors } from '../../../src/core/search/metrics.ts';
import type { Neighbour, VectorIndex } from '../../../src/core/search/ports.ts';
import {
  createRandom,
  dimensions,
  drawVector,
  normalise,
  shortVector,
} from '../../core/search/searchCatalog.ts';

const metrics = ['cosine', 'euclidean', 'manhattan'] as const;

/** Every vector compared in float64 and sorted: what the index must return. */
function bruteForce(
  vectors: readonly (Float32Array | null)[],
  query: Float32Array,
  k: number,
  metric: Metric,
  allowed: Uint8Array | null = null,
): Neighbour[] {
  return vectors
    .flatMap((vector, slot) =>
      vector === null || (allowed !== null && allowed[slot] === 0)
        ? []
        : [{ slot, ...compareVectors(query, vector, metric) }],
    )
    .sort((a, b) => a.distance - b.distance || a.slot - b.slot)
    .slice(0, k);
}

function fill(vectors: readonly Float32Array[]): VectorIndex {
  const index = createVectorIndex();
  index.add(vectors.map((vector, i) => ({ imageId: `i${i}`, vector })));
  return index;
}

function drawClusters(count: number, seed: number, spread: number): Float32Array[] {
  const random = createRandom(seed);
  const centres = Array.from({ length: 8 }, () => drawVector(random));
  return Array.from({ length: count }, (_, i) => drawVector(random, centres[i % 8], spread));
}

function drawSigned(count: number, seed: number): Float32Array[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () =>
    normalise(new Float32Array(dimensions).map(() => random() - 0.5)),
  );
}

describe.each(metrics)('the nearest by %s', (metric) => {
  const kinds = {
    scattered: drawSigned(700, 1),
    clustered: drawClusters(700, 2, 1),
    'nearly alike': drawClusters(700, 3, 0.001),
  };

  it.each(Object.entries(kinds))('are those of a float64 brute force: %s vectors', (_, vectors) => {
    const index = fill(vectors);
    for (const query of [...vectors.slice(0, 3), ...drawSigned(1, 9), ...drawClusters(2, 10, 1)]) {
      expect(index.nearest(query, 25, metric, null)).toEqual(bruteForce(vectors, query, 25, metric));
    }
  });

  it.each([0.01, 0.05, 0.3, 0.9])('keep to the allowed slots when a share of %f is allowed', (share) => {
    const random = createRandom(5);
    const vectors = kinds.clustered;
    const allowed = Uint8Array.from(vectors, () => (random() < share ? 1 : 0));
    const [query] = drawClusters(1, 6, 1);
    if (query === undefined) return;
    expect(fill(vectors).nearest(query, 50, metric, allowed)).toEqual(
      bruteForce(vectors, query, 50, metric, allowed),
    );
  });

  it('order exact ties by slot, also where the tie straddles k', () => {
    const twin = shortVector(1, 2);
    const vectors = [shortVector(2, 1), ...Array.from({ length: 90 }, () => twin), shortVector(1, 2.1)];
    const found = fill(vectors).nearest(shortVector(1, 2.2), 5, metric, null);
    expect(found.map(({ slot }) => slot)).toEqual([91, 1, 2, 3, 4]);
  });

  it('are all there are when k is larger', () => {
    const vectors = kinds.scattered.slice(0, 7);
    const [query] = vectors;
    if (query === undefined) return;
    expect(fill(vectors).nearest(query, 200, metric, null)).toEqual(bruteForce(vectors, query, 200, metric));
  });

  it('do not include removed images, and include what was added after them', () => {
    const index = createVectorIndex();
    const vectors: (Float32Array | null)[] = kinds.clustered.slice(0, 60);
    index.add(vectors.flatMap((vector, i) => (vector === null ? [] : [{ imageId: `i${i}`, vector }])));
    index.remove(['i3', 'i40', 'i59', 'unknown']);
    for (const slot of [3, 40, 59]) vectors[slot] = null;
    const [added, query] = drawClusters(2, 12, 1);
    if (added === undefined || query === undefined) return;
    index.add([{ imageId: 'i3', vector: added }]);
    vectors.push(added);
    expect(index.nearest(query, 100, metric, null)).toEqual(bruteForce(vectors, query, 100, metric));
    expect(index).toMatchObject({ slotCount: 61, count: 58 });
    expect(index.slotOf('i3')).toBe(60);
  });
});

describe('the index', () => {
  it('is empty at first, and answers nothing', () => {
    const index = createVectorIndex();
    expect(index).toMatchObject({ slotCount: 0, count: 0 });
    expect(index.nearest(shortVector(1), 10, 'cosine', null)).toEqual([]);
    expect(index.vectorOf('i0')).toBeUndefined();
    expect(index.slotOf('i0')).toBeUndefined();
    expect(index.imageAt(0)).toBeUndefined();
  });

  it('answers nothing once everything is removed', () => {
    const index = fill([shortVector(1), shortVector(0, 1)]);
    index.remove(['i0', 'i1']);
    expect(index).toMatchObject({ slotCount: 2, count: 0 });
    expect(index.nearest(shortVector(1), 10, 'manhattan', null)).toEqual([]);
    expect(index.imageAt(1)).toBeUndefined();
  });

  it('replaces the vector of an image it holds, in its slot', () => {
    const index = fill([shortVector(1), shortVector(0, 1)]);
    index.add([{ imageId: 'i0', vector: shortVector(0, 0, 1) }]);
    expect(index).toMatchObject({ slotCount: 2, count: 2 });
    expect(index.nearest(shortVector(0, 0, 1), 1, 'cosine', null)).toEqual([
      { slot: 0, distance: 0, score: 1 },
    ]);
  });

  it('keeps its own copy of what is added, and gives copies', () => {
    const mine = shortVector(1);
    const index = fill([mine]);
    mine.fill(0);
    index.vectorOf('i0')?.fill(0);
    expect(index.vectorOf('i0')).toEqual(shortVector(1));
  });

  it('takes vectors that are views into a larger buffer', () => {
    const both = new Float32Array(2 * dimensions);
    both.set(shortVector(1), 0);
    both.set(shortVector(0, 1), dimensions);
    const index = fill([both.subarray(0, dimensions), both.subarray(dimensions)]);
    const found = index.nearest(both.subarray(dimensions), 2, 'cosine', null);
    expect(found.map(({ slot }) => slot)).toEqual([1, 0]);
  });

  it('takes a mask that is shorter than the index: what came after it is not allowed', () => {
    const index = fill([shortVector(1), shortVector(0, 1), shortVector(1, 1)]);
    const found = index.nearest(shortVector(1, 1), 3, 'cosine', new Uint8Array([1, 1]));
    expect(found.map(({ slot }) => slot)).toEqual([0, 1]);
  });

  it('grows past what it was made for without losing a vector', () => {
    const vectors = Array.from({ length: 2500 }, (_, i) => shortVector(1, i / 100));
    const index = createVectorIndex();
    for (let i = 0; i < vectors.length; i += 100) {
      index.add(vectors.slice(i, i + 100).map((vector, j) => ({ imageId: `i${i + j}`, vector })));
    }
    expect(index.count).toBe(2500);
    for (const i of [0, 999, 1024, 2047, 2499]) {
      expect(index.vectorOf(`i${i}`)).toEqual(vectors[i]);
      expect(index.nearest(vectors[i] ?? shortVector(1), 1, 'euclidean', null)[0]?.slot).toBe(i);
    }
  });
});

describe('an index over stored vectors', () => {
  const vectors = drawClusters(300, 21, 1);
  const store = new Map(vectors.map((vector, i) => [`i${i}`, vector]));

  function build() {
    let loaded = 0;
    const index = createVectorIndex((imageId) => {
      loaded++;
      const vector = store.get(imageId);
      return vector && { key: 1, vector: vector.slice() };
    });
    index.add([...store].map(([imageId, vector]) => ({ imageId, vector })));
    return { index, loaded: () => loaded };
  }

  it.each(metrics)('answers as a brute force does, and reads only a few of them: %s', (metric) => {
    const { index, loaded } = build();
    const [query] = drawClusters(1, 22, 1);
    if (query === undefined) return;
    expect(index.nearest(query, 5, metric, null)).toEqual(bruteForce(vectors, query, 5, metric));
    expect(loaded()).toBeLessThan(10);
  });

  it('gives the stored vector of an image it holds, and of no other', () => {
    const { index } = build();
    expect(index.vectorOf('i7')).toEqual(vectors[7]);
    index.remove(['i7']);
    expect(index.vectorOf('i7')).toBeUndefined();
  });

  it('says so when a vector it holds is no longer stored', () => {
    const { index } = build();
    index.add([{ imageId: 'lost', vector: shortVector(1) }]);
    expect(() => index.nearest(shortVector(1), 3, 'cosine', null)).toThrow(/An embedding.*open it again/);
  });
});
