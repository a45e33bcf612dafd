/** The library's view as parameters of an address. */
import type { Filter, Sort, View } from '../../contract/products.ts';

export const emptyView: View = { where: [], text: '', sort: { field: 'added', descending: false } };

const wherePrefix = 'where.';

export function writeView(view: View, params: URLSearchParams): void {
  for (const filter of view.where) {
    for (const value of filter.values) params.append(wherePrefix + filter.field, value);
  }
  if (view.text !== '') params.set('text', view.text);
  if (view.sort.field !== 'added' || view.sort.descending) {
    params.set('sort', view.sort.descending ? `-${view.sort.field}` : `+${view.sort.field}`);
  }
}

/** What cannot be read becomes its default. */
export function readView(params: URLSearchParams): View {
  const values = new Map<string, string[]>();
  for (const [name, value] of params) {
    if (!name.startsWith(wherePrefix) || name.length === wherePrefix.length) continue;
    const field = name.slice(wherePrefix.length);
    values.set(field, [...(values.get(field) ?? []), value]);
  }
  const where: Filter[] = [...values].map(([field, each]) => ({ field, values: each }));
  return { where, text: (params.get('text') ?? '').slice(0, 500), sort: readSort(params.get('sort')) };
}

function readSort(text: string | null): Sort {
  const field = text?.slice(1) ?? '';
  if (text === null || field === '') return emptyView.sort;
  return { field, descending: text.startsWith('-') };
}
