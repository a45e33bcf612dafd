import { describe, expect, it } from 'vitest';
import { type ExportOptions, exportOptionsSchema } from '../../../src/contract/exports.ts';
import type { PinKind } from '../../../src/contract/lists.ts';
import { buildLists, type ExportSources } from '../../../src/core/lists/exportLists.ts';
import type { ListedDecision } from '../../../src/core/lists/ports.ts';
import type { ListEntry } from '../../../src/core/lists/recommendationList.ts';
import { readRows } from '../../../src/core/products/readRows.ts';
import { createLocalSearch } from '../../../src/core/search/localSearch.ts';
import { buildCatalog, shortVector } from '../search/searchCatalog.ts';

/** `p0` to `p9`, each a little farther from `p0`; even ones are shirts. */
function build() {
  return buildCatalog([
    ...Array.from({ length: 10 }, (_, i) => ({
      id: `p${i}`,
      attributes: { type: i % 2 === 0 ? 'Shirt' : 'Shoe' },
      images: { [`i${i}`]: shortVector(1, i / 10) },
    })),
    { id: 'bare', images: { bare: null } },
  ]);
}

async function entriesOf(
  decisions: ListedDecision[],
  part: Partial<ExportOptions>,
  generated: readonly string[] | null = null,
): Promise<readonly ListEntry[]> {
  const catalog = build();
  const sources: ExportSources = {
    products: readRows(catalog.rows),
    search: createLocalSearch(catalog),
    decisions: { decisionsOf: () => decisions, generatedOf: () => generated },
    signal: { aborted: false },
    pause: () => Promise.resolve(),
    onFallback: (reason) => {
      throw reason;
    },
  };
  const options = exportOptionsSchema.parse({ what: { kind: 'all' }, top: 4, ...part });
  for await (const list of buildLists(sources, ['p0'], options)) return list?.entries ?? [];
  return [];
}

async function listOf(decisions: ListedDecision[], part: Partial<ExportOptions> = {}): Promise<string[]> {
  return (await entriesOf(decisions, part)).map(({ match, state }) => `${match.id} ${state}`);
}

describe("a product's recommendation list", () => {
  it('is its nearest, as suggestions, where nothing is decided', async () => {
    expect(await listOf([])).toEqual(['p1 suggested', 'p2 suggested', 'p3 suggested', 'p4 suggested']);
  });

  it('leaves rejected ones out, and the next nearest move up', async () => {
    expect(
      await listOf([
        { id: 'p1', state: 'rejected' },
        { id: 'p3', state: 'rejected' },
      ]),
    ).toEqual(['p2 suggested', 'p4 suggested', 'p5 suggested', 'p6 suggested']);
  });

  it("puts pinned ones first, in the curator's order, near or far", async () => {
    expect(
      await listOf([
        { id: 'p9', state: 'pinned' },
        { id: 'p2', state: 'pinned' },
      ]),
    ).toEqual(['p9 pinned', 'p2 pinned', 'p1 suggested', 'p3 suggested']);
  });

  it('keeps accepted ones by distance, also those that are not among the nearest', async () => {
    expect(
      await listOf([
        { id: 'p8', state: 'accepted' },
        { id: 'p2', state: 'accepted' },
      ]),
    ).toEqual(['p1 suggested', 'p2 accepted', 'p3 suggested', 'p8 accepted']);
  });

  it('is never longer than asked for; pinned come before accepted, near before far', async () => {
    expect(
      await listOf(
        [
          { id: 'p9', state: 'pinned' },
          { id: 'p7', state: 'accepted' },
          { id: 'p5', state: 'accepted' },
        ],
        { top: 2 },
      ),
    ).toEqual(['p9 pinned', 'p5 accepted']);
    const pins: ListedDecision[] = ['p9', 'p8', 'p7'].map((id) => ({ id, state: 'pinned' }));
    expect(await listOf(pins, { top: 2 })).toEqual(['p9 pinned', 'p8 pinned']);
  });

  it('holds only what was accepted or pinned when asked for that', async () => {
    const decisions: ListedDecision[] = [
      { id: 'p6', state: 'pinned' },
      { id: 'p1', state: 'rejected' },
      { id: 'p4', state: 'accepted' },
    ];
    expect(await listOf(decisions, { onlyCurated: true })).toEqual(['p6 pinned', 'p4 accepted']);
    expect(await listOf([], { onlyCurated: true })).toEqual([]);
  });

  it('has what was generated for it after what was decided, in that order, and nothing else', async () => {
    const decisions: ListedDecision[] = [
      { id: 'p9', state: 'pinned' },
      { id: 'p2', state: 'accepted' },
      { id: 'p3', state: 'rejected' },
    ];
    const generated = ['p7', 'p3', 'p2', 'p1', 'gone'];
    const states = async (part: Partial<ExportOptions>) =>
      (await entriesOf(decisions, part, generated)).map(({ match, state }) => `${match.id} ${state}`);
    expect(await states({ top: 6 })).toEqual(['p9 pinned', 'p2 accepted', 'p7 suggested', 'p1 suggested']);
    expect(await states({ top: 3 })).toEqual(['p9 pinned', 'p2 accepted', 'p7 suggested']);
    expect(await states({ top: 6, onlyCurated: true })).toEqual(['p9 pinned', 'p2 accepted']);
    expect(await entriesOf([], { top: 6 }, [])).toEqual([]);
  });

  it('is filtered throughout, decided ones included, but for hard pins', async () => {
    const decisions = (pin: PinKind): ListedDecision[] => [
      { id: 'p9', state: 'pinned', pin },
      { id: 'p8', state: 'pinned', pin },
      { id: 'p3', state: 'accepted' },
    ];
    const where = [{ field: 'type', values: ['Shirt'] }];
    expect(await listOf(decisions('soft'), { where })).toEqual([
      'p8 pinned',
      'p2 suggested',
      'p4 suggested',
      'p6 suggested',
    ]);
    expect(await listOf(decisions('hard'), { where })).toEqual([
      'p9 pinned',
      'p8 pinned',
      'p2 suggested',
      'p4 suggested',
    ]);
  });

  it('passes over decided products that are gone or have no embedding', async () => {
    expect(
      await listOf(
        [
          { id: 'gone', state: 'pinned' },
          { id: 'bare', state: 'accepted' },
        ],
        { top: 1 },
      ),
    ).toEqual(['p1 suggested']);
  });

  it('suggests what a varied search finds, in its order, after what was decided', async () => {
    const search = createLocalSearch(build());
    const options = {
      k: 4,
      metric: 'cosine' as const,
      same: [],
      like: [],
      unlike: [],
      unlikeWeight: 0.5,
      diversity: 0.6,
    };
    const { matches } = await search.similar({ kind: 'product', id: 'p0' }, [], options);
    const varied = matches.map(({ id }) => `${id} suggested`);
    expect(await listOf([], { diversity: 0.6 })).toEqual(varied);
    expect(varied).not.toEqual(await listOf([]));
    const [first] = await listOf([{ id: 'p8', state: 'accepted' }], { diversity: 0.6, top: 2 });
    expect(first).toBe('p8 accepted');
  });

  it('computes the score of a pinned one that is far away', async () => {
    const [pin] = await entriesOf([{ id: 'p9', state: 'pinned' }], { top: 1, metric: 'euclidean' });
    const cosine = 1 / Math.hypot(1, 0.9);
    expect(pin?.match.score).toBeCloseTo(cosine, 6);
    expect(pin?.match.distance).toBeCloseTo(Math.sqrt(2 - 2 * cosine), 6);
  });

  it('lists nothing twice, nor the product itself', async () => {
    expect(
      await listOf([
        { id: 'p3', state: 'pinned' },
        { id: 'p0', state: 'pinned' },
        { id: 'p3', state: 'accepted' },
      ]),
    ).toEqual(['p3 pinned', 'p1 suggested', 'p2 suggested', 'p4 suggested']);
  });

  it('keeps a hard pin at its place whatever the filters say; a soft one goes where they forbid it', async () => {
    const where = [{ field: 'type', values: ['Shirt'] }];
    const pinned = { state: 'pinned', from: null, until: null } as const;
    expect(
      await listOf(
        [
          { id: 'p3', ...pinned, pin: 'hard', position: 2 },
          { id: 'p5', ...pinned, pin: 'soft', position: 1 },
          { id: 'p8', ...pinned, pin: 'soft', position: 3 },
        ],
        { where },
      ),
    ).toEqual(['p8 pinned', 'p3 pinned', 'p2 suggested', 'p4 suggested']);
  });

  it('has a pin last that wants a place beyond its end', async () => {
    const pin = { state: 'pinned', pin: 'hard' } as const;
    const decisions: ListedDecision[] = [
      { id: 'p9', ...pin, position: 50 },
      { id: 'p8', ...pin, position: 3 },
    ];
    expect(await listOf(decisions)).toEqual(['p1 suggested', 'p2 suggested', 'p8 pinned', 'p9 pinned']);
    expect(await listOf(decisions, { onlyCurated: true })).toEqual(['p8 pinned', 'p9 pinned']);
  });

  it('counts a pin before its first day and after its last as accepted', async () => {
    const pin = { state: 'pinned', pin: 'hard', position: 1 } as const;
    const [past, ever, future] = ['2000-01-01', null, '2999-01-01'];
    const first = async (from: string | null, until: string | null) =>
      (await listOf([{ id: 'p3', ...pin, from, until }], { top: 3 })).join(', ');
    const asAccepted = 'p1 suggested, p2 suggested, p3 accepted';
    expect(await first(past, future)).toBe('p3 pinned, p1 suggested, p2 suggested');
    expect(await first(future, ever)).toBe(asAccepted);
    expect(await first(ever, past)).toBe(asAccepted);
  });

  it('has no suggestions where it is for something else than look-alikes', async () => {
    expect(await listOf([{ id: 'p7', state: 'accepted' }], { type: 'cross-sell' })).toEqual(['p7 accepted']);
  });
});
