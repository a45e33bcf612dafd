import { describe, expect, it } from 'vitest';
import { parseInput } from '../../src/contract/contract.ts';
import type { Filter } from '../../src/contract/products.ts';

function parse(filter: unknown) {
  return parseInput('products.ids', { view: { where: [filter as Filter] } }).view.where[0];
}

describe('a filter', () => {
  it.each<Filter>([
    { field: 'articleType', values: ['Shirts'] },
    { kind: 'values', field: 'articleType', values: ['Shirts', ''] },
    { kind: 'range', field: 'price', min: 10, max: '20.5' },
    { kind: 'range', field: 'added', min: '2012-03' },
    { kind: 'text', text: 'navy shirt' },
    { kind: 'text', text: 'cot', field: 'material' },
    { kind: 'ids', ids: ['1'] },
    { kind: 'selection', id: 'some-selection' },
    { kind: 'has', field: 'season' },
    { kind: 'lacks', field: 'season' },
  ])('is taken as it stands: %j', (filter) => {
    expect(parse(filter)).toEqual(filter);
  });

  it.each([
    [{ kind: 'near', field: 'price' }, /where\.0\.kind/],
    [{ field: 'price' }, /where\.0\.values/],
    [{ field: 'price', values: [] }, /where\.0\.values/],
    [{ field: 'price', values: ['1'], min: 10 }, /where\.0: .*"min"/],
    [{ kind: 'range', field: 'price' }, /where\.0: A range needs/],
    [{ kind: 'range', field: 'price', min: 'cheap' }, /"cheap" is neither a number nor a date/],
    [{ kind: 'range', field: 'price', min: 3, max: 2 }, /Nothing lies from 3 to 2/],
    [{ kind: 'range', field: 'price', min: true }, /A bound is a number or a date/],
    [{ kind: 'text', text: '  ' }, /is not blank/],
    [{ kind: 'ids', ids: [] }, /where\.0\.ids/],
    [{ kind: 'has' }, /where\.0\.field/],
    ['Shirts', /where\.0/],
  ])('of a wrong form is refused in words: %j', (filter, words) => {
    expect(() => parse(filter)).toThrow(expect.objectContaining({ code: 'bad-input' }));
    expect(() => parse(filter)).toThrow(words);
  });
});
