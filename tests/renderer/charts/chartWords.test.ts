import { describe, expect, it } from 'vitest';
import type { FieldChart } from '../../../src/contract/insight/charts.ts';
import { describeField, describeRest, isOfCodes } from '../../../src/renderer/features/charts/chartWords.ts';
import { isOn, toggleFilter } from '../../../src/renderer/features/charts/filterBars.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

const bar = (label: string, count: number) => ({ label, count, filter: { field: 'type', values: [label] } });

function chart(change: Partial<FieldChart>): FieldChart {
  return {
    field: 'type',
    products: 500,
    missing: 0,
    distinct: 2,
    few: 0,
    kind: 'values',
    bars: [bar('Shirts', 300), bar('Shoes', 200)],
    rest: { values: 0, products: 0 },
    ...change,
  };
}

describe('the message of a field', () => {
  it.each<[string, Partial<FieldChart>]>([
    ['61 of 142 values have fewer than 20 products', { distinct: 142, few: 61 }],
    ['1 of 7 values has fewer than 20 products', { distinct: 7, few: 1 }],
    ['Shirts is the most frequent of 2 values: 300 of 500 products', {}],
    // Where all are rare, that says nothing of any.
    ['Shirts is the most frequent of 3 values: 300 of 500 products', { distinct: 3, few: 3 }],
    [
      'Shirts and Shoes are the most frequent of 3 values: 200 of 500 products each',
      { distinct: 3, bars: [bar('Shirts', 200), bar('Shoes', 200), bar('Bags', 100)] },
    ],
    ['each of 2 values has 250 of 500 products', { bars: [bar('Shirts', 250), bar('Shoes', 250)] }],
    [
      'no single one of 6 values is the most frequent: several have 100 of 500 products each',
      { distinct: 6, bars: ['A', 'B', 'C', 'D', 'E'].map((label) => bar(label, 100)) },
    ],
    ['all have Shirts', { distinct: 1, bars: [bar('Shirts', 500)] }],
    [
      'the only value is Shirts: 300 of 500 products',
      { distinct: 1, missing: 200, bars: [bar('Shirts', 300), bar('', 200)] },
    ],
    ['no product has a value', { distinct: 0, missing: 500, bars: [bar('', 500)] }],
    ['no product passes the filters', { products: 0, distinct: 0, bars: [] }],
    ['490 different values, nearly one for each product', { distinct: 490, few: 490 }],
    ['300 of 500 products have 10 to 19', { kind: 'ranges', distinct: 90, bars: [bar('10 to 19', 300)] }],
  ])('is "%s"', (message, change) => {
    expect(describeField(chart(change))).toBe(message);
  });

  it('says what the bars leave out', () => {
    expect(describeRest(chart({}))).toBeNull();
    expect(describeRest(chart({ rest: { values: 1, products: 3 } }))).toBe(
      '1 more value, with 3 products, in the table',
    );
    expect(describeRest(chart({ kind: 'ranges', rest: { values: 2, products: 1 } }))).toBe(
      '2 values that are no numbers, with 1 product, in the table',
    );
  });

  it('takes few values for worth seeing, even one for each product', () => {
    expect(isOfCodes(chart({ products: 12, distinct: 12 }))).toBe(false);
    expect(isOfCodes(chart({ products: 40_000, distinct: 40_000 }))).toBe(true);
  });
});

describe('a bar as a filter', () => {
  const red = { field: 'colour', values: ['Red'] };
  const low = { kind: 'range', field: 'price', min: '1', max: '9.5' } as const;
  const high = { kind: 'range', field: 'price', min: '10', max: '19' } as const;

  it('is put on and taken off again; values add up, one range takes the place of another', () => {
    const once = toggleFilter(emptyView, red);
    expect([isOn(emptyView.where, red), isOn(once.where, red)]).toEqual([false, true]);
    expect(toggleFilter(once, { field: 'colour', values: ['Blue'] }).where).toEqual([
      { field: 'colour', values: ['Red', 'Blue'] },
    ]);
    expect(toggleFilter(once, red)).toEqual(emptyView);
    const ranged = toggleFilter(toggleFilter(emptyView, low), high);
    expect(ranged.where).toEqual([high]);
    expect([isOn(ranged.where, low), isOn(ranged.where, high)]).toEqual([false, true]);
    expect(toggleFilter(ranged, high)).toEqual(emptyView);
  });
});
