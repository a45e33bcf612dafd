import { describe, expect, it } from 'vitest';
import { spanToShow, valuesToShow } from '../../../../src/renderer/features/products/facets/facetValues.ts';

const facet = {
  field: 'articleType',
  values: Array.from({ length: 300 }, (_, index) => ({ value: `Type ${index}`, count: 300 - index })),
};
const names = (shown: ReturnType<typeof valuesToShow>) => shown.values.map((each) => each.value);

describe('a long facet', () => {
  it('shows its most frequent values and says how many more there are', () => {
    const shown = valuesToShow(facet, [], false, '');
    expect(names(shown)).toEqual(Array.from({ length: 8 }, (_, index) => `Type ${index}`));
    expect(shown.hidden).toBe(292);
  });

  it('always shows the chosen values, without moving the others', () => {
    expect(names(valuesToShow(facet, ['Type 250', 'Type 3'], false, ''))).toEqual([
      ...Array.from({ length: 8 }, (_, index) => `Type ${index}`),
      'Type 250',
    ]);
  });

  it('keeps a chosen value that other filters brought to nothing, so that it can be dropped', () => {
    expect(valuesToShow(facet, ['Gone'], false, '').values[0]).toEqual({ value: 'Gone', count: 0 });
  });

  it('shown whole, is narrowed by typing, whatever the case', () => {
    const shown = valuesToShow(facet, [], true, ' tYPE 29');
    expect(names(shown)).toEqual(['Type 29', ...Array.from({ length: 10 }, (_, index) => `Type 29${index}`)]);
    expect(shown.hidden).toBe(0);
  });
});

describe('the span of a facet', () => {
  const span = { min: '1', max: '9', distinct: 9 };

  it('is shown beside more values than are seen at a glance, or where a range is set', () => {
    expect(spanToShow({ ...facet, span }, null)).toEqual(span);
    const few = { ...facet, span: { ...span, distinct: 8 } };
    expect(spanToShow(few, null)).toBeUndefined();
    expect(spanToShow(few, { min: '2' })).toEqual(few.span);
    expect(spanToShow(facet, { min: '2' })).toBeUndefined();
  });
});
