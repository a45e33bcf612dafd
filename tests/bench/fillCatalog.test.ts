import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillCatalog, filterShares } from '../../src/bench/fillCatalog.ts';
import { findExactNeighbours } from '../../src/bench/steps/exactNeighbours.ts';
import { preparePlainLoop } from '../../src/bench/steps/plainLoop.ts';
import { openWorkplace, type Workplace } from '../engine/workplace.ts';

const wanted = 400;
const breathe = () => Promise.resolve();

let place: Workplace;
let filled: number;
let space: string;

beforeAll(async () => {
  place = await openWorkplace();
  for (let seed = 1; seed <= 6; seed++) await place.draw(`Shoes/${seed}.jpg`, seed);
  space = (await place.import()).space;
  await place.engine.call('catalogs.close', {});
  filled = await fillCatalog(place.catalog, wanted, { shareField: 'part', thumbnails: true, breathe });
  await place.engine.call('catalogs.open', { folder: place.catalog });
});

afterAll(() => place.close());

async function similar(id: string, values: string[] | null = null): Promise<string[]> {
  const { results } = await place.engine.call('search.similar', {
    query: { kind: 'product', id },
    k: 10,
    where: values === null ? [] : [{ field: 'part', values }],
  });
  return results.map((result) => result.id);
}

async function someIds(): Promise<string[]> {
  const { ids } = await place.engine.call('products.ids', { view: {} });
  return ids.filter((_, at) => at % 79 === 0);
}

describe('a filled catalog', () => {
  it('has as many products as were wanted, and is in order', async () => {
    expect(filled).toBe(wanted);
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({
      ok: true,
      products: wanted,
      embeddings: wanted,
      indexed: wanted,
    });
  });

  it('keeps its fields, and shares its products out as it says', async () => {
    const { facets } = await place.engine.call('products.facets', { view: {} });
    const part = facets.find(({ field }) => field === 'part')?.values ?? [];
    expect(facets.length).toBe(2);
    expect(part.reduce((sum, { count }) => sum + count, 0)).toBe(wanted);
    for (const { value, count } of part) {
      const share = filterShares[value as keyof typeof filterShares];
      expect(Math.abs(count / wanted - share)).toBeLessThan(0.06);
    }
  });

  it('is left as it is where it has enough products', async () => {
    const other = await openWorkplace();
    await other.draw('1.jpg', 1);
    await other.import();
    await other.engine.call('catalogs.close', {});
    expect(await fillCatalog(other.catalog, 1)).toBe(1);
    await other.close();
  });
});

describe('exact neighbours', () => {
  it('agree with what the engine finds, with filters too', async () => {
    const ids = await someIds();
    const truth = await findExactNeighbours(place.catalog, space, ids, ['cosine'], breathe);
    for (const id of ids) {
      expect(truth.recall(id, 'cosine', 10, await similar(id))).toBe(1);
      const narrowed = await similar(id, ['25 %']);
      expect(truth.recall(id, 'cosine', 10, narrowed, ({ part }) => part === '25 %')).toBe(1);
    }
  });

  it('count what is missing and what is wrong', async () => {
    const [id = '', far = ''] = await someIds();
    const truth = await findExactNeighbours(place.catalog, space, [id], ['cosine'], breathe);
    const found = await similar(id);
    expect(truth.recall(id, 'cosine', 10, found.slice(0, 7))).toBe(0.7);
    expect(truth.recall(id, 'cosine', 10, [])).toBe(0);
    expect(found).not.toContain(far);
    expect(truth.recall(id, 'cosine', 10, [...found.slice(1), far, 'unknown'])).toBe(0.9);
  });
});

describe('the plain loop', () => {
  it('goes over every vector', async () => {
    const loop = await preparePlainLoop(place.catalog, space, breathe);
    expect(loop.note).not.toContain('scaled');
    expect(loop.run()).toBeGreaterThan(0);
  });
});
