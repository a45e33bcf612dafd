import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/contract/failure.ts';
import { distanceBetween } from '../../../src/core/search/metrics.ts';
import {
  buildCatalog,
  type CatalogProduct,
  createRandom,
  drawVector,
  findSimilar,
  plain,
  shortVector,
} from './searchCatalog.ts';

async function failureOf(call: () => Promise<unknown>): Promise<Failure> {
  try {
    await call();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was thrown.');
}

/** Products on a quarter circle: `p00` at 0 degrees, each next one 3 degrees on. */
function quarterCircle(): CatalogProduct[] {
  return Array.from({ length: 30 }, (_, i) => {
    const angle = (i * 3 * Math.PI) / 180;
    return {
      id: `p${String(i).padStart(2, '0')}`,
      attributes: { type: i % 2 === 0 ? 'Shirt' : 'Shoe', ...(i % 3 === 0 ? { colour: 'Navy' } : {}) },
      images: { [`i${i}`]: shortVector(Math.cos(angle), Math.sin(angle)) },
    };
  });
}

const idsOf = (answer: { results: readonly { id: string }[] }): string[] =>
  answer.results.map(({ id }) => id);

describe('look-alikes of a product', () => {
  it('come nearest first with rank, score, distance, image and attributes, without the product itself', async () => {
    const answer = await findSimilar(
      buildCatalog(quarterCircle()),
      { kind: 'product', id: 'p00' },
      { ...plain, k: 3 },
    );
    expect(answer).toMatchObject({ metric: 'cosine', k: 3, candidates: 29 });
    expect(idsOf(answer)).toEqual(['p01', 'p02', 'p03']);
    expect(answer.results.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    const [first] = answer.results;
    expect(first).toMatchObject({
      name: 'Product p01',
      image: 'images/i1.jpg',
      imageId: 'i1',
      attributes: { type: 'Shoe' },
    });
    expect(first?.score).toBeCloseTo(Math.cos((3 * Math.PI) / 180), 6);
    expect(first?.distance).toBeCloseTo(1 - Math.cos((3 * Math.PI) / 180), 6);
  });

  it.each(['cosine', 'euclidean', 'manhattan'] as const)(
    'are those of a brute force over every product with several images each, by %s',
    async (metric) => {
      const random = createRandom(3);
      const centres = Array.from({ length: 5 }, () => drawVector(random));
      const products = Array.from({ length: 120 }, (_, i) => ({
        id: `p${i}`,
        images: Object.fromEntries(
          Array.from({ length: 1 + (i % 4) }, (_, j) => [
            `i${i}-${j}`,
            drawVector(random, centres[(i + j) % 5]),
          ]),
        ),
      }));
      const query = products[7];
      const expected = products
        .filter((product) => product !== query)
        .map(({ id, images }) => ({
          id,
          distance: Math.min(
            ...Object.values(query?.images ?? {}).flatMap((a) =>
              Object.values(images).map((b) => distanceBetween(a, b, metric)),
            ),
          ),
        }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, 40);
      const answer = await findSimilar(
        buildCatalog(products),
        { kind: 'product', id: 'p7' },
        { ...plain, k: 40, metric },
      );
      expect(answer.results.map(({ id, distance }) => ({ id, distance }))).toEqual(expected);
    },
  );

  it('name each product once, by its nearest image, until k are found', async () => {
    const near = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`many${i}`, shortVector(1, 0.001 * (i + 1))]),
    );
    const catalog = buildCatalog([
      { id: 'query', images: { q: shortVector(1) } },
      { id: 'many', images: near },
      { id: 'far', images: { f: shortVector(0, 1) } },
    ]);
    const answer = await findSimilar(catalog, { kind: 'product', id: 'query' }, { ...plain, k: 2 });
    expect(answer.results.map(({ id, imageId }) => [id, imageId])).toEqual([
      ['many', 'many0'],
      ['far', 'f'],
    ]);
  });

  it('include a product that shares its image with the query product, at distance 0', async () => {
    const shared = shortVector(1, 2, 3);
    const catalog = buildCatalog([
      { id: 'a', images: { same: shared } },
      { id: 'b', images: { same: shared } },
      { id: 'c', images: { other: shortVector(3, 2, 1) } },
    ]);
    const { results } = await findSimilar(
      catalog,
      { kind: 'product', id: 'a' },
      { ...plain, metric: 'euclidean' },
    );
    expect(results.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(results[0]).toMatchObject({ distance: 0, image: 'images/same.jpg' });
  });

  it('break ties by id, also where the tie straddles k', async () => {
    const ids = ['e10', 'b', 'e9', 'a', 'd', 'c', ...Array.from({ length: 50 }, (_, i) => `x${i + 10}`)];
    const catalog = buildCatalog([
      { id: 'query', images: { q: shortVector(1) } },
      ...ids.map((id) => ({ id, images: { [`i${id}`]: shortVector(1, 1) } })),
    ]);
    const answer = await findSimilar(catalog, { kind: 'product', id: 'query' }, { ...plain, k: 5 });
    expect(idsOf(answer)).toEqual(['a', 'b', 'c', 'd', 'e10']);
  });

  it('end where the catalog ends', async () => {
    const answer = await findSimilar(
      buildCatalog(quarterCircle()),
      { kind: 'product', id: 'p00' },
      { ...plain, k: 200 },
    );
    expect(answer.results).toHaveLength(29);
  });

  it('leave out removed products and products whose images are not embedded', async () => {
    const catalog = buildCatalog([...quarterCircle(), { id: 'bare', images: { bare: null } }]);
    catalog.rows.remove(['p01']);
    catalog.index.remove(['i2']);
    const answer = await findSimilar(catalog, { kind: 'product', id: 'p00' }, { ...plain, k: 200 });
    expect(answer.candidates).toBe(27);
    expect(idsOf(answer).slice(0, 2)).toEqual(['p03', 'p04']);
    expect(idsOf(answer)).not.toContain('bare');
  });
});

describe('a search after a change', () => {
  const query = { kind: 'product', id: 'p00' } as const;
  const shoes = { ...plain, k: 2, where: [{ field: 'type', values: ['Shoe'] }] };

  it('finds a product that was added, once it is embedded', async () => {
    const catalog = buildCatalog(quarterCircle());
    expect(idsOf(await findSimilar(catalog, query, shoes))).toEqual(['p01', 'p03']);
    catalog.rows.upsert([
      { id: 'new', name: '', attributes: { type: 'Shoe' }, images: [{ imageId: 'inew', path: 'new.jpg' }] },
    ]);
    expect(await findSimilar(catalog, query, shoes)).toMatchObject({
      candidates: 15,
      results: [{ id: 'p01' }, {}],
    });
    catalog.index.add([{ imageId: 'inew', vector: shortVector(1) }]);
    expect(await findSimilar(catalog, query, shoes)).toMatchObject({
      candidates: 16,
      results: [{ id: 'new' }, {}],
    });
  });

  it('follows an attribute that was changed', async () => {
    const catalog = buildCatalog(quarterCircle());
    await findSimilar(catalog, query, shoes);
    catalog.rows.upsert([{ ...catalog.rows.at(2), attributes: { type: 'Shoe' } }]);
    expect(idsOf(await findSimilar(catalog, query, shoes))).toEqual(['p01', 'p02']);
  });

  it('looks in the index it is given, not in one given before', async () => {
    const { rows, index } = buildCatalog(quarterCircle());
    await findSimilar({ rows, index }, query, shoes);
    const other = buildCatalog(quarterCircle().reverse()).index;
    expect(idsOf(await findSimilar({ rows, index: other }, query, shoes))).toEqual(['p01', 'p03']);
  });
});

describe('filters', () => {
  it('keep only products that pass all of them', async () => {
    const answer = await findSimilar(
      buildCatalog(quarterCircle()),
      { kind: 'product', id: 'p00' },
      {
        ...plain,
        where: [
          { field: 'type', values: ['Shoe'] },
          { field: 'colour', values: ['Navy'] },
        ],
      },
    );
    expect(idsOf(answer)).toEqual(['p03', 'p09', 'p15', 'p21', 'p27']);
    expect(answer.candidates).toBe(5);
  });

  it('"same" keeps products with the query product\'s value', async () => {
    const answer = await findSimilar(
      buildCatalog(quarterCircle()),
      { kind: 'product', id: 'p00' },
      { ...plain, same: ['type', 'colour'] },
    );
    expect(idsOf(answer)).toEqual(['p06', 'p12', 'p18', 'p24']);
  });

  it('"same" ignores a field in which the query product has no value', async () => {
    const answer = await findSimilar(
      buildCatalog(quarterCircle()),
      { kind: 'product', id: 'p01' },
      { ...plain, k: 3, same: ['colour'] },
    );
    expect(idsOf(answer).sort()).toEqual(['p00', 'p02', 'p03']);
  });

  it('"same" with an outside image is refused in words', async () => {
    const failure = await failureOf(() =>
      findSimilar(
        buildCatalog(quarterCircle()),
        { kind: 'outside', vector: shortVector(1) },
        { ...plain, same: ['type'] },
      ),
    );
    expect(failure.code).toBe('bad-input');
    expect(failure.message).toMatch(/type.*needs a product of the catalog/);
  });

  it.each([{ where: [{ field: 'size', values: ['M'] }] }, { same: ['size'] }])(
    'an unknown field is refused with its name and the known ones: %j',
    async (part) => {
      const failure = await failureOf(() =>
        findSimilar(buildCatalog(quarterCircle()), { kind: 'product', id: 'p00' }, { ...plain, ...part }),
      );
      expect(failure.code).toBe('bad-input');
      expect(failure.message).toMatch(/"size".*type, colour/);
    },
  );
});

describe('other queries', () => {
  it('an outside image finds every product, an identical one first', async () => {
    const answer = await findSimilar(
      buildCatalog(quarterCircle()),
      { kind: 'outside', vector: shortVector(1) },
      { ...plain, k: 2 },
    );
    expect(idsOf(answer)).toEqual(['p00', 'p01']);
    expect(answer.results[0]?.score).toBe(1);
    expect(answer.candidates).toBe(30);
  });

  it('"like" searches between the liked, and leaves them out', async () => {
    const answer = await findSimilar(
      buildCatalog(quarterCircle()),
      { kind: 'product', id: 'p00' },
      { ...plain, k: 3, like: ['p10'] },
    );
    expect(idsOf(answer)[0]).toBe('p05');
    expect(idsOf(answer).sort()).toEqual(['p04', 'p05', 'p06']);
    expect(answer.candidates).toBe(28);
  });

  it('"like" works with an outside image too', async () => {
    const answer = await findSimilar(
      buildCatalog(quarterCircle()),
      { kind: 'outside', vector: shortVector(1) },
      { ...plain, k: 1, like: ['p10'] },
    );
    expect(idsOf(answer)).toEqual(['p05']);
  });

  it('"unlike" turns away by half a weight, and leaves the disliked out', async () => {
    const angle = (30 * Math.PI) / 180;
    const away = shortVector(
      Math.cos(angle) - 0.5 * Math.cos(2 * angle),
      Math.sin(angle) - 0.5 * Math.sin(2 * angle),
    );
    const catalog = buildCatalog(quarterCircle());
    const answer = await findSimilar(
      catalog,
      { kind: 'product', id: 'p10' },
      { ...plain, k: 28, unlike: ['p20'] },
    );
    const { results } = await findSimilar(catalog, { kind: 'outside', vector: away }, { ...plain, k: 30 });
    expect(idsOf(answer)).toEqual(idsOf({ results }).filter((id) => id !== 'p10' && id !== 'p20'));
    expect(idsOf(answer)[0]).toBe('p02');
  });

  it('a product counts once among the liked, however many images it has', async () => {
    const catalog = buildCatalog([
      { id: 'one', images: { a: shortVector(1) } },
      { id: 'many', images: { b: shortVector(0, 1), c: shortVector(0, 1), d: shortVector(0, 1) } },
      { id: 'middle', images: { e: shortVector(1, 1) } },
    ]);
    const answer = await findSimilar(catalog, { kind: 'product', id: 'one' }, { ...plain, like: ['many'] });
    expect(answer.results[0]).toMatchObject({ id: 'middle' });
    expect(answer.results[0]?.score).toBeCloseTo(1, 6);
  });

  it('likes and unlikes that cancel out are refused', async () => {
    const catalog = buildCatalog([
      { id: 'a', images: { a: shortVector(1) } },
      { id: 'b', images: { b: shortVector(0.5, Math.sqrt(0.75)) } },
      { id: 'c', images: { c: shortVector(0.5, -Math.sqrt(0.75)) } },
      { id: 'd', images: { d: shortVector(1) } },
    ]);
    const cancelling = () =>
      findSimilar(catalog, { kind: 'product', id: 'b' }, { ...plain, like: ['c'], unlike: ['a'] });
    expect((await failureOf(cancelling)).code).toBe('bad-input');
  });

  it.each([{ id: 'nobody' }, { like: ['nobody'] }, { unlike: ['nobody'] }])(
    'an unknown product is named: %j',
    async ({ id, ...part }) => {
      const failure = await failureOf(() =>
        findSimilar(
          buildCatalog(quarterCircle()),
          { kind: 'product', id: id ?? 'p00' },
          { ...plain, ...part },
        ),
      );
      expect(failure.code).toBe('not-found');
      expect(failure.message).toContain('nobody');
    },
  );

  it('a product without embedding is named, with what to do', async () => {
    const catalog = buildCatalog([...quarterCircle(), { id: 'bare', images: { bare: null } }]);
    const failure = await failureOf(() => findSimilar(catalog, { kind: 'product', id: 'bare' }, plain));
    expect(failure.code).toBe('not-found');
    expect(failure.message).toMatch(/bare.*none of its images is embedded.*Import/);
  });
});

describe('diversity', () => {
  /** Three tight families: near, middle and far from the query. */
  function families() {
    const member = (family: number, i: number): CatalogProduct => ({
      id: `f${family}-${i}`,
      images: { [`i${family}-${i}`]: shortVector(1, 0.2 * (family + 1), ...spike(family, i)) },
    });
    const spike = (family: number, i: number): number[] => {
      const numbers = new Array<number>(40).fill(0);
      numbers[family] = 0.5;
      numbers[10 + i] = 0.01 * (i + 1);
      return numbers;
    };
    return buildCatalog([
      { id: 'query', images: { q: shortVector(1) } },
      ...[0, 1, 2].flatMap((family) => Array.from({ length: 8 }, (_, i) => member(family, i))),
    ]);
  }
  const query = { kind: 'product', id: 'query' } as const;

  it('above 0 keeps the nearest first and takes the others from other families', async () => {
    const catalog = families();
    const [nearest] = (await findSimilar(catalog, query, { ...plain, k: 1 })).results;
    const { results } = await findSimilar(catalog, query, { ...plain, k: 3, diversity: 0.7 });
    expect(results[0]?.id).toBe(nearest?.id);
    expect(results.map(({ id }) => id.slice(0, 2)).sort()).toEqual(['f0', 'f1', 'f2']);
    expect(results.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  });

  it.each(['cosine', 'euclidean', 'manhattan'] as const)(
    'chooses what the formula, written out, chooses, by %s',
    async (metric) => {
      const random = createRandom(11);
      const products = Array.from({ length: 80 }, (_, i) => ({
        id: `p${i}`,
        images: { [`i${i}`]: drawVector(random, drawVector(createRandom(i % 6))) },
      }));
      const catalog = buildCatalog(products);
      const vectorOf = (id: string) =>
        products[Number(id.slice(1))]?.images[`i${id.slice(1)}`] as Float32Array;
      const pool = (await findSimilar(catalog, { kind: 'product', id: 'p0' }, { ...plain, k: 200, metric }))
        .results;
      const chosen = pool.splice(0, 1);
      while (chosen.length < 12) {
        const costs = pool.map(({ id, distance }) => {
          const gaps = chosen.map((other) => distanceBetween(vectorOf(id), vectorOf(other.id), metric));
          return 0.6 * distance - 0.4 * Math.min(...gaps);
        });
        chosen.push(...pool.splice(costs.indexOf(Math.min(...costs)), 1));
      }
      const answer = await findSimilar(
        catalog,
        { kind: 'product', id: 'p0' },
        { ...plain, k: 12, metric, diversity: 0.4 },
      );
      expect(idsOf(answer)).toEqual(idsOf({ results: chosen }));
    },
  );
});
