/** Lists with wishes, as they are exported and shown, against the view: one search per product. */
import { describe, expect, it } from 'vitest';
import { type ExportOptions, exportOptionsSchema } from '../../../src/contract/exports.ts';
import { checkWishes, mostAwayByManhattan } from '../../../src/core/lists/checkWishes.ts';
import { buildLists, type ExportSources } from '../../../src/core/lists/exportLists.ts';
import type { ListedDecision } from '../../../src/core/lists/ports.ts';
import type { ListEntry } from '../../../src/core/lists/recommendationList.ts';
import { readRows } from '../../../src/core/products/readRows.ts';
import type { SearchCatalog } from '../../../src/core/search/candidates.ts';
import { createLocalSearch } from '../../../src/core/search/localSearch.ts';
import type { Match } from '../../../src/core/search/ports.ts';
import {
  buildCatalog,
  type CatalogProduct,
  createRandom,
  drawVector,
  shortVector,
} from '../search/searchCatalog.ts';

/** Products in clusters that overlap; every third has a near-identical twin, every seventh several images. */
function drawProducts(): CatalogProduct[] {
  const random = createRandom(23);
  const centres = Array.from({ length: 4 }, () => drawVector(random));
  return Array.from({ length: 90 }, (_, i): CatalogProduct[] => {
    const vector = drawVector(random, centres[i % 4], 8 + 20 * random());
    const images: Record<string, Float32Array> = { [`i${i}`]: vector };
    if (i % 7 === 0) images[`i${i} more`] = drawVector(random, centres[(i + 1) % 4], 20);
    const attributes = { type: ['Shirt', 'Shoe'][i % 2] ?? '' };
    const twin = { id: `t${i}`, attributes, images: { [`t${i}`]: drawVector(random, vector, 0.2) } };
    return [{ id: `p${i}`, attributes, images }, ...(i % 3 === 0 ? [twin] : [])];
  }).flat();
}

const products = drawProducts();
const ids = products.map(({ id }) => id);
const atOnce = buildCatalog(products, { minPairs: 0 });
const oneByOne = buildCatalog(products, { minPairs: Number.POSITIVE_INFINITY });

function sources(catalog: SearchCatalog, decisions: Partial<ExportSources['decisions']> = {}): ExportSources {
  return {
    products: readRows(catalog.rows),
    search: createLocalSearch(catalog),
    decisions: { decisionsOf: () => [], generatedOf: () => null, ...decisions },
    signal: { aborted: false },
    pause: () => Promise.resolve(),
    onFallback: (reason) => {
      throw reason;
    },
  };
}

const optionsOf = (part: Partial<ExportOptions>): ExportOptions =>
  exportOptionsSchema.parse({ what: { kind: 'all' }, ...part });

async function listsOf(
  from: ExportSources,
  of: readonly string[],
  part: Partial<ExportOptions>,
): Promise<(readonly ListEntry[])[]> {
  const lists: (readonly ListEntry[])[] = [];
  for await (const list of buildLists(from, of, optionsOf(part))) lists.push(list?.entries ?? []);
  return lists;
}

const shown = ({ id, score, distance, imageId }: Match) => ({ id, score, distance, imageId });

/** What the view has for a product; for one that is itself wished for or away from, its list goes without that. */
async function viewOf(id: string, part: Partial<ExportOptions>) {
  const { where, same, top, ...wishes } = optionsOf(part);
  const { matches } = await createLocalSearch(oneByOne).similar({ kind: 'product', id }, where, {
    ...wishes,
    same,
    k: top,
    like: wishes.like.filter((other) => other !== id),
    unlike: wishes.unlike.filter((other) => other !== id),
  });
  return matches.map(shown);
}

const wishes: Partial<ExportOptions>[] = [
  { minScore: 0.5 },
  { maxScore: 0.52 },
  { minScore: 0.46, maxScore: 0.52, metric: 'manhattan' },
  { variants: 'grouped' },
  { variants: 'grouped', variantScore: 0.53, top: 30, metric: 'euclidean' },
  { variants: 'grouped', diversity: 0.5, minScore: 0.45 },
  { like: ['p1', 'p40'] },
  { unlike: ['p2', 't3'], unlikeWeight: 0.8 },
  { like: ['p5'], unlike: ['p6'], same: ['type'], variants: 'grouped', diversity: 0.3 },
  { unlike: ['p2'], metric: 'manhattan', where: [{ field: 'type', values: ['Shoe'] }] },
  { like: ['p7'], unlike: ['p2', 'p9'], maxScore: 0.6, metric: 'euclidean', top: 200 },
];

const views = new Map<Partial<ExportOptions>, ReturnType<typeof viewOf>[]>();

/** The same for lists made in either way. */
function viewsOf(part: Partial<ExportOptions>): ReturnType<typeof viewOf>[] {
  const known = views.get(part) ?? ids.map((id) => viewOf(id, part));
  views.set(part, known);
  return known;
}

describe.each([
  ['at once', atOnce],
  ['one by one', oneByOne],
])('lists made %s', (_, catalog) => {
  it.each(wishes)('are what the view has, product by product: %j', async (part) => {
    const lists = await listsOf(sources(catalog), ids, part);
    expect(lists).toHaveLength(ids.length);
    const expected = await Promise.all(viewsOf(part));
    expect(lists.map((list) => list.map(({ match }) => shown(match)))).toEqual(expected);
    expect(expected.some((list) => list.length > 0)).toBe(true);
  });
});

/** `p0` to `p11` on an arc, ever farther from `p0`: from each to the next as far. */
const arc = buildCatalog(
  Array.from({ length: 12 }, (_, i) => ({
    id: `p${i}`,
    images: { [`i${i}`]: shortVector(Math.cos(i / 10), Math.sin(i / 10)) },
  })),
);
/** Two steps are alike, three are not. */
const twoSteps = Math.cos(0.25);

async function listOf(
  part: Partial<ExportOptions>,
  decisions: readonly ListedDecision[] = [],
  generated: readonly string[] | null = null,
): Promise<string[]> {
  const from = sources(arc, { decisionsOf: () => [...decisions], generatedOf: () => generated });
  const [list = []] = await listsOf(from, ['p0'], { top: 4, ...part });
  return list.map(({ match, state }) => `${match.id} ${state}`);
}

describe('wishes for a list', () => {
  it('leave what was decided where it is, and choose among suggestions', async () => {
    const decisions: ListedDecision[] = [
      { id: 'p9', state: 'pinned', position: 1 },
      { id: 'p8', state: 'accepted' },
      { id: 'p2', state: 'rejected' },
    ];
    expect(await listOf({ minScore: Math.cos(0.35) }, decisions)).toEqual([
      'p9 pinned',
      'p1 suggested',
      'p3 suggested',
      'p8 accepted',
    ]);
  });

  it('let what was decided stand for its variants', async () => {
    const grouped = { variants: 'grouped' as const, variantScore: twoSteps };
    expect(await listOf(grouped)).toEqual(['p1', 'p4', 'p7', 'p10'].map((id) => `${id} suggested`));
    expect(await listOf(grouped, [{ id: 'p3', state: 'accepted' }])).toEqual([
      'p3 accepted',
      'p6 suggested',
      'p9 suggested',
    ]);
  });

  it('hold generated suggestions within the limits of the score, and leave them in their order', async () => {
    const generated = ['p5', 'p1', 'p7', 'p3'];
    const wished = { maxScore: Math.cos(0.25), like: [], variants: 'grouped' as const, variantScore: 0.5 };
    expect(await listOf(wished, [], generated)).toEqual(['p5 suggested', 'p7 suggested', 'p3 suggested']);
  });

  it('never suggest what is wished for or away from, which may be accepted all the same', async () => {
    expect(await listOf({ like: ['p1'] })).toEqual(['p2', 'p3', 'p4', 'p5'].map((id) => `${id} suggested`));
    expect(await listOf({ like: ['p2'] }, [{ id: 'p2', state: 'accepted' }])).toContain('p2 accepted');
  });

  it('leave a list with what was decided where likes and dislikes cancel out', async () => {
    const twins = buildCatalog([
      ...['a', 'b'].map((id) => ({ id, images: { [id]: shortVector(1, 0) } })),
      { id: 'c', images: { c: shortVector(1, 1) } },
      { id: 'd', images: { d: shortVector(0, 1) } },
    ]);
    const decisionsOf = (id: string): ListedDecision[] =>
      id === 'a' ? [{ id: 'd', state: 'accepted' }] : [];
    const lists = await listsOf(sources(twins, { decisionsOf }), ['a', 'd'], {
      unlike: ['b'],
      unlikeWeight: 1,
    });
    expect(lists.map((list) => list.map(({ match }) => match.id))).toEqual([['d'], ['c', 'a']]);
  });

  it.each([
    [{ like: ['p1', 'p2'], unlike: ['p2'] }, 'p2 cannot be both'],
    [{ like: ['nobody'] }, 'no product nobody'],
    [{ minScore: 0.9, maxScore: 0.2 }, 'No score lies from 0.9 to 0.2'],
  ])('are refused where they cannot be: %j', async (part, message) => {
    await expect(listOf(part)).rejects.toThrow(message);
  });
});

describe('wishes for many lists', () => {
  const region = { left: 0, top: 0, width: 0.5, height: 0.5 };
  it('cannot be a part of a picture', () => {
    expect(() => checkWishes(2, { region, metric: 'cosine', unlike: [] })).toThrow('its own product alone');
    expect(() => checkWishes(1, { region, metric: 'cosine', unlike: [] })).not.toThrow();
  });

  it('cannot be away from products by manhattan distance', () => {
    const many = mostAwayByManhattan + 1;
    const unlike = ['p1'];
    expect(() => checkWishes(many, { metric: 'manhattan', unlike })).toThrow('Choose cosine or euclidean');
    expect(() => checkWishes(many, { metric: 'cosine', unlike })).not.toThrow();
    expect(() => checkWishes(many - 1, { metric: 'manhattan', unlike })).not.toThrow();
  });
});
