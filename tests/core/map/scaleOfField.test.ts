import { expect, it } from 'vitest';
import { scaleOfField } from '../../../src/core/map/scaleOfField.ts';

it('tells apart the commonest values, rarer ones together, and none', () => {
  expect(scaleOfField(['red', 'blue', 'blue', '', 'green', 'red', 'blue'], 2)).toEqual({
    kind: 'values',
    values: [
      { value: 'blue', count: 3 },
      { value: 'red', count: 2 },
    ],
    codes: [1, 0, 0, -2, -1, 1, 0],
  });
});

it('is a scale where the values are numbers, but for a few, and many', () => {
  const prices = Array.from({ length: 19 }, (_, at) => `${at}.5`);
  expect(scaleOfField([...prices, 'free', ''], 10)).toEqual({
    kind: 'numbers',
    sizes: [...prices.map(Number), null, null],
  });
  expect(scaleOfField(['1', '2', '3', '1'], 10).kind).toBe('values');
  const half = prices.map((price, at) => (at % 2 === 0 ? price : `size ${price}`));
  expect(scaleOfField(half, 10).kind).toBe('values');
});

it('takes years and days for dates', () => {
  const years = Array.from({ length: 10 }, (_, at) => String(2010 + at));
  const scale = scaleOfField(years, 10);
  expect(scale.kind).toBe('dates');
  expect(scale.kind === 'dates' && scale.sizes[2]).toBe(Date.UTC(2012, 0, 1));
});

it('has the commonest of 40,000 values, all others together, and nothing but gaps where no product has one', () => {
  const names = Array.from({ length: 40_000 }, (_, at) => `name ${at}`);
  const scale = scaleOfField([...names, 'name 7'], 1000);
  expect(scale.kind === 'values' && scale.values.length).toBe(1000);
  expect(scale.kind === 'values' && scale.values[0]).toEqual({ value: 'name 7', count: 2 });
  expect(scale.kind === 'values' && scale.codes.filter((code) => code === -1).length).toBe(39_000);
  expect(scaleOfField(['', '', ''], 10)).toEqual({ kind: 'values', values: [], codes: [-2, -2, -2] });
});
