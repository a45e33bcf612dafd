import { describe, expect, it } from 'vitest';
import type { Filter, View } from '../../../../src/contract/products.ts';
import {
  clearField,
  clearFilters,
  dropFilter,
  isFieldFiltered,
  isNarrowed,
  rangeOf,
  setRange,
  toggleValue,
  valuesOf,
} from '../../../../src/renderer/features/products/facets/filters.ts';
import { emptyView } from '../../../../src/renderer/shell/viewInAddress.ts';

const view: View = {
  where: [
    { field: 'gender', values: ['Men'] },
    { field: 'articleType', values: ['Shirts', 'Tshirts'] },
  ],
  text: 'navy',
  sort: { field: 'name', descending: false },
};

describe('the filters of a view', () => {
  it('take a further value of a field, in place', () => {
    expect(toggleValue(view, 'gender', 'Women').where).toEqual([
      { field: 'gender', values: ['Men', 'Women'] },
      { field: 'articleType', values: ['Shirts', 'Tshirts'] },
    ]);
  });

  it('lose the field with its last value', () => {
    expect(toggleValue(view, 'gender', 'Men').where).toEqual([
      { field: 'articleType', values: ['Shirts', 'Tshirts'] },
    ]);
  });

  it('know "no value" as a value', () => {
    const without = toggleValue(emptyView, 'season', '');
    expect(valuesOf(without.where, 'season')).toEqual(['']);
    expect(isNarrowed(without)).toBe(true);
  });

  it('can be cleared one field at a time, or all with the search text', () => {
    expect(clearField(view, 'articleType').where).toEqual([{ field: 'gender', values: ['Men'] }]);
    expect(clearFilters(view)).toEqual({ where: [], text: '', sort: view.sort });
    expect(isNarrowed(clearFilters(view))).toBe(false);
  });

  it('take a range beside the values of the same field, change it in place, and lose it again', () => {
    const both = setRange(toggleValue(view, 'year', '2012'), 'year', { min: '2010' });
    expect(both.where.slice(2)).toEqual([
      { field: 'year', values: ['2012'] },
      { kind: 'range', field: 'year', min: '2010' },
    ]);
    expect([valuesOf(both.where, 'year'), rangeOf(both.where, 'year')]).toEqual([['2012'], { min: '2010' }]);
    const changed = setRange(toggleValue(both, 'size', 'M'), 'year', { max: '2011' });
    expect(changed.where.slice(2)).toEqual([
      { field: 'year', values: ['2012'] },
      { kind: 'range', field: 'year', max: '2011' },
      { field: 'size', values: ['M'] },
    ]);
    expect(setRange(both, 'year', null).where).toEqual(both.where.slice(0, 3));
    expect(rangeOf(view.where, 'gender')).toBeNull();
  });

  it('of a field are all of its kinds, and are cleared together', () => {
    const where: Filter[] = [
      { kind: 'has', field: 'year' },
      { kind: 'text', text: 'year' },
      { kind: 'range', field: 'year', min: 2010 },
      { kind: 'ids', ids: ['1'] },
    ];
    expect(isFieldFiltered(where, 'year')).toBe(true);
    expect(clearField({ ...view, where }, 'year').where).toEqual([where[1], where[3]]);
    expect(isFieldFiltered([{ kind: 'text', text: 'year' }], 'year')).toBe(false);
  });

  it('can be dropped one by one', () => {
    const [first, second] = view.where;
    if (first === undefined || second === undefined)
      throw new Error('The view of this test has two filters.');
    expect(dropFilter(view, first).where).toEqual([second]);
  });
});
