import { expect, it } from 'vitest';
import type { Filter } from '../../../../src/contract/products.ts';
import { nameOfFilter } from '../../../../src/renderer/features/products/facets/filterWords.ts';

it.each<[Filter, string]>([
  [{ field: 'baseColour', values: ['Red', ''] }, 'Base colour: Red, (none)'],
  [{ kind: 'range', field: 'price', min: 10, max: '20' }, 'Price: 10 to 20'],
  [{ kind: 'range', field: 'price', min: 0 }, 'Price: 0 and more'],
  [{ kind: 'range', field: 'price', max: '2012-03' }, 'Price: up to 2012-03'],
  [{ kind: 'text', text: 'navy' }, '“navy”'],
  [{ kind: 'text', field: 'fabric', text: 'cot' }, 'Fabric: “cot”'],
  [{ kind: 'ids', ids: ['1'] }, '1 chosen product'],
  [{ kind: 'ids', ids: ['1', '2'] }, '2 chosen products'],
  [{ kind: 'selection', id: '0f1e' }, 'Selection'],
  [{ kind: 'has', field: 'season' }, 'Season: any value'],
  [{ kind: 'lacks', field: 'season' }, 'Season: (none)'],
])('%j reads “%s”', (filter, words) => {
  expect(nameOfFilter(filter)).toBe(words);
});
