/** Rules, caps and exposure over drawn catalogs: what generation makes is what looking at every pair makes. */
import { describe, expect, it } from 'vitest';
import type { ListedDecision } from '../../../../src/core/lists/ports.ts';
import { buildCatalog, type CatalogProduct, createRandom, drawVector } from '../../search/searchCatalog.ts';
import { type Asked, generate, generateByForce, type TestCatalog } from './generationCatalog.ts';

const random = createRandom(9);
const kinds = ['Shirts', 'Trousers', 'Shoes', 'Belts'];
const colours = ['Black', 'Blue', 'White', 'Red', 'Green', 'Navy'];
const genders = ['Men', 'Women', ''];
const pick = (values: readonly string[]): string => values[Math.floor(random() * values.length)] ?? '';
const centres = kinds.map(() => drawVector(random));

/** A third has no gender, every fortieth no picture; black is common. */
const products = Array.from({ length: 240 }, (_, at): CatalogProduct => {
  const kind = Math.floor(random() * kinds.length);
  const attributes = {
    articleType: kinds[kind] ?? '',
    baseColour: random() < 0.4 ? 'Black' : pick(colours),
    gender: pick(genders),
  };
  const vector = at % 40 === 7 ? null : drawVector(random, centres[kind], 1 + random());
  return { id: `p${at}`, attributes, images: vector === null ? {} : { [`i${at}`]: vector } };
});

const oneByOne = buildCatalog(products, { minPairs: Number.POSITIVE_INFINITY });
const atOnce = buildCatalog(products, { minPairs: 1 });

const rules = [
  {
    source: [{ field: 'articleType', values: ['Shirts'] }],
    target: [{ field: 'articleType', values: ['Trousers'] }],
    same: ['gender'],
    atMostPer: { baseColour: 2 },
    exposureCap: 6,
    priority: 1,
  },
  {
    source: [{ field: 'articleType', values: ['Shoes', 'Shirts'] }],
    different: ['articleType'],
    atMostPer: { baseColour: 3, gender: 4 },
    minScore: 0.6,
    exclude: ['p3', 'p10', 'p21'],
    priority: 2,
  },
  { same: ['gender', 'articleType'], atMostPer: { baseColour: 1 }, exposureCap: 9 },
];

/** Every sixth product has a pin, one accepted and some rejected. */
const decisions = Object.fromEntries(
  products.flatMap(({ id }, at): [string, ListedDecision[]][] => {
    if (at % 6 !== 0) return [];
    const other = (by: number): string => `p${(at + by) % products.length}`;
    return [
      [
        id,
        [
          { id: other(5), state: 'pinned' },
          { id: other(11), state: 'accepted' },
          { id: other(17), state: 'rejected' },
          { id: other(1), state: 'rejected' },
        ],
      ],
    ];
  }),
);

const cases: readonly (readonly [string, Asked])[] = [
  ['no rules', {}],
  ['three rules', { rules }],
  ['three rules around decisions', { rules, decisions }],
  ['a cap that leaves hardly enough for all', { rules: [{ exposureCap: 10 }], length: 10 }],
  ['a cap and a share per value', { rules: [{ exposureCap: 11, atMostPer: { baseColour: 3 } }], length: 12 }],
  ['one of each colour, of more than there are', { rules: [{ atMostPer: { baseColour: 1 } }] }],
];

describe.each([
  ['one by one', oneByOne],
  ['at once', atOnce],
] as [string, TestCatalog][])('lists found %s', (_, catalog) => {
  it.each(cases)('are those of looking at every pair: %s', async (_name, asked) => {
    const { lists } = await generate(catalog, asked);
    const withPictures = products.filter(({ images }) => Object.keys(images).length > 0).map(({ id }) => id);
    const expected = generateByForce(catalog, withoutPictureless(asked, new Set(withPictures)));
    expect(Object.fromEntries(lists.map(({ productId, entries }) => [productId, entries]))).toEqual(
      Object.fromEntries(expected),
    );
  });
});

describe('the gain of a part of a rule', () => {
  it('is what a list gains without it, over the lists as they stand', async () => {
    const { lists, shortfall } = await generate(atOnce, { rules });
    const exposure = new Map<string, number>();
    for (const id of lists.flatMap(({ entries }) => entries)) exposure.set(id, (exposure.get(id) ?? 0) + 1);
    const missing = lists.filter(({ entries }) => entries.length < 10);
    expect(shortfall.map(({ id, missing: places }) => [id, places])).toEqual(
      missing.map(({ productId, entries }) => [productId, 10 - entries.length]),
    );
    expect(shortfall.some(({ gain }) => gain > 0)).toBe(true);
    expect(new Set(shortfall.map(({ rule }) => rule)).size).toBeGreaterThan(2);
  });
});

/** Decided products without a picture take no place. */
function withoutPictureless(asked: Asked, pictured: ReadonlySet<string>): Asked {
  const kept = Object.entries(asked.decisions ?? {}).map(([id, list]) => [
    id,
    list.filter((one) => one.state === 'rejected' || pictured.has(one.id)),
  ]);
  return { ...asked, decisions: Object.fromEntries(kept) };
}
