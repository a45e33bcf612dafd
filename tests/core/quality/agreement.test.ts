/** Small cases, computed by hand. */
import { describe, expect, it } from 'vitest';
import { createFieldColumn, type FieldColumn } from '../../../src/core/products/fieldColumn.ts';
import { measureAgreement, type Neighbours } from '../../../src/core/quality/agreement.ts';
import { measureDecisions } from '../../../src/core/quality/decided.ts';
import { judgeField } from '../../../src/core/quality/judgeField.ts';

function columnOf(...values: readonly string[]): FieldColumn {
  const column = createFieldColumn();
  for (const [row, value] of values.entries()) column.set(row, value);
  return column;
}

function neighboursOf(k: number, ...lists: readonly (readonly number[])[]): Neighbours {
  const rows = new Int32Array(lists.length * k).fill(-1);
  for (const [place, list] of lists.entries()) rows.set(list, place * k);
  return { k, rows };
}

const atOnce = async (): Promise<void> => undefined;

describe('agreement with a field', () => {
  it('is the mean over products of the share with the same value; without a value counts neither way', async () => {
    const column = columnOf('Shirt', 'Shirt', 'Shoe', '', 'Shoe');
    const neighbours = neighboursOf(
      3,
      [1, 2, 4], // Shirt: one of three
      [0, 3, 2], // Shirt: one of the two that have a value
      [4, 3], // Shoe: the only one that has a value
      [0, 1, 2], // no value of its own: left out
    );
    const measured = await measureAgreement('type', column, [0, 1, 2, 3], [neighbours], atOnce);
    expect(measured.precision[0]?.value).toBeCloseTo((1 / 3 + 1 / 2 + 1) / 3);
    expect(measured).toMatchObject({
      products: 3,
      withoutValue: 1,
      difference: null,
      values: [],
      tooFew: 2,
    });
  });

  it('leaves out a product none of whose look-alikes has a value, under both settings', async () => {
    const column = columnOf('Shirt', 'Shirt', '');
    const one = neighboursOf(1, [1], [2]);
    const other = neighboursOf(1, [1], [0]);
    const measured = await measureAgreement('type', column, [0, 1], [one, other], atOnce);
    expect(measured).toMatchObject({ products: 1, withoutValue: 1 });
    expect(measured.precision.map(({ value }) => value)).toEqual([1, 1]);
  });

  it('names the weakest values first, with those that disagree most', async () => {
    // Rows 0 to 11 are Tops, 12 to 23 Shirts; of Tops only the first has a Top beside it.
    const column = columnOf(...Array<string>(12).fill('Tops'), ...Array<string>(12).fill('Shirts'));
    const lists = Array.from({ length: 24 }, (_, row) =>
      row === 0 ? [1, 12] : row < 12 ? [12, 13] : [row === 12 ? 13 : 12, 14],
    );
    const sample = [...lists.keys()];
    const { values, tooFew, precision } = await measureAgreement(
      'type',
      column,
      sample,
      [neighboursOf(2, ...lists)],
      atOnce,
    );
    expect(values.map(({ value, products }) => [value, products])).toEqual([
      ['Tops', 12],
      ['Shirts', 12],
    ]);
    expect(values[0]?.precision[0]?.value).toBeCloseTo(0.5 / 12);
    expect(values[1]?.precision[0]).toEqual({ value: 1, low: 1, high: 1 });
    expect(values[0]?.examples).toEqual(
      [1, 2, 3].map((row) => ({ row, agreeing: 0, known: 2, disagreeing: [12, 13] })),
    );
    expect(values[1]?.examples).toEqual([]);
    expect(tooFew).toBe(0);
    expect(precision[0]?.value).toBeCloseTo((0.5 + 12) / 24);
  });

  it('tells how two settings differ, in all and for each value', async () => {
    const column = columnOf(...Array<string>(10).fill('Tops'), ...Array<string>(10).fill('Shirts'));
    const sample = Array.from({ length: 20 }, (_, row) => row);
    const good = neighboursOf(1, ...sample.map((row) => [row < 10 ? (row + 1) % 10 : 10 + ((row + 1) % 10)]));
    const bad = neighboursOf(1, ...sample.map((row) => [row < 10 ? 10 : 10 + ((row + 1) % 10)]));
    const { difference, values } = await measureAgreement('type', column, sample, [good, bad], atOnce);
    expect(difference?.value).toBe(-0.5);
    expect(difference?.high).toBeLessThan(0);
    // Weakest by the first setting: equal there, so by name.
    expect(values.map(({ value, difference: gap }) => [value, gap?.value])).toEqual([
      ['Shirts', 0],
      ['Tops', -1],
    ]);
  });
});

describe('whether a field says something', () => {
  it('not where hardly two products share a value, all have the same, or none has one', () => {
    expect(judgeField(columnOf('a', 'b', 'c', 'd', 'd'), 5)).toEqual({ reason: 'codes', distinct: 4 });
    expect(judgeField(columnOf('a', 'a', ''), 3)).toEqual({ reason: 'one-value', distinct: 1 });
    expect(judgeField(columnOf('', ''), 2)).toEqual({ reason: 'no-values', distinct: 0 });
    expect(judgeField(columnOf('a', 'a', 'b', 'b', ''), 5)).toBeNull();
  });

  it('not for 40,000 different values', () => {
    const names = Array.from({ length: 40_000 }, (_, at) => `name ${at}`);
    expect(judgeField(columnOf(...names, 'name 1'), 40_001)).toEqual({ reason: 'codes', distinct: 40_000 });
  });
});

describe('agreement with decisions', () => {
  const products = [
    {
      id: 'p',
      decisions: [
        { id: 'a', state: 'accepted' },
        { id: 'b', state: 'rejected' },
        { id: 'far', state: 'accepted' },
      ],
    },
    { id: 'q', decisions: [{ id: 'c', state: 'pinned' }] },
    { id: 'r', decisions: [{ id: 'd', state: 'rejected' }] },
  ] as const;

  it('is the share of decided ones among the first k that was accepted, and where the first accepted one stands', () => {
    const orders = [
      ['b', 'x', 'a', 'far'],
      ['x', 'c'],
      ['d', 'x'],
    ];
    const measured = measureDecisions('substitute', 3, products, [orders]);
    // Decided among the first three: b, a; c; d. Accepted or pinned: a and c.
    expect(measured.acceptance?.decided).toEqual([4]);
    expect(measured.acceptance?.estimates[0]?.value).toBe(0.5);
    // a is third, c second; r has nothing accepted.
    expect(measured.reciprocalRank?.products).toBe(2);
    expect(measured.reciprocalRank?.estimates[0]?.value).toBeCloseTo((1 / 3 + 1 / 2) / 2);
    expect(measured).toMatchObject({ products: 3, accepted: 2, rejected: 2, pinned: 1 });
  });

  it('counts what is not found as 0, and compares two settings', () => {
    const [none, some] = [
      [['x'], ['y'], ['d']],
      [['a'], ['c'], ['d']],
    ];
    const measured = measureDecisions('substitute', 1, products, [none ?? [], some ?? []]);
    expect(measured.reciprocalRank?.estimates.map(({ value }) => value)).toEqual([0, 1]);
    expect(measured.reciprocalRank?.difference?.value).toBe(1);
    expect(measured.acceptance?.estimates.map(({ value }) => value)).toEqual([0, 2 / 3]);
  });

  it('says nothing where nothing was decided, or nothing decided is shown', () => {
    expect(measureDecisions('substitute', 3, [], [[]])).toMatchObject({
      products: 0,
      acceptance: null,
      reciprocalRank: null,
    });
    expect(measureDecisions('substitute', 1, products.slice(2), [[['x']]])).toMatchObject({
      acceptance: null,
      reciprocalRank: null,
    });
  });
});
