/** Each part of a rule over products whose nearness is plain to see. */
import { describe, expect, it } from 'vitest';
import { buildCatalog, type CatalogProduct, shortVector } from '../../search/searchCatalog.ts';
import { generate, listOf } from './generationCatalog.ts';

/** `a` is asked for; b to g lie farther and farther away. Scores to `a`: 0.995, 0.981, 0.958, 0.928, 0.894, 0.857. */
const products: readonly CatalogProduct[] = [
  ['a', 'Shirts', 'Men', 'Black'],
  ['b', 'Shirts', 'Men', 'Black'],
  ['c', 'Trousers', 'Women', 'Black'],
  ['d', 'Shirts', 'Women', 'Black'],
  ['e', 'Trousers', 'Men', 'Blue'],
  ['f', 'Shirts', '', ''],
  ['g', 'Trousers', 'Men', ''],
].map(([id = '', kind = '', gender = '', colour = ''], at) => ({
  id,
  attributes: { kind, gender, colour },
  images: { [`i${id}`]: shortVector(1, at / 10) },
}));

const forA = (rule: object, more: object = {}) =>
  listOf(products, { rules: [rule], length: 3, ...more }, 'a');

describe('a list', () => {
  it('has the nearest products where no rule fits', async () => {
    expect(await listOf(products, { length: 3 }, 'a')).toBe('b c d');
    expect(await forA({ source: [{ field: 'kind', values: ['Trousers'] }], minScore: 1 })).toBe('b c d');
  });

  it('is made by the first rule by priority whose source fits', async () => {
    const late = { source: [{ field: 'kind', values: ['Shirts'] }], exclude: ['b'] };
    const first = { source: [{ field: 'gender', values: ['Men'] }], exclude: ['c'], priority: 1 };
    const second = { exclude: ['d'], priority: 2 };
    const rules = [late, second, first];
    expect(await listOf(products, { rules, length: 3 }, 'a')).toBe('b d e');
    expect(await listOf(products, { rules, length: 3 }, 'd')).toBe('e c f');
    expect(await listOf(products, { rules: [late, { exclude: ['c'] }], length: 3 }, 'a')).toBe('c d e');
  });

  it.each([
    ['a target', { target: [{ field: 'kind', values: ['Trousers'] }] }, 'c e g'],
    ['the same value', { same: ['gender'] }, 'b e g'],
    ['another value', { different: ['gender'] }, 'c d f'],
    ['at most so many per value, of which none is not one', { atMostPer: { colour: 1 } }, 'b e f'],
    ['a minimum score', { minScore: 0.97 }, 'b c'],
    ['excluded products', { exclude: ['b', 'd'] }, 'c e f'],
    ['one of each group of variants', { onePerVariantGroup: true }, 'b'],
  ])('keeps to %s', async (_, rule, expected) => {
    expect(await forA(rule)).toBe(expected);
  });

  it('passes over a field in which its product has no value', async () => {
    expect(await listOf(products, { rules: [{ same: ['gender'] }], length: 2 }, 'f')).toBe('g e');
    expect(await listOf(products, { rules: [{ different: ['gender'] }], length: 2 }, 'f')).toBe('g e');
  });

  it('leaves a product that has its share of lists to those before it in the catalog', async () => {
    const { lists } = await generate(buildCatalog(products), { rules: [{ exposureCap: 1 }], length: 1 });
    expect(lists.map(({ productId, entries }) => `${productId}: ${entries.join(' ')}`)).toEqual([
      'a: b',
      'b: c',
      'c: d',
      'd: e',
      'e: f',
      'f: g',
      'g: a',
    ]);
  });

  it('counts for the cap what is decided, and lists that are not made anew', async () => {
    const decisions = { b: [{ id: 'c', state: 'pinned' as const }] };
    const standing = [{ productId: 'g', rule: null, entries: ['b'] }];
    const asked = { rules: [{ exposureCap: 1 }], length: 2, decisions, standing, ids: ['a'] };
    expect((await generate(buildCatalog(products), asked)).lists[0]?.entries).toEqual(['d', 'e']);
  });

  it('keeps what was decided, counts it for the shares, and leaves out what was rejected', async () => {
    const decisions = {
      a: [
        { id: 'd', state: 'pinned' as const },
        { id: 'b', state: 'rejected' as const },
      ],
    };
    const asked = { decisions, rules: [{ atMostPer: { colour: 1 } }], length: 3 };
    const { lists, kept } = await generate(buildCatalog(products), asked);
    expect(lists[0]).toEqual({ productId: 'a', rule: 0, entries: ['e', 'f'] });
    expect(kept).toBe(1);
  });
});

describe('the shortfall', () => {
  const shortfallOf = async (rule: object, more: object = {}) => {
    const asked = { rules: [rule], length: 3, ids: ['a'], ...more };
    return (await generate(buildCatalog(products), asked)).shortfall[0];
  };

  const bound: readonly (readonly [path: string, rule: object, gain: number, more: object])[] = [
    ['target', { target: [{ field: 'kind', values: ['Shirts'] }], minScore: 0.95 }, 1, {}],
    ['minScore', { same: ['gender'], minScore: 0.97 }, 2, {}],
    ['same.kind', { same: ['kind'] }, 1, { length: 4 }],
    ['different.gender', { different: ['gender'] }, 1, { length: 4 }],
    ['atMostPer.kind', { atMostPer: { kind: 1 } }, 1, {}],
    ['exclude', { exclude: ['b', 'c', 'd', 'e'] }, 1, {}],
    ['onePerVariantGroup', { onePerVariantGroup: true }, 2, {}],
  ];

  it.each(bound)(
    'names the rule that binds and what its list would gain without it: %s',
    async (path, rule, gain, more) => {
      expect(await shortfallOf(rule, more)).toMatchObject({ id: 'a', rule: `rules[0].${path}`, gain });
    },
  );

  it('names the exposure cap', async () => {
    const standing = ['e', 'f', 'g'].map((productId) => ({
      productId,
      rule: null,
      entries: ['b', 'c', 'd'],
    }));
    expect(await shortfallOf({ exposureCap: 3 }, { standing, length: 5 })).toEqual({
      id: 'a',
      missing: 2,
      rule: 'rules[0].exposureCap',
      gain: 2,
    });
  });

  it('names the whole rule where no part alone makes a difference', async () => {
    const rule = { target: [{ field: 'kind', values: ['Hats'] }], minScore: 0.999 };
    expect(await shortfallOf(rule)).toEqual({ id: 'a', missing: 3, rule: 'rules[0]', gain: 0 });
  });

  it('says that there are no more products, that a product has no picture, and what was rejected', async () => {
    expect(await shortfallOf({}, { length: 20 })).toEqual({
      id: 'a',
      missing: 14,
      rule: 'products',
      gain: 0,
    });
    const pictureless = [...products, { id: 'h', images: {} }];
    const { shortfall } = await generate(buildCatalog(pictureless), { length: 2, ids: ['h'] });
    expect(shortfall).toEqual([{ id: 'h', missing: 2, rule: 'picture', gain: 0 }]);
    const rejected = ['b', 'c'].map((id) => ({ id, state: 'rejected' as const }));
    const rule = { minScore: 0.95 };
    expect(await shortfallOf(rule, { decisions: { a: rejected } })).toMatchObject({
      rule: 'rules[0].minScore',
      gain: 2,
    });
    expect(await shortfallOf(rule, { decisions: { a: rejected }, length: 2 })).toMatchObject({
      missing: 1,
      gain: 1,
    });
  });
});

describe('rules that cannot hold', () => {
  it('are named one by one, and nothing is generated', async () => {
    const rules = [
      { same: ['gender'], different: ['gender'] },
      { minScore: 0.5 },
      { target: [{ field: 'size', values: ['S'] }], atMostPer: { weight: 1 } },
    ];
    await expect(generate(buildCatalog(products), { rules })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(
        /Rule 1: "gender" .* Rule 3: .*"size".* Rule 3: .*"weight".*Nothing was/s,
      ),
    });
  });

  it('tells of excluded products that are not there, and of rules that make no list', async () => {
    const { notes } = await generate(buildCatalog(products), {
      rules: [{ exclude: ['x', 'b'] }, { minScore: 0.5 }],
    });
    expect(notes).toEqual([
      'Rule 1: it excludes products that this catalog does not have: x.',
      expect.stringContaining('Rule 2: it makes no list'),
    ]);
  });
});
