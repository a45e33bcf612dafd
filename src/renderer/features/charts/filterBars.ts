/** A bar as a filter: whether it is on, and the view with it put on or taken off. */
import { type Filter, isValueFilter, type View } from '../../../contract/products.ts';
import { rangeOf, setRange, toggleValue, valuesOf } from '../products/facets/filters.ts';

/** @param filter of one value, or a range: as charts have them */
export function isOn(where: readonly Filter[], filter: Filter): boolean {
  if (isValueFilter(filter)) {
    const chosen = valuesOf(where, filter.field);
    return filter.values.every((value) => chosen.includes(value));
  }
  if (filter.kind !== 'range') return false;
  const range = rangeOf(where, filter.field);
  return range !== null && range.min === filter.min && range.max === filter.max;
}

export function toggleFilter(view: View, filter: Filter): View {
  if (isValueFilter(filter))
    return filter.values.reduce((changed, value) => toggleValue(changed, filter.field, value), view);
  if (filter.kind !== 'range') return view;
  return setRange(view, filter.field, isOn(view.where, filter) ? null : filter);
}
