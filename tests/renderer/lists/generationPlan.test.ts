import { describe, expect, it } from 'vitest';
import { generationRulesSchema } from '../../../src/contract/generation.ts';
import type { Filter } from '../../../src/contract/products.ts';
import {
  addIds,
  emptyRule,
  moveRule,
  type PlanRule,
  readIds,
  ruleInWords,
  toOrder,
} from '../../../src/renderer/features/lists/generate/generationPlan.ts';

const rule = (parts: Partial<PlanRule>): PlanRule => ({ ...emptyRule(0), ...parts });

/** The rule as the contract reads it. */
function ordered(parts: Partial<PlanRule>, selected: Filter | null = null) {
  const plan = {
    type: 'related' as const,
    length: 5,
    mutualProximity: false,
    reverseLinks: false,
    rules: [rule(parts)],
  };
  return generationRulesSchema.parse(toOrder(plan, selected)).rules[0];
}

const whole: Partial<PlanRule> = {
  source: [
    { field: 'articleType', value: 'Shirts' },
    { field: 'articleType', value: 'Tops' },
    { field: 'season', value: null },
  ],
  target: [
    { field: 'price', range: { min: '10', max: '20' } },
    { field: 'year', range: {} },
  ],
  same: ['gender'],
  shares: [
    { field: 'brand', most: 2 },
    { field: 'baseColour', most: 3 },
  ],
  exclude: '1001, 1002,,1001',
};

describe('a rule of the sheet', () => {
  it('asks for values, any value and ranges, for shares per several fields, and for products in no list', () => {
    expect(ordered(whole)).toMatchObject({
      source: [
        { field: 'articleType', values: ['Shirts', 'Tops'] },
        { kind: 'has', field: 'season' },
      ],
      target: [{ kind: 'range', field: 'price', min: '10', max: '20' }],
      atMostPer: { brand: 2, baseColour: 3 },
      exclude: ['1001', '1002'],
    });
  });

  it('asks for words, for products by their ids, and for those that are selected', () => {
    const parts: Partial<PlanRule> = {
      source: [{ isSelected: true }, { field: null, text: 'navy shi' }, { field: 'brand', text: ' ' }],
      target: [{ field: 'brand', text: 'hollow' }, { ids: '7, 8,,7' }, { ids: '' }],
    };
    expect(ordered(parts, { kind: 'selection', id: 'held' })).toMatchObject({
      source: [
        { kind: 'selection', id: 'held' },
        { kind: 'text', text: 'navy shi' },
      ],
      target: [
        { kind: 'text', field: 'brand', text: 'hollow' },
        { kind: 'ids', ids: ['7', '8'] },
      ],
    });
    expect(ordered(parts)?.source).toEqual([{ kind: 'text', text: 'navy shi' }]);
    expect(ruleInWords(rule(parts))).toBe(
      'Selected products and “navy shi” get Brand: “hollow” and 2 chosen products',
    );
  });

  it('reads as a sentence', () => {
    expect(ruleInWords(rule(whole))).toBe(
      'Shirts or Tops and Season: any value get Price: 10 to 20 of the same gender, at most 2 per brand and 3 per base colour, without 2 products',
    );
    expect(ruleInWords(rule({}))).toBe('All products get any products');
  });

  it('comes earlier or later among the others, and stays where there is no such place', () => {
    const rules = [0, 1, 2].map(emptyRule);
    const keys = (key: number, by: -1 | 1) => moveRule(rules, key, by).map((each) => each.key);
    expect([keys(2, -1), keys(0, 1), keys(0, -1), keys(2, 1)]).toEqual([
      [0, 2, 1],
      [1, 0, 2],
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });
});

it('ids are read from between commas and lines, and more of them added once', () => {
  expect(readIds(' a b ,c\nd,, c')).toEqual(['a b', 'c', 'd']);
  expect([addIds('', ['a', 'b']), addIds('b, c', ['a', 'b'])]).toEqual(['a, b', 'b, c, a']);
});
