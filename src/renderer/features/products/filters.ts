/** Changes to the filters of a view; none of them changes what it is given. */
import type { Filter, View } from '../../../contract/products.ts';

export function valuesOf(where: readonly Filter[], field: string): readonly string[] {
  return where.find((filter) => filter.field === field)?.values ?? [];
}

/** Takes a value into a field's filter, or out of it; a filter without values goes. */
export function toggleValue(view: View, field: string, value: string): View {
  const old = valuesOf(view.where, field);
  const values = old.includes(value) ? old.filter((each) => each !== value) : [...old, value];
  return setValues(view, field, values);
}

export function clearField(view: View, field: string): View {
  return setValues(view, field, []);
}

/** Drops the filters and the search text, keeps the sorting. */
export function clearFilters(view: View): View {
  return { ...view, where: [], text: '' };
}

export function isNarrowed(view: View): boolean {
  return view.where.length > 0 || view.text !== '';
}

/** What a value is called: products without a value in a field have the empty string there. */
export function nameOfValue(value: string): string {
  return value === '' ? '(none)' : value;
}

function setValues(view: View, field: string, values: readonly string[]): View {
  const others = view.where.filter((filter) => filter.field !== field);
  if (values.length === 0) return { ...view, where: others };
  const changed = { field, values: [...values] };
  const at = view.where.findIndex((filter) => filter.field === field);
  if (at === -1) return { ...view, where: [...others, changed] };
  return { ...view, where: view.where.map((filter, index) => (index === at ? changed : filter)) };
}
