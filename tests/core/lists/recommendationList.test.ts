import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/contract/products.ts';
import type { ListedDecision } from '../../../src/core/lists/ports.ts';
import { buildRecommendationList, type ListOptions } from '../../../src/core/lists/recommendationList.ts';
import { selectCandidates } from '../../../src/core/search/candidates.ts';
import { findSimilar } from '../../../src/core/search/similar.ts';
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

function listOf(decisions: ListedDecision[], options: Partial<ListOptions> = {}, filters: Filter[] = []) {
  const catalog = build();
  const store = { decisionsOf: (id: string) => (id === 'p0' ? decisions : []) };
  const entries = buildRecommendationList(catalog, store, 0, selectCandidates(catalog, filters), {
    top: 4,
    metric: 'cosine',
    diversity: 0,
    onlyCurated: false,
    ...options,
  });
  return entries.map(({ match, state }) => `${match.id} ${state}`);
}

describe("a product's recommendation list", () => {
  it('is its nearest, as suggestions, where nothing is decided', () => {
    expect(listOf([])).toEqual(['p1 suggested', 'p2 suggested', 'p3 suggested', 'p4 suggested']);
  });

  it('leaves rejected ones out, and the next nearest move up', () => {
    expect(
      listOf([
        { id: 'p1', state: 'rejected' },
        { id: 'p3', state: 'rejected' },
      ]),
    ).toEqual(['p2 suggested', 'p4 suggested', 'p5 suggested', 'p6 suggested']);
  });

  it("puts pinned ones first, in the curator's order, near or far", () => {
    expect(
      listOf([
        { id: 'p9', state: 'pinned' },
        { id: 'p2', state: 'pinned' },
      ]),
    ).toEqual(['p9 pinned', 'p2 pinned', 'p1 suggested', 'p3 suggested']);
  });

  it('keeps accepted ones by distance, also those that are not among the nearest', () => {
    expect(
      listOf([
        { id: 'p8', state: 'accepted' },
        { id: 'p2', state: 'accepted' },
      ]),
    ).toEqual(['p1 suggested', 'p2 accepted', 'p3 suggested', 'p8 accepted']);
  });

  it('is never longer than asked for; pinned come before accepted, near before far', () => {
    expect(
      listOf(
        [
          { id: 'p9', state: 'pinned' },
          { id: 'p7', state: 'accepted' },
          { id: 'p5', state: 'accepted' },
        ],
        { top: 2 },
      ),
    ).toEqual(['p9 pinned', 'p5 accepted']);
    const pins: ListedDecision[] = ['p9', 'p8', 'p7'].map((id) => ({ id, state: 'pinned' }));
    expect(listOf(pins, { top: 2 })).toEqual(['p9 pinned', 'p8 pinned']);
  });

  it('holds only what was accepted or pinned when asked for that', () => {
    const decisions: ListedDecision[] = [
      { id: 'p6', state: 'pinned' },
      { id: 'p1', state: 'rejected' },
      { id: 'p4', state: 'accepted' },
    ];
    expect(listOf(decisions, { onlyCurated: true })).toEqual(['p6 pinned', 'p4 accepted']);
    expect(listOf([], { onlyCurated: true })).toEqual([]);
  });

  it('is filtered throughout, decided ones included', () => {
    const decisions: ListedDecision[] = [
      { id: 'p9', state: 'pinned' },
      { id: 'p8', state: 'pinned' },
      { id: 'p3', state: 'accepted' },
    ];
    expect(listOf(decisions, {}, [{ field: 'type', values: ['Shirt'] }])).toEqual([
      'p8 pinned',
      'p2 suggested',
      'p4 suggested',
      'p6 suggested',
    ]);
  });

  it('passes over decided products that are gone or have no embedding', () => {
    expect(
      listOf(
        [
          { id: 'gone', state: 'pinned' },
          { id: 'bare', state: 'accepted' },
        ],
        { top: 1 },
      ),
    ).toEqual(['p1 suggested']);
  });

  it('suggests what a varied search finds, in its order, after what was decided', () => {
    const found = findSimilar(
      build(),
      { kind: 'product', id: 'p0' },
      { k: 4, metric: 'cosine', where: [], same: [], like: [], unlike: [], diversity: 0.6 },
    );
    const varied = found.results.map(({ id }) => `${id} suggested`);
    expect(listOf([], { diversity: 0.6 })).toEqual(varied);
    expect(varied).not.toEqual(listOf([]));
    expect(listOf([{ id: 'p8', state: 'accepted' }], { diversity: 0.6, top: 2 })[0]).toBe('p8 accepted');
  });

  it('computes the score of a pinned one that is far away', () => {
    const catalog = build();
    const store = { decisionsOf: (): ListedDecision[] => [{ id: 'p9', state: 'pinned' }] };
    const [pin] = buildRecommendationList(catalog, store, 0, selectCandidates(catalog, []), {
      top: 1,
      metric: 'euclidean',
      diversity: 0,
      onlyCurated: false,
    });
    const cosine = 1 / Math.hypot(1, 0.9);
    expect(pin?.match.score).toBeCloseTo(cosine, 6);
    expect(pin?.match.distance).toBeCloseTo(Math.sqrt(2 - 2 * cosine), 6);
  });
});
