import { expect, it } from 'vitest';
import { spread } from '../../src/bench/benchCatalog.ts';
import { combine } from '../../src/bench/steps/viewSteps.ts';

const filters = ['red', 'blue'].map((value) => ({ field: 'colour', values: [value] }));
const shoes = { field: 'type', values: ['shoes'] };

it('combines filters of different fields, no view twice', () => {
  const [red, blue] = filters;
  expect(combine([...filters, shoes], 10)).toEqual([[red], [blue], [shoes], [red, shoes], [blue, shoes]]);
  expect(combine([...filters, shoes], 4)).toHaveLength(4);
  expect(combine([], 4)).toEqual([]);
});

it('spreads a choice over all items, the same every time', () => {
  const items = Array.from({ length: 10 }, (_, at) => at);
  expect(spread(items, 5)).toEqual([0, 2, 4, 6, 8]);
  expect(spread(items, 3)).toHaveLength(3);
  expect(spread(items, 10)).toEqual(items);
  expect(spread(items, 99)).toEqual(items);
  expect(spread([], 3)).toEqual([]);
});
