/** The library's view as parameters of an address. */
import type { Sort, View } from '../../contract/products.ts';
import { readFilters, writeFilters } from './filterParameters.ts';

export const emptyView: View = { where: [], text: '', sort: { field: 'added', descending: false } };

export function writeView(view: View, params: URLSearchParams): void {
  writeFilters(view.where, params);
  if (view.text !== '') params.set('text', view.text);
  if (view.sort.field !== 'added' || view.sort.descending) {
    params.set('sort', view.sort.descending ? `-${view.sort.field}` : `+${view.sort.field}`);
  }
}

/** What cannot be read becomes its default. */
export function readView(params: URLSearchParams): View {
  const text = (params.get('text') ?? '').slice(0, 500);
  return { where: readFilters(params), text, sort: readSort(params.get('sort')) };
}

function readSort(text: string | null): Sort {
  const field = text?.slice(1) ?? '';
  if (text === null || field === '') return emptyView.sort;
  return { field, descending: text.startsWith('-') };
}
