import { describe, expect, it } from 'vitest';
import { type ExportOptions, exportOptionsSchema } from '../../../src/contract/exports.ts';
import { buildLists, type ExportSources } from '../../../src/core/lists/exportLists.ts';
import type { ListedDecision } from '../../../src/core/lists/ports.ts';
import type { ListEntry } from '../../../src/core/lists/recommendationList.ts';
import { readRows } from '../../../src/core/products/readRows.ts';
import { createLocalSearch } from '../../../src/core/search/localSearch.ts';
import type { Match } from '../../../src/core/search/ports.ts';
import { buildCatalog, type CatalogProduct, createRandom, drawVector } from '../search/searchCatalog.ts';

/**
 * Products of three types in clusters: some with several images, some sharing an image, some exactly alike, some without
 * an embedded image or a type.
 */
function drawProducts(count: number): CatalogProduct[] {
  const random = createRandom(11);
  const centres = Array.from({ length: 5 }, () => drawVector(random));
  const shared = drawVector(random, centres[0]);
  return Array.from({ length: count }, (_, i) => {
    const centre = centres[i % 5];
    const images: Record<string, Float32Array | null> = { [`i${i}`]: drawVector(random, centre) };
    if (i % 7 === 0)
      for (let more = 0; more < 3; more++) images[`i${i} ${more}`] = drawVector(random, centre);
    if (i % 20 === 1) images['shared'] = shared;
    if (i % 15 === 2) images[`i${i}`] = shared;
    if (i % 31 === 3) images[`i${i}`] = null;
    const type = ['Shirt', 'Shoe', 'Bag', ''][i % 4] ?? '';
    return { id: `p${i}`, attributes: type === '' ? {} : { type }, images };
  });
}

const products = drawProducts(260);
const ids = products.map(({ id }) => id);
const isEmbedded = (id: string): boolean =>
  Object.values(products[Number(id.slice(1))]?.images ?? {}).some((vector) => vector !== null);
/** The same products twice: one index searches all at once in threads, the other one by one. */
const atOnce = buildCatalog(products, { minPairs: 0 });
const oneByOne = buildCatalog(products, { minPairs: Number.POSITIVE_INFINITY });

/** Every ninth product has been curated: near and far ones, and more rejected than there is room to spare. */
const decisions = {
  decisionsOf(id: string): ListedDecision[] {
    const i = Number(id.slice(1));
    if (i % 9 !== 0) return [];
    const rejected = Array.from({ length: 12 }, (_, n) => ({
      id: `p${(i + 5 * n + 5) % 260}`,
      state: 'rejected' as const,
    }));
    return [
      { id: `p${(i + 3) % 260}`, state: 'pinned' },
      { id: `p${(i + 10) % 260}`, state: 'accepted' },
      ...rejected,
    ];
  },
  generatedOf: () => null,
};

function sources(part: Partial<ExportSources> = {}): ExportSources {
  return {
    products: readRows(atOnce.rows),
    search: createLocalSearch(atOnce),
    decisions,
    signal: { aborted: false },
    pause: () => Promise.resolve(),
    onFallback: (reason) => {
      throw reason;
    },
    ...part,
  };
}

async function listsOf(from: ExportSources, options: ExportOptions): Promise<ListEntry[][]> {
  const lists: ListEntry[][] = [];
  for await (const list of buildLists(from, ids, options))
    lists.push((list?.entries ?? []).map(({ match, state, pin }) => ({ match, state, pin })));
  return lists;
}

/** Curated products and some others: every product searched for by itself takes minutes on a busy machine. */
const searched = ids.filter((_, i) => i % 9 === 0 || i % 7 === 0);
const known = new Map<string, Promise<Map<string, Match>>>();

/** All that a product's list can hold, nearest first: a search of its own, remembered. */
function matchesOf(id: string, { where, same, metric }: ExportOptions): Promise<Map<string, Match>> {
  const key = JSON.stringify([id, where, same, metric]);
  const found = known.get(key) ?? search();
  known.set(key, found);
  return found;

  async function search(): Promise<Map<string, Match>> {
    if (!isEmbedded(id)) return new Map();
    const options = { k: ids.length, metric, same, like: [], unlike: [], unlikeWeight: 0.5, diversity: 0 };
    const { matches } = await createLocalSearch(oneByOne).similar({ kind: 'product', id }, where, options);
    return new Map(matches.map((match) => [match.id, match]));
  }
}

async function searchEach(options: ExportOptions): Promise<ListEntry[][]> {
  const { top, onlyCurated } = options;
  const lists: ListEntry[][] = [];
  for (const id of searched) {
    const left = new Map(await matchesOf(id, options));
    const unfiltered = await matchesOf(id, { ...options, where: [], same: [] });
    const decided: ListEntry[] = [];
    for (const { id: other, state } of decisions.decisionsOf(id)) {
      const match = (state === 'pinned' ? unfiltered : left).get(other);
      left.delete(other);
      if (match !== undefined && state !== 'rejected')
        decided.push({ match, state, pin: state === 'pinned' ? 'hard' : null });
    }
    const pinned = decided.filter(({ state }) => state === 'pinned');
    const kept = new Set(decided.filter(({ state }) => state === 'accepted').slice(0, top - pinned.length));
    const suggested = [...left.values()].slice(0, onlyCurated ? 0 : top - pinned.length - kept.size);
    const others: ListEntry[] = [
      ...kept,
      ...suggested.map((match) => ({ match, state: 'suggested' as const, pin: null })),
    ];
    others.sort((a, b) => a.match.distance - b.match.distance || (a.match.id < b.match.id ? -1 : 1));
    lists.push([...pinned, ...others]);
  }
  return lists;
}

describe('the lists of many products at once', () => {
  it.each<Partial<ExportOptions>>([
    {},
    { metric: 'euclidean' },
    { metric: 'manhattan' },
    { top: 1 },
    { top: 200 },
    { same: ['type'] },
    { where: [{ field: 'type', values: ['Shirt', 'Bag'] }] },
    { where: [{ field: 'type', values: ['Shoe'] }], same: ['type'], metric: 'euclidean' },
    { onlyCurated: true },
  ])('are those of a search each: %j', async (part) => {
    const options = exportOptionsSchema.parse({ what: { kind: 'all' }, ...part });
    const lists = await listsOf(sources(), options);
    expect(lists).toHaveLength(ids.length);
    const chosen = searched.map((id) => lists[ids.indexOf(id)]);
    expect(chosen).toEqual(await searchEach(options));
  });

  it('end the threads when the reader stops', async () => {
    const options = exportOptionsSchema.parse({ what: { kind: 'all' } });
    const threadsUnderWay = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
    const before = threadsUnderWay();
    for await (const list of buildLists(sources(), ids, options)) {
      expect(list?.entries).toHaveLength(10);
      expect(threadsUnderWay()).toBeGreaterThan(before);
      break;
    }
    expect(threadsUnderWay()).toBe(before);
  });
});
