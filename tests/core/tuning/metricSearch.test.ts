import { describe, expect, it } from 'vitest';
import { createTunedIndex } from '../../../src/adapters/tuning/tunedIndex.ts';
import { createColourRows } from '../../../src/core/colours/colourRows.ts';
import { cosineSimilarity } from '../../../src/core/search/metrics.ts';
import type { Profile, SimilarQuery, VectorIndex } from '../../../src/core/search/ports.ts';
import { createMetricSearch } from '../../../src/core/tuning/metricSearch.ts';
import { buildCatalog, createRandom, dimensions, drawVector, plain } from '../search/searchCatalog.ts';

const random = createRandom(5);
const products = Array.from({ length: 60 }, (_, at) => ({
  id: `p${at}`,
  images: { [`i${at}`]: drawVector(random) },
}));
const catalog = buildCatalog(products);
const length = 8;
const tuned = createTunedIndex(catalog.index, {
  length,
  rows: new Float32Array(length * dimensions).map(() => random() - 0.5),
  offset: new Float32Array(length),
});
const noColours = (index: VectorIndex) => createColourRows(index, { after: () => [], unreadable: new Set() });
const search = createMetricSearch(catalog, () => tuned, noColours);
const { where: _where, ...options } = { ...plain, k: 5, metric: 'tuned' as const };

const vectorOf = (at: number): Float32Array =>
  catalog.index.vectorOf(`i${at}`) ?? new Float32Array(dimensions);
const mappedOf = (at: number): Float32Array => tuned.vectorOf(`i${at}`) ?? new Float32Array(length);

/** By the mapped vectors, each compared. */
const nearestTo = (query: Float32Array, except: readonly number[] = []): string[] =>
  products
    .map((_, at) => ({ at, distance: 1 - cosineSimilarity(query, mappedOf(at)) }))
    .filter(({ at }) => !except.includes(at))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ at }) => `p${at}`);

const found = async (query: SimilarQuery): Promise<string[]> =>
  (await search.similar(query, [], options)).matches.map(({ id }) => id);

describe('a search by the learned distance', () => {
  it('maps an image from outside', async () => {
    expect(await found({ kind: 'outside', vector: vectorOf(7) })).toEqual(nearestTo(mappedOf(7)));
  });

  it('maps a part of a product’s picture', async () => {
    const query = { kind: 'product', id: 'p3', part: { vector: vectorOf(9) } } as const;
    expect(await found(query)).toEqual(nearestTo(mappedOf(9), [3]));
  });

  it('takes a taste as what is liked is mapped', async () => {
    const profile: Profile = {
      owner: 'the board',
      liked: [{ id: 'p4', weight: 1 }],
      disliked: [],
      leftOut: ['p4'],
    };
    expect(await found({ kind: 'profile', profile })).toEqual(nearestTo(mappedOf(4), [4]));
    async function* profiles(): AsyncGenerator<Profile> {
      yield profile;
    }
    const answers = [];
    for await (const { matches } of search.similarToEach(profiles(), {
      k: 5,
      metric: 'tuned',
      onFallback: () => undefined,
    }))
      answers.push(matches?.map(({ id }) => id));
    expect(answers).toEqual([nearestTo(mappedOf(4), [4])]);
  });

  it('folds what looks the same, and not what only is alike by it', async () => {
    const grouped = { ...options, variants: 'grouped', variantScore: 0.9 } as const;
    const { matches } = await search.similar({ kind: 'product', id: 'p3' }, [], grouped);
    const [first] = matches;
    const variants = [first, ...(first?.variants ?? [])].map((match) => Number(match?.id.slice(1)));
    for (const variant of variants)
      expect(cosineSimilarity(vectorOf(variants[0] ?? 0), vectorOf(variant))).toBeGreaterThanOrEqual(0.9);
  });

  it('by another metric is that of the plain index', async () => {
    const other = createMetricSearch(catalog, () => null, noColours);
    const cosine = { ...options, metric: 'cosine' as const };
    const query = { kind: 'product', id: 'p3' } as const;
    expect(await search.similar(query, [], cosine)).toEqual(await other.similar(query, [], cosine));
    await expect(other.similar(query, [], options)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('no distance of its own'),
    });
  });
});
