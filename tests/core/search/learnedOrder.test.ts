/** A learned order of look-alikes: in a search, and in lists that leave. */
import { describe, expect, it } from 'vitest';
import { arrangedCount } from '../../../src/core/search/learnedOrder.ts';
import { createLocalSearch } from '../../../src/core/search/localSearch.ts';
import type { ListQuery, Match, SimilarOptions } from '../../../src/core/search/ports.ts';
import { buildCatalog, createRandom, drawVector, plain } from './searchCatalog.ts';

const random = createRandom(5);
const shapes = ['round', 'flat', 'square', ''];
const count = 260;
const products = Array.from({ length: count }, (_, at) => ({
  id: `p${at}`,
  attributes: { shape: shapes[at % shapes.length] ?? '', lot: `lot ${at % 7}` },
  images: { [`i${at}`]: drawVector(random) },
}));
const catalog = buildCatalog(products);
const search = createLocalSearch(catalog);
/** The field outweighs the likeness, which decides among those that agree. */
const ranking = { fields: ['shape', 'gone'], intercept: 0, weights: [4, 3, 5] };
const shapeOf = (id: string) => shapes[Number(id.slice(1)) % shapes.length];

async function similar(id: string, more: Partial<SimilarOptions> = {}): Promise<readonly Match[]> {
  const { where, ...options } = plain;
  return (await search.similar({ kind: 'product', id }, where, { ...options, ranking, ...more })).matches;
}

const idsOf = (matches: readonly Match[]): string[] => matches.map(({ id }) => id);

async function listOf(query: Partial<ListQuery>, more: object = {}) {
  const asked = { id: 'p0', listed: [], excluded: [], count: 10, ...query };
  const options = { metric: 'cosine' as const, same: [], ranking, onFallback: () => undefined, ...more };
  for await (const { found } of search.listsOf([asked], [], options)) if (found !== null) return found;
  throw new Error('There is no list.');
}

describe('the learned order', () => {
  it('has those that agree first, each group by likeness, of the nearest; the others follow by distance', async () => {
    const all = await similar('p0', { k: count });
    const byDistance = idsOf(await similar('p0', { k: count, ranking: undefined }));
    expect(all.map(({ id, distanceRank = 0 }) => byDistance[distanceRank - 1] === id)).not.toContain(false);
    const arranged = byDistance.slice(0, arrangedCount);
    const wanted = ['round', '', undefined].flatMap((shape) =>
      arranged.filter((id) =>
        (shape === undefined ? ['flat', 'square'] : [shape]).includes(shapeOf(id) ?? ''),
      ),
    );
    expect(idsOf(all)).toEqual([...wanted, ...byDistance.slice(arrangedCount)]);
  });

  it('begins the same however many are asked for, also with variants as one', async () => {
    for (const more of [{}, { variants: 'grouped', variantScore: 0.8 }] as const) {
      const long = idsOf(await similar('p3', { k: 200, ...more }));
      for (const k of [1, 5, 20, 50])
        expect(idsOf(await similar('p3', { k, ...more }))).toEqual(long.slice(0, k));
    }
  });

  it('of equally good ones is by distance', async () => {
    const none = { fields: [], intercept: 0, weights: [0] };
    expect(idsOf(await similar('p5', { ranking: none }))).toEqual(
      idsOf(await similar('p5', { ranking: undefined })),
    );
  });
});

describe('a list in the learned order', () => {
  it('is as a search has it, without what was rejected; what was accepted has its place in it', async () => {
    const shown = idsOf(await similar('p0', { k: 200 }));
    const accepted = [shown[3], shown[90], shown[60]].map((id) => id ?? '');
    const excluded = [shown[0], shown[5], shown[70]].map((id) => id ?? '');
    const { listed, nearest } = await listOf({ listed: accepted, excluded, count: 20 });
    const chances = [...listed, ...nearest].map((match) => match?.chance ?? -1);
    expect(Math.min(...chances)).toBeGreaterThan(0);
    expect(idsOf(nearest)).toEqual(
      shown.filter((id) => !excluded.includes(id) && !accepted.includes(id)).slice(0, 17),
    );
    const chanceOf = new Map((await similar('p0', { k: 200 })).map(({ id, chance }) => [id, chance]));
    expect(listed.map((match) => match?.chance)).toEqual(accepted.map((id) => chanceOf.get(id)));
  });

  it('that is full, or has only what was accepted, tells their places; one too far away has none', async () => {
    const shown = await similar('p0', { k: count });
    const far = shown.at(-1)?.id ?? '';
    const accepted = [far, shown[1]?.id ?? ''];
    for (const wanted of [0, 2]) {
      const { listed, nearest } = await listOf({ listed: accepted, count: wanted });
      expect(nearest).toEqual([]);
      expect(listed.map((match) => match?.chance)).toEqual([undefined, shown[1]?.chance]);
    }
  });

  it('fills up from beyond what is put in order', async () => {
    const shown = idsOf(await similar('p0', { k: count }));
    const excluded = shown.slice(0, 195);
    const { nearest } = await listOf({ excluded, count: 20 });
    expect(idsOf(nearest)).toEqual(shown.slice(195, 215));
  });
});
