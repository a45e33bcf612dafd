/** Changes to the filters of a view; none of them changes what it is given. */
import type { ListState } from '../../../../contract/listWords.ts';
import {
  type Filter,
  fieldOfFilter,
  isListFilter,
  isValueFilter,
  type ListFilter,
  type RangeFilter,
  type ValueFilter,
  type View,
} from '../../../../contract/products.ts';
import type { Bounds } from '../../../../contract/scalars.ts';

export function valuesOf(where: readonly Filter[], field: string): readonly string[] {
  return where.find(isValuesOf(field))?.values ?? [];
}

/** Takes a value into a field's filter, or out of it; a filter without values goes. */
export function toggleValue(view: View, field: string, value: string): View {
  const old = valuesOf(view.where, field);
  const values = old.includes(value) ? old.filter((each) => each !== value) : [...old, value];
  return replaceFilter(
    view,
    view.where.find(isValuesOf(field)),
    values.length === 0 ? null : { field, values },
  );
}

export function rangeOf(where: readonly Filter[], field: string): Bounds | null {
  const range = where.find(isRangeOf(field));
  return range === undefined ? null : { min: range.min, max: range.max };
}

/** Sets a field's range; null takes it away. */
export function setRange(view: View, field: string, bounds: Bounds | null): View {
  const { min, max } = bounds ?? {};
  const range: Filter | null = bounds && {
    kind: 'range',
    field,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
  return replaceFilter(view, view.where.find(isRangeOf(field)), range);
}

/** Drops every filter on a field. */
export function clearField(view: View, field: string): View {
  return { ...view, where: view.where.filter((filter) => fieldOfFilter(filter) !== field) };
}

/** The view with lists of whatever state. */
export function withoutLists(view: View): View {
  return { ...view, where: view.where.filter((filter) => !isListFilter(filter)) };
}

/** Takes a state of lists into the view's filter by them, or out of it. */
export function toggleListState(view: View, type: string, state: ListState): View {
  const old = view.where.find((filter): filter is ListFilter => isListFilter(filter) && filter.type === type);
  const known = old?.states ?? [];
  const states = known.includes(state) ? known.filter((each) => each !== state) : [...known, state];
  return replaceFilter(view, old, states.length === 0 ? null : { kind: 'list', type, states });
}

/** @param filter one of the view's own */
export function dropFilter(view: View, filter: Filter): View {
  return replaceFilter(view, filter, null);
}

/** Drops the filters and the search text, keeps the sorting. */
export function clearFilters(view: View): View {
  return { ...view, where: [], text: '' };
}

export function isNarrowed(view: View): boolean {
  return view.where.length > 0 || view.text !== '';
}

export function isFieldFiltered(where: readonly Filter[], field: string): boolean {
  return where.some((filter) => fieldOfFilter(filter) === field);
}

function isValuesOf(field: string) {
  return (filter: Filter): filter is ValueFilter => isValueFilter(filter) && filter.field === field;
}

function isRangeOf(field: string) {
  return (filter: Filter): filter is RangeFilter => filter.kind === 'range' && filter.field === field;
}

/** Puts a filter where the old one stood, or behind the others. */
function replaceFilter(view: View, old: Filter | undefined, next: Filter | null): View {
  const added = next === null ? [] : [next];
  if (old === undefined) return { ...view, where: [...view.where, ...added] };
  return { ...view, where: view.where.flatMap((filter) => (filter === old ? added : [filter])) };
}
