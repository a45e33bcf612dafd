import { describe, expect, it } from 'vitest';
import type { View } from '../../../src/contract/products.ts';
import {
  clearField,
  clearFilters,
  isNarrowed,
  toggleValue,
  valuesOf,
} from '../../../src/renderer/features/products/filters.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

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
});
