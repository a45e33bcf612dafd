/** A search in which colour counts is held to comparing everything with everything. */
import { describe, expect, it } from 'vitest';
import { createTunedIndex } from '../../../src/adapters/tuning/tunedIndex.ts';
import { createColourRows, normaliseColours } from '../../../src/core/colours/colourRows.ts';
import { coloursLength } from '../../../src/core/colours/drawColours.ts';
import { compareMatches } from '../../../src/core/search/compareMatches.ts';
import { cosineSimilarity } from '../../../src/core/search/metrics.ts';
import type { Match, SimilarOptions, SimilarQuery, VectorIndex } from '../../../src/core/search/ports.ts';
import { createMetricSearch } from '../../../src/core/tuning/metricSearch.ts';
import {
  buildCatalog,
  createRandom,
  dimensions,
  drawVector,
  plain,
  shortVector,
} from '../search/searchCatalog.ts';

const random = createRandom(7);
/** Looks in crowds, colours regardless of them, so that the two pull apart; every fifth product has two pictures. */
const centres = Array.from({ length: 6 }, () => drawVector(random));
const drawColours = (): Uint8Array =>
  Uint8Array.from({ length: coloursLength }, () => (random() < 0.1 ? Math.floor(255 * random()) : 0));
const images = new Map<string, { readonly vector: Float32Array; readonly colours: Uint8Array }>();
const products = Array.from({ length: 700 }, (_, at) => {
  const names = at % 5 === 0 ? [`i${at}`, `i${at}b`] : [`i${at}`];
  for (const name of names)
    images.set(name, { vector: drawVector(random, centres[at % 6], 0.7), colours: drawColours() });
  return {
    id: `p${at}`,
    attributes: { kind: `k${at % 3}` },
    images: Object.fromEntries(names.map((name) => [name, images.get(name)?.vector ?? null])),
  };
});
const catalog = buildCatalog(products);

const known = [...images].map(([imageId, { colours }], at) => ({ key: at + 1, imageId, colours }));
const after = (key: number) => known.slice(key);
const coloursOf = (index: VectorIndex) => createColourRows(index, { after, unreadable: new Set() });
const tuned = createTunedIndex(catalog.index, {
  length: 16,
  rows: new Float32Array(16 * dimensions).map(() => random() - 0.5),
  offset: new Float32Array(16),
});
const search = createMetricSearch(catalog, () => tuned, coloursOf);
const { where: _where, ...usual } = { ...plain, k: 12 };

/** Every product by the best pair of pictures. */
function byAll(
  id: string,
  weight: number,
  { metric, isPossible = () => true }: { metric: 'cosine' | 'tuned'; isPossible?: (at: number) => boolean },
): { id: string; score: number }[] {
  const mixed = (one: string, other: string): number => {
    const [a, b] = [images.get(one), images.get(other)];
    if (a === undefined || b === undefined) return -1;
    const map = (vector: Float32Array) => (metric === 'tuned' ? tuned.map(vector) : vector);
    const colours = cosineSimilarity(normaliseColours(a.colours), normaliseColours(b.colours));
    return (1 - weight) * cosineSimilarity(map(a.vector), map(b.vector)) + weight * colours;
  };
  const own = Object.keys(products.find((product) => product.id === id)?.images ?? {});
  return products
    .filter((product, at) => product.id !== id && isPossible(at))
    .map((product) => ({
      id: product.id,
      score: Math.max(...Object.keys(product.images).flatMap((other) => own.map((one) => mixed(one, other)))),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 12);
}

async function find(query: SimilarQuery, options: Partial<SimilarOptions>): Promise<readonly Match[]> {
  return (await search.similar(query, [], { ...usual, ...options })).matches;
}

function expectSame(found: readonly Match[], wanted: readonly { id: string; score: number }[]): void {
  expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
  for (const [at, { score }] of wanted.entries()) expect(found[at]?.score).toBeCloseTo(score, 6);
}

describe('a search in which colour counts', () => {
  it.each([0.1, 0.5, 0.95])('finds what comparing everything finds, at weight %d', async (colourWeight) => {
    for (const id of ['p0', 'p13', 'p250', 'p699'])
      expectSame(
        await find({ kind: 'product', id }, { colourWeight }),
        byAll(id, colourWeight, { metric: 'cosine' }),
      );
  });

  it('does so by the catalog’s own distance', async () => {
    for (const id of ['p5', 'p14'])
      expectSame(
        await find({ kind: 'product', id }, { colourWeight: 0.4, metric: 'tuned' }),
        byAll(id, 0.4, { metric: 'tuned' }),
      );
  });

  it('does so among what filters leave', async () => {
    const { matches } = await search.similar(
      { kind: 'product', id: 'p13' },
      [{ field: 'kind', values: ['k2'] }],
      { ...usual, colourWeight: 0.6 },
    );
    expectSame(matches, byAll('p13', 0.6, { metric: 'cosine', isPossible: (at) => at % 3 === 2 }));
  });

  it('makes lists as a search finds them, of parts too', async () => {
    const part = images.get('i44');
    const queries = [
      { id: 'p0', listed: [], excluded: [], count: 12 },
      { id: 'p13', listed: ['p250'], excluded: ['p7'], count: 12 },
      { id: 'p14', listed: [], excluded: [], count: 12, ...(part !== undefined && { part }) },
    ];
    const lists = [];
    const how = { metric: 'cosine', same: [], colourWeight: 0.5, onFallback: () => undefined } as const;
    for await (const { found } of search.listsOf(queries, [], how)) lists.push(found);
    expectSame(lists[0]?.nearest ?? [], byAll('p0', 0.5, { metric: 'cosine' }));
    const others = byAll('p13', 0.5, { metric: 'cosine', isPossible: (at) => at !== 250 && at !== 7 });
    expectSame(lists[1]?.nearest ?? [], others.slice(0, 11));
    expect(lists[1]?.listed[0]?.score).toBeCloseTo(
      byAll('p13', 0.5, { metric: 'cosine', isPossible: (at) => at === 250 })[0]?.score ?? -1,
      6,
    );
    const ofPart = await find(
      { kind: 'product', id: 'p14', ...(part !== undefined && { part }) },
      { colourWeight: 0.5 },
    );
    expect(lists[2]?.nearest.map(({ id }) => id)).toEqual(ofPart.map(({ id }) => id));
    expect(ofPart[0]).toMatchObject({ id: 'p44', score: expect.closeTo(1, 5) });
  });

  it('takes likes and unlikes in both, look and colour', async () => {
    const wished = { like: ['p20'], unlike: ['p40'], colourWeight: 0.5 };
    const joined = (name: string): number[] => {
      const seen = images.get(name);
      if (seen === undefined) return [];
      return [...seen.vector, ...normaliseColours(seen.colours)].map((value) => value * Math.SQRT1_2);
    };
    const mean = (...names: string[]): number[] => {
      const sum = joined(names[0] ?? '').map((value, at) =>
        names.slice(1).reduce((all, name) => all + (joined(name)[at] ?? 0), value),
      );
      const norm = Math.hypot(...sum);
      return sum.map((value) => value / norm);
    };
    const [own, liked, unliked] = [mean('i13'), mean('i20', 'i20b'), mean('i40', 'i40b')];
    const wanted = own.map((value, at) => (value + (liked[at] ?? 0)) / 2 - 0.5 * (unliked[at] ?? 0));
    const norm = Math.hypot(...wanted);
    const scoreOf = (name: string): number =>
      joined(name).reduce((sum, value, at) => sum + (value * (wanted[at] ?? 0)) / norm, 0);
    const best = products
      .filter(({ id }) => !['p13', 'p20', 'p40'].includes(id))
      .map((product) => ({ id: product.id, score: Math.max(...Object.keys(product.images).map(scoreOf)) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 12);
    expectSame(await find({ kind: 'product', id: 'p13' }, wished), best);
  });

  it('says what each score is made of', async () => {
    for (const match of await find({ kind: 'product', id: 'p13' }, { colourWeight: 0.3 })) {
      const { look, colour } = match.parts ?? { look: -1, colour: -1 };
      expect(0.7 * look + 0.3 * colour).toBeCloseTo(match.score, 6);
      const [own, other] = [images.get('i13'), images.get(match.imageId)];
      expect(look).toBeCloseTo(
        cosineSimilarity(own?.vector ?? shortVector(1), other?.vector ?? shortVector(0, 1)),
        6,
      );
    }
    const asked = { id: 'p13', listed: ['p250'], excluded: [], count: 12 };
    const how = { metric: 'cosine', same: [], colourWeight: 0.3, onFallback: () => undefined } as const;
    for await (const { found } of search.listsOf([asked], [], { ...how, isExplained: true }))
      for (const match of [...(found?.listed ?? []), ...(found?.nearest ?? [])]) {
        const { look, colour } = match?.parts ?? { look: -1, colour: -1 };
        expect(0.7 * look + 0.3 * colour).toBeCloseTo(match?.score ?? 1, 6);
      }
    const [without] = await find({ kind: 'product', id: 'p13' }, {});
    expect(without?.parts).toBeUndefined();
  });

  it('is refused by metrics that are no similarity, and where colours are not known', async () => {
    await expect(
      find({ kind: 'product', id: 'p13' }, { colourWeight: 0.3, metric: 'manhattan' }),
    ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('manhattan') });
    const few = (index: VectorIndex) =>
      createColourRows(index, { after: (key) => known.slice(key, 800), unreadable: new Set(['i699']) });
    const unread = createMetricSearch(catalog, () => null, few);
    const refused = unread.similar({ kind: 'product', id: 'p13' }, [], { ...usual, colourWeight: 0.3 });
    await expect(refused).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('39 pictures'),
    });
  });

  it('finds pictures that join the index, and those whose colours are read later', () => {
    const { index } = buildCatalog([{ id: 'one', images: { a: shortVector(1) } }]);
    const stored = [{ key: 1, imageId: 'b', colours: new Uint8Array(coloursLength).fill(9) }];
    const rows = createColourRows(index, { after: (key) => stored.slice(key), unreadable: new Set() });
    expect([rows.follow(), rows.unknown()]).toEqual([1, ['a']]);
    index.add([{ imageId: 'b', vector: shortVector(0, 1) }]);
    expect([rows.follow(), rows.unknown()]).toEqual([1, ['a']]);
    stored.push({ key: 2, imageId: 'a', colours: new Uint8Array(coloursLength).fill(7) });
    expect([rows.follow(), rows.unknown()]).toEqual([0, []]);
    expect(cosineSimilarity(rows.at(0), rows.at(1))).toBeCloseTo(1, 6);
  });

  it('orders equally near ones by their ids', async () => {
    const same = { vector: shortVector(1), colours: new Uint8Array(coloursLength).fill(5) };
    const twins = buildCatalog(
      ['d', 'b', 'c', 'a'].map((id) => ({ id, images: { [`i${id}`]: same.vector } })),
    );
    const stored = ['d', 'b', 'c', 'a'].map((id, at) => ({
      key: at + 1,
      imageId: `i${id}`,
      colours: same.colours,
    }));
    const ofTwins = createMetricSearch(
      twins,
      () => null,
      (index) => createColourRows(index, { after: (key) => stored.slice(key), unreadable: new Set() }),
    );
    const { matches } = await ofTwins.similar({ kind: 'product', id: 'c' }, [], {
      ...usual,
      k: 2,
      colourWeight: 0.5,
    });
    expect(matches.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(matches.toSorted(compareMatches)).toEqual(matches);
  });
});
