/** Queries of several wishes: dislikes with a weight, limits of the score, variety, and variants as one. */
import { describe, expect, it } from 'vitest';
import { groupVariants } from '../../../src/core/search/groupVariants.ts';
import { cosineSimilarity, lookBy } from '../../../src/core/search/metrics.ts';
import {
  buildCatalog,
  type CatalogProduct,
  createRandom,
  drawVector,
  findSimilar,
  plain,
  type SearchOptions,
  shortVector,
} from './searchCatalog.ts';

const metrics = ['cosine', 'euclidean', 'manhattan'] as const;

const idsOf = (answer: { results: readonly { id: string }[] }): string[] =>
  answer.results.map(({ id }) => id);

/** Products around a few centres, each with a twin: another product with the very same picture. */
function twins(seed: number): CatalogProduct[] {
  const random = createRandom(seed);
  const centres = Array.from({ length: 4 }, () => drawVector(random));
  return Array.from({ length: 24 }, (_, i) => drawVector(random, centres[i % 4], 0.2 + random())).flatMap(
    (vector, i) => [
      { id: `p${i}`, images: { [`i${i}`]: vector } },
      { id: `t${i}`, images: { [`j${i}`]: vector } },
    ],
  );
}

/** The same of vectors with few numbers, which lie farther apart: there single numbers decide. */
function fewNumbers(seed: number): CatalogProduct[] {
  const random = createRandom(seed);
  return Array.from({ length: 24 }, () =>
    shortVector(...Array.from({ length: 6 }, () => Math.max(0.01, random() - 0.4))),
  ).flatMap((vector, i) => [
    { id: `p${i}`, images: { [`i${i}`]: vector } },
    { id: `t${i}`, images: { [`j${i}`]: vector } },
  ]);
}

describe('a dislike', () => {
  it.each(metrics)(
    'never raises what is disliked, whatever was liked and disliked before, by %s',
    async (metric) => {
      const random = createRandom(5);
      const draw = (below: number) => Math.floor(random() * below);
      for (let round = 0; round < 120; round++) {
        const catalog = buildCatalog(round % 2 === 0 ? twins(draw(1000)) : fewNumbers(draw(1000)));
        const [query, like, one, added] = Array.from({ length: 4 }, () => draw(24));
        if (new Set([query, like, one, added]).size < 4) continue;
        const options = {
          ...plain,
          k: 48,
          metric,
          like: random() < 0.5 ? [] : [`p${like}`],
          unlikeWeight: random(),
        };
        const before = random() < 0.5 ? [] : [`p${one}`];
        const ask = (unlike: readonly string[]) =>
          findSimilar(catalog, { kind: 'product', id: `p${query}` }, { ...options, unlike: [...unlike] });
        // The twin stands for the disliked product, which itself is left out.
        const placeOf = async (unlike: readonly string[]) =>
          idsOf(await ask(unlike))
            .filter((id) => id !== `p${added}`)
            .indexOf(`t${added}`);
        expect(await placeOf([...before, `p${added}`])).toBeGreaterThanOrEqual(await placeOf(before));
      }
    },
  );

  it.each(metrics)('counts by its weight, from not at all, by %s', async (metric) => {
    const catalog = buildCatalog(twins(3));
    const ask = async (unlikeWeight: number, unlike: string[]) =>
      idsOf(
        await findSimilar(
          catalog,
          { kind: 'product', id: 'p0' },
          { ...plain, k: 48, metric, unlike, unlikeWeight },
        ),
      );
    const without = (await ask(0, [])).filter((id) => id !== 'p4');
    expect(await ask(0, ['p4'])).toEqual(without);
    const places = await Promise.all(
      [0, 0.25, 0.5, 1].map(async (weight) => (await ask(weight, ['p4'])).indexOf('t4')),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[3]).toBeGreaterThan(places[0] ?? Number.POSITIVE_INFINITY);
  });

  it('by manhattan distance is added up as written out', async () => {
    const products = twins(9);
    const vectorOf = (id: string) =>
      products.find((each) => each.id === id)?.images[id.replace('p', 'i')] as Float32Array;
    const l1 = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0);
    const { results } = await findSimilar(
      buildCatalog(products),
      { kind: 'product', id: 'p0' },
      { ...plain, metric: 'manhattan', unlike: ['p4', 'p9'], unlikeWeight: 0.4 },
    );
    const far = 2 * Math.sqrt(2048);
    for (const { id, distance } of results.filter(({ id }) => id.startsWith('p'))) {
      const [own, four, nine] = ['p0', 'p4', 'p9'].map((other) => l1(vectorOf(id), vectorOf(other)));
      expect(distance).toBeCloseTo((own ?? 0) + 0.4 * (far - (four ?? 0)) + 0.4 * (far - (nine ?? 0)), 4);
    }
  });

  it('of what is liked too is refused in words', async () => {
    const catalog = buildCatalog(twins(1));
    const ask = (part: Partial<SearchOptions>) =>
      findSimilar(catalog, { kind: 'product', id: 'p0' }, { ...plain, ...part });
    for (const part of [{ unlike: ['p0'] }, { like: ['p1'], unlike: ['p1'] }]) {
      await expect(ask(part)).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringContaining('cannot be both'),
      });
    }
  });
});

describe('the limits of the score', () => {
  it.each(metrics)('leave what a filter over all look-alikes leaves, by %s', async (metric) => {
    const catalog = buildCatalog(twins(7));
    const query = { kind: 'product', id: 'p0' } as const;
    const all = (await findSimilar(catalog, query, { ...plain, k: 48, metric })).results;
    const [high = 0, low = 0] = [all[9]?.score, all[30]?.score];
    for (const [minScore, maxScore] of [
      [low, high],
      [high, undefined],
      [undefined, low],
      [0.999999, 1],
    ] as const) {
      const limits = {
        ...(minScore !== undefined && { minScore }),
        ...(maxScore !== undefined && { maxScore }),
      };
      const { results } = await findSimilar(catalog, query, { ...plain, k: 5, metric, ...limits });
      const expected = all.filter(
        ({ score }) => score >= (minScore ?? -1) && (maxScore === 1 || score <= (maxScore ?? 1)),
      );
      expect(idsOf({ results })).toEqual(idsOf({ results: expected }).slice(0, 5));
    }
  });

  it('that leave nothing are refused in words', async () => {
    const ask = () =>
      findSimilar(
        buildCatalog(twins(1)),
        { kind: 'product', id: 'p0' },
        { ...plain, minScore: 0.9, maxScore: 0.5 },
      );
    await expect(ask()).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('0.9') });
  });
});

describe('variety', () => {
  it('chooses among 200 and ten times as many as are asked for', async () => {
    // One far product after 150 that are all alike: it is chosen, because all of them are looked at.
    const spikes = (i: number) =>
      shortVector(1, 0.3, ...Array.from({ length: 160 }, (_, at) => (at === i ? 0.01 : 0)));
    const products = [
      { id: 'query', images: { q: shortVector(1) } },
      ...Array.from({ length: 150 }, (_, i) => ({ id: `near${i}`, images: { [`n${i}`]: spikes(i) } })),
      { id: 'far', images: { f: shortVector(1, 0, ...new Array<number>(200).fill(0), 1) } },
    ];
    const { results, groups } = await findSimilar(
      buildCatalog(products),
      { kind: 'product', id: 'query' },
      { ...plain, k: 2, diversity: 0.7 },
    );
    expect(idsOf({ results })).toContain('far');
    expect(groups).toBe(2);
  });
});

describe('variants', () => {
  it('are grouped under the nearest of them, as written out', () => {
    const at = (degrees: number) =>
      shortVector(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
    const vectors = new Map([0, 10, 18, 30, 31].map((degrees) => [`i${degrees}`, at(degrees)]));
    const matches = [...vectors.keys()].map((imageId, i) => ({
      id: imageId,
      imageId,
      distance: i,
      score: 1 - i / 10,
    }));
    const groups = groupVariants(
      matches,
      Math.cos((15 * Math.PI) / 180),
      lookBy((imageId) => vectors.get(imageId)),
    );
    expect(groups.map(({ leader, variants }) => [leader.id, ...variants.map(({ id }) => id)])).toEqual([
      ['i0', 'i10'],
      ['i18', 'i30', 'i31'],
    ]);
  });

  it('fold into as many look-alikes as were asked for, none of them near another, none forgotten', async () => {
    const products = twins(21);
    const query = { kind: 'product', id: 'p0' } as const;
    const catalog = buildCatalog(products);
    const { results, groups } = await findSimilar(catalog, query, {
      ...plain,
      k: 12,
      variants: 'grouped',
      variantScore: 0.999,
    });
    expect([results.length, groups]).toEqual([12, 12]);
    expect(results.flatMap(({ variants }) => variants ?? []).length).toBeGreaterThan(6);
    for (const { id, variants } of results) {
      for (const variant of variants ?? []) expect(variant.id.slice(1)).toBe(id.slice(1));
    }
    const vectors = results.map(({ imageId }) => catalog.index.vectorOf(imageId) as Float32Array);
    for (const [i, one] of vectors.entries())
      for (const other of vectors.slice(i + 1)) expect(cosineSimilarity(one, other)).toBeLessThan(0.999);
    const whole = await findSimilar(catalog, query, {
      ...plain,
      k: 24,
      variants: 'grouped',
      variantScore: 0.999,
    });
    const all = whole.results.flatMap(({ id, variants }) => [id, ...(variants ?? []).map((each) => each.id)]);
    expect(all).toHaveLength(47);
    expect(new Set(all).size).toBe(47);
  });
});
