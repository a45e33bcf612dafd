import { describe, expect, it } from 'vitest';
import type { CompactIndex } from '../../../../src/adapters/vectors/compactIndex.ts';
import type { BatchOptions } from '../../../../src/adapters/vectors/nearestOfEach.ts';
import { createPrefixes } from '../../../../src/adapters/vectors/prefixes/prefixes.ts';
import { createSieve } from '../../../../src/adapters/vectors/prefixes/sieve.ts';
import { takeTurns } from '../../../../src/adapters/vectors/turns.ts';
import { createVectorIndex } from '../../../../src/adapters/vectors/vectorIndex.ts';
import type { NearestRequest, Neighbour } from '../../../../src/core/search/ports.ts';
import {
  createRandom,
  dimensions,
  drawVector,
  normalise,
  shortVector,
} from '../../../core/search/searchCatalog.ts';
import { drawAxes } from './drawAxes.ts';

/** Enough for prefixes to be used, also where a mask leaves a part, and no multiple of anything. */
const count = 2803;
const random = createRandom(21);
const centres = Array.from({ length: 40 }, () => drawVector(random));
const clustered = Array.from({ length: count }, (_, i) => drawVector(random, centres[i % 40], 0.5));
const axes = drawAxes(centres);
const signed = Array.from({ length: count }, () =>
  normalise(new Float32Array(dimensions).map(() => random() - 0.5)),
);
const kinds = {
  clustered,
  'copied a hundred times': clustered.map((_, i) => clustered[i % 28] ?? shortVector(1)),
  'half of them alike': clustered.map((vector, i) => (i % 2 === 0 ? shortVector(1, 2) : vector)),
  scattered: signed,
  'all equal': clustered.map(() => shortVector(1, 2, 3)),
  'one that is zero': clustered.map((vector, i) => (i === 9 ? new Float32Array(dimensions) : vector)),
  'one that is no number': clustered.map((vector, i) => (i === 9 ? vector.map(() => Number.NaN) : vector)),
};

const never = Number.POSITIVE_INFINITY;

/** @param divided of so many rows on, they have cells */
function fill(vectors: readonly Float32Array[], batch: BatchOptions, divided = never): CompactIndex {
  const index = createVectorIndex(undefined, undefined, batch, { sketched: never, divided });
  index.add(vectors.map((vector, i) => ({ imageId: `i${i}`, vector })));
  return index;
}

async function askAll(
  index: CompactIndex,
  requests: readonly NearestRequest[],
  metric: 'cosine' | 'euclidean',
) {
  const answers: Neighbour[][][] = [];
  const fail = (reason: unknown): never => {
    throw reason;
  };
  for await (const { neighbours } of index.nearestOfEach(requests, metric, fail))
    answers.push(neighbours.map((list) => [...list]));
  return answers;
}

describe('many searches at once, with prefixes', () => {
  it.each(Object.entries(kinds))('answer as one search each does without: %s', async (_what, vectors) => {
    const indexes = [fill(vectors, { minPairs: 0 }), fill(vectors, { minPairs: 0 }, 1)];
    for (const index of indexes) await index.takeAxes(axes, () => false);
    const slotCount = Math.max(...indexes.map((index) => index.slotCount));
    const plain = fill(vectors, { minPairs: Number.POSITIVE_INFINITY });
    const mask = Uint8Array.from(vectors, (_, slot) => (slot % 5 === 0 ? 0 : 1));
    // Where all are equal every search reads every row: each kind of request once.
    const asked = vectors === kinds['all equal'] ? 12 : 60;
    const requests = Array.from({ length: asked }, (_, i): NearestRequest => {
      const slot = (i * 41 + 9) % slotCount;
      const drawn = i % 2 === 0 ? [drawVector(random, centres[i % 40], 0.7)] : [];
      return {
        slots: [slot],
        vectors: drawn,
        k: [12, 1, 100][i % 3] ?? 1,
        allowed: i % 4 === 0 ? mask : null,
      };
    });
    for (const metric of ['cosine', 'euclidean'] as const) {
      const wanted = requests.map(({ slots, vectors: drawn = [], k, allowed }) => [
        ...slots.map((slot) => {
          const vector = plain.vectorOf(plain.imageAt(slot) ?? '');
          return vector === undefined ? [] : plain.nearest(vector, k, metric, allowed);
        }),
        ...drawn.map((vector) => plain.nearest(vector, k, metric, allowed)),
      ]);
      for (const index of indexes) expect(await askAll(index, requests, metric)).toEqual(wanted);
    }
  });

  it('answer while prefixes are being made, and of images that came since', async () => {
    const [index, plain] = [fill(clustered, { minPairs: 0 }), fill(clustered, { minPairs: 0 })];
    let turns = 0;
    await index.takeAxes(axes, () => {
      turns++;
      return turns > 30;
    });
    for (const one of [index, plain]) one.add([{ imageId: 'new', vector: clustered[5] ?? shortVector(1) }]);
    const requests = [5, 77, count].map((slot) => ({ slots: [slot], k: 9, allowed: null }));
    expect(await askAll(index, requests, 'cosine')).toEqual(await askAll(plain, requests, 'cosine'));
  });
});

describe('a sieve', () => {
  const queries = [0, 5, 700, 1999, 2802];
  const k = 10;

  async function create(
    vectors: readonly Float32Array[],
    hasCells = false,
  ): Promise<() => Uint32Array[] | null> {
    const prefixes = createPrefixes(axes, 1);
    for (const [slot, vector] of vectors.entries()) prefixes.write(slot, vector, 0);
    const all = Uint32Array.from(vectors, (_, slot) => slot);
    if (hasCells)
      await prefixes.divide(
        () => all,
        takeTurns(),
        () => false,
      );
    const { short, long, cells } = prefixes;
    const { length } = vectors;
    const shared = { short: short.share(length), long: long.share(length), cells: cells?.share() ?? null };
    expect(shared.cells !== null).toBe(hasCells);
    const sieve = createSieve(shared, 3);
    const candidates = Uint32Array.from(vectors, (_, slot) => slot);
    const vectorAt = (slot: number): Float32Array => vectors[slot] ?? shortVector(1);
    return () =>
      sieve.sift(
        queries.map((slot) => ({ vector: vectorAt(slot), off: 0, k })),
        candidates,
        (query, promising) => {
          const own = vectorAt(queries[query] ?? 0);
          const products = Array.from(promising, (slot) => product(own, vectorAt(slot)));
          return products.sort((a, b) => b - a)[k - 1] ?? Number.NEGATIVE_INFINITY;
        },
        (_query, left) => left,
      );
  }

  it.each([
    ['all rows', false],
    ['rows of cells', true],
  ])('leaves a small part of %s, the nearest among them', async (_what, hasCells) => {
    const sift = await create(clustered, hasCells);
    const lists = sift() ?? [];
    expect(lists).toHaveLength(queries.length);
    for (const [i, left] of lists.entries()) {
      const own = clustered[queries[i] ?? 0] ?? shortVector(1);
      const nearest = clustered
        .map((vector, slot) => ({ slot, product: product(own, vector) }))
        .sort((a, b) => b.product - a.product)
        .slice(0, k);
      expect([...left]).toEqual(expect.arrayContaining(nearest.map(({ slot }) => slot)));
      expect(left.length).toBeLessThan(count / 5);
      expect(new Set(left).size).toBe(left.length);
    }
  });

  it('gives up where it would leave too many', async () => {
    const sift = await create(signed);
    expect([sift(), sift()]).toEqual([null, null]);
  });
});

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
