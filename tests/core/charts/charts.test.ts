/** What charts make of fields: values, ranges, tables of two, and what has no bar. */
import { describe, expect, it } from 'vitest';
import { chartFields } from '../../../src/core/charts/chartFields.ts';
import { countValues } from '../../../src/core/charts/countValues.ts';
import { crossFields } from '../../../src/core/charts/crossFields.ts';
import { createPictureCount, hasTrait } from '../../../src/core/charts/pictureTraits.ts';
import { fillRows, product, view } from '../products/catalogRows.ts';

/** @param attributesOf those of the product at a place */
function catalogOf(count: number, attributesOf: (at: number) => Record<string, string>) {
  return fillRows(
    ...Array.from({ length: count }, (_, at) => product(`p${at}`, `Product ${at}`, attributesOf(at))),
  );
}

function chartOf(rows: ReturnType<typeof catalogOf>, field: string, change: Parameters<typeof view>[0] = {}) {
  const chart = chartFields(rows, view(change)).fields.find((each) => each.field === field);
  if (chart === undefined) throw new Error(`There is no chart of ${field}.`);
  return chart;
}

describe('the chart of a field', () => {
  const rows = catalogOf(100, (at) => ({
    type: at < 60 ? 'Shirts' : at < 90 ? 'Shoes' : `Rare ${at}`,
    ...(at % 4 === 0 && { season: 'Summer' }),
    year: String(2010 + (at % 3)),
  }));

  it('has the most frequent values, those without a value, and says what has no bar', () => {
    const { bars, ...chart } = chartOf(rows, 'type');
    expect(chart).toEqual({
      field: 'type',
      products: 100,
      missing: 0,
      distinct: 12,
      few: 10,
      kind: 'values',
      rest: { values: 0, products: 0 },
    });
    expect(bars.slice(0, 2)).toEqual([
      { label: 'Shirts', count: 60, filter: { field: 'type', values: ['Shirts'] } },
      { label: 'Shoes', count: 30, filter: { field: 'type', values: ['Shoes'] } },
    ]);
    expect(chartOf(rows, 'season').bars).toEqual([
      { label: 'Summer', count: 25, filter: { field: 'season', values: ['Summer'] } },
      { label: '', count: 75, filter: { field: 'season', values: [''] } },
    ]);
  });

  it('has a few sizes in their own order', () => {
    expect(chartOf(rows, 'year').bars.map(({ label, count }) => [label, count])).toEqual([
      ['2010', 34],
      ['2011', 33],
      ['2012', 33],
    ]);
  });

  it('is narrowed by the filters of other fields, not by its own', () => {
    const where = [{ field: 'type', values: ['Shoes'] }];
    expect(chartOf(rows, 'type', { where })).toEqual(chartOf(rows, 'type'));
    expect(chartOf(rows, 'season', { where })).toMatchObject({ products: 30, missing: 22 });
    expect(chartFields(rows, view({ where })).products).toBe(30);
  });

  it('leaves out none of 40,000 values: what has no bar is counted', () => {
    const wide = catalogOf(40_000, (at) => ({ code: at === 0 ? 'same' : at === 1 ? 'same' : `code ${at}` }));
    const { bars, rest, distinct, few } = chartOf(wide, 'code');
    expect([distinct, few]).toEqual([39_999, 39_999]);
    expect(bars).toHaveLength(12);
    expect(bars[0]).toMatchObject({ label: 'same', count: 2 });
    expect(rest).toEqual({ values: 39_987, products: 39_987 });
  });

  it('of a field in which nothing is left, has no bars but for those without a value', () => {
    const where = [
      { field: 'season', values: ['Summer'] },
      { kind: 'text' as const, text: 'nothing' },
    ];
    expect(chartOf(rows, 'type', { where })).toMatchObject({
      products: 0,
      missing: 0,
      distinct: 0,
      bars: [],
    });
  });
});

describe('ranges', () => {
  const prices = catalogOf(300, (at) => ({ price: at === 299 ? 'free' : (at / 4).toFixed(2) }));

  it('stand for many numbers, hold each once, and are filters that show as many', () => {
    const { kind, bars, rest } = chartOf(prices, 'price');
    expect(kind).toBe('ranges');
    expect(bars.map(({ label }) => label).slice(0, 2)).toEqual(['0 to below 10', '10 to below 20']);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(299);
    expect(rest).toEqual({ values: 1, products: 1 });
    for (const { filter, count } of bars) {
      if (filter === null) throw new Error('Every range of this field has values.');
      expect(countValues(prices, view({ where: [filter] }), 'price').products).toBe(count);
    }
  });

  it('stay the same ranges whatever is filtered, and show gaps', () => {
    const gaps = catalogOf(200, (at) => ({
      size: String(at < 100 ? at : 1000 + at),
      kind: at < 100 ? 'a' : 'b',
    }));
    const all = chartOf(gaps, 'size').bars;
    const some = chartOf(gaps, 'size', { where: [{ field: 'kind', values: ['a'] }] }).bars;
    expect(some.map(({ label, filter }) => [label, filter])).toEqual(
      all.map(({ label, filter }) => [label, filter]),
    );
    expect(all).toHaveLength(12);
    expect(all.filter(({ count }) => count > 0).map(({ label, count }) => `${label}: ${count}`)).toEqual([
      '0 to 99: 100',
      '1100 to 1199: 100',
    ]);
    expect(all[1]?.filter).toBeNull();
  });

  it('of dates are years, or months where all are of one year', () => {
    const day = (at: number, year: number) =>
      `${year}-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`;
    const years = catalogOf(120, (at) => ({ added: day(at, 2010 + (at % 3)) }));
    expect(chartOf(years, 'added').bars).toEqual(
      ['2010', '2011', '2012'].map((label) => ({
        label,
        count: 40,
        filter: { kind: 'range', field: 'added', min: label, max: label },
      })),
    );
    const months = chartOf(
      catalogOf(120, (at) => ({ added: day(at, 2012) })),
      'added',
    ).bars;
    expect(months).toHaveLength(12);
    expect(months[0]).toMatchObject({ label: '2012-01', count: 10 });
  });
});

describe('two fields', () => {
  const rows = catalogOf(12, (at) => ({
    type: at % 2 === 0 ? 'Shirts' : 'Shoes',
    ...(at < 9 && { colour: ['Red', 'Green', 'Blue'][at % 3] ?? '' }),
  }));

  it('make a table in which each product is counted once', () => {
    const table = crossFields(rows, view(), 'type', 'colour', null);
    expect(table).toEqual({
      products: 12,
      values: ['Shirts', 'Shoes'],
      columns: ['Blue', 'Green', 'Red', ''],
      counts: [
        [2, 1, 2, 1],
        [1, 2, 1, 2],
      ],
      distinct: { values: 2, columns: 4 },
    });
    expect(crossFields(rows, view(), 'type', 'colour', 1)).toMatchObject({
      columns: ['Blue'],
      counts: [[2]],
      distinct: { values: 2, columns: 4 },
    });
  });

  it('with too many values each are refused in words, with the way out', () => {
    const wide = catalogOf(1500, (at) => ({ one: `a${at}`, other: `b${at}` }));
    expect(() => crossFields(wide, view(), 'one', 'other', null)).toThrow(
      /one has 1500 different values and other has 1500.*Choose a field with fewer values/,
    );
    expect(crossFields(wide, view(), 'one', 'other', 20).counts).toHaveLength(20);
    expect(() => crossFields(wide, view(), 'one', 'none', null)).toThrow(/no field "none"/);
  });
});

it('pictures are counted by size, shape and format, each once', () => {
  const pictures = [
    { productId: 'a', path: 'a.jpg', width: 400, height: 400 },
    { productId: 'b', path: 'x/b.JPEG', width: 800, height: 600 },
    { productId: 'c', path: 'c.png', width: 600, height: 1200 },
    { productId: 'd', path: 'd', width: null, height: null },
  ];
  const count = createPictureCount();
  for (const picture of pictures) count.add(picture);
  const { charts, pictures: total } = count.result();
  const told = charts.map(({ trait, bars }) => [trait, bars.map(({ key, count: each }) => `${key} ${each}`)]);
  expect(total).toBe(4);
  expect(Object.fromEntries(told)).toEqual({
    size: ['512 1', '1024 1', '2048 1', 'unreadable 1'],
    shape: ['narrow 1', 'square 1', 'landscape 1', 'unreadable 1'],
    format: ['jpeg 2', 'png 1', ' 1'],
  });
  expect(pictures.filter((picture) => hasTrait(picture, 'format', 'jpeg'))).toHaveLength(2);
});
