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
