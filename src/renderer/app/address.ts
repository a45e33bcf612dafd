/** Where the person is, as text after the # of the address: it survives reload, back and forward work. */
import type { Sort, View } from '../../contract/products.ts';
import type { Metric } from '../../contract/search.ts';
import { readFilters, writeFilters } from './filterParameters.ts';

/** Whose look-alikes are shown: a product, or an image from outside the catalog. */
export type Query =
  | { readonly kind: 'product'; readonly id: string }
  | { readonly kind: 'outside'; readonly imageId: string };

export interface LibraryAddress {
  readonly page: 'library';
  readonly view: View;
  /** The product that has the focus and stands in the detail pane. */
  readonly product: string | null;
}

export interface LookAlikesAddress {
  readonly page: 'look-alikes';
  /** The library's view: its filters narrow the look-alikes too. */
  readonly view: View;
  readonly query: Query;
  /** How one got here, oldest first, without the query itself. */
  readonly trail: readonly Query[];
  /** Null: as remembered in the settings. */
  readonly k: number | null;
  readonly metric: Metric | null;
  /** Fields in which a look-alike must equal the query product. */
  readonly same: readonly string[];
  /** From 0 (the nearest as they are) to 1. */
  readonly diversity: number;
  /** The look-alike that has the focus. */
  readonly product: string | null;
}

export type Address = LibraryAddress | LookAlikesAddress;

/** A longer trail forgets its oldest steps; the browser's history still has them. */
const longestTrail = 24;

export const emptyView: View = { where: [], text: '', sort: { field: 'added', descending: false } };
export const startAddress: LibraryAddress = { page: 'library', view: emptyView, product: null };

/** The address as text, starting with `#`; what is at its default is left out. */
export function formatAddress(address: Address): string {
  const params = new URLSearchParams();
  writeView(address.view, params);
  if (address.product !== null) params.set('product', address.product);
  if (address.page === 'look-alikes') {
    if (address.k !== null) params.set('k', String(address.k));
    if (address.metric !== null) params.set('metric', address.metric);
    for (const field of address.same) params.append('same', field);
    if (address.diversity > 0) params.set('diversity', String(address.diversity));
    for (const step of address.trail) params.append('trail', writeQuery(step));
  }
  const path = address.page === 'library' ? 'library' : pathOf(address.query);
  const search = params.toString();
  return search === '' ? `#/${path}` : `#/${path}?${search}`;
}

/** Reads an address; whatever cannot be read becomes its default, and an unknown page the library. */
export function parseAddress(hash: string): Address {
  const [path = '', search = ''] = splitOnce(hash.replace(/^#\/?/, ''), '?');
  const params = new URLSearchParams(search);
  const view = readView(params);
  const product = params.get('product');
  const query = queryOfPath(path);
  if (query === null) return { page: 'library', view, product };
  return {
    page: 'look-alikes',
    view,
    query,
    trail: params.getAll('trail').map(readQuery).slice(-longestTrail),
    k: readCount(params.get('k')),
    metric: readMetric(params.get('metric')),
    same: params.getAll('same'),
    diversity: readShare(params.get('diversity')),
    product,
  };
}

/** Where a click on a product leads: its look-alikes, with the trail one step longer. */
export function lookAlikesOf(from: Address, query: Query): LookAlikesAddress {
  if (from.page === 'library') {
    return {
      page: 'look-alikes',
      view: from.view,
      query,
      trail: [],
      k: null,
      metric: null,
      same: [],
      diversity: 0,
      product: null,
    };
  }
  if (isSameQuery(from.query, query)) return from;
  return { ...from, query, trail: [...from.trail, from.query].slice(-longestTrail), product: null };
}

/** A step of the trail: that query again, with the trail cut before it. */
export function backToStep(from: LookAlikesAddress, step: number): LookAlikesAddress {
  const query = from.trail[step];
  if (query === undefined) return from;
  const next = from.trail[step + 1] ?? from.query;
  return {
    ...from,
    query,
    trail: from.trail.slice(0, step),
    product: next.kind === 'product' ? next.id : null,
  };
}

/** The library with the same filters; the query's product has the focus there. */
export function libraryOf(from: Address): LibraryAddress {
  if (from.page === 'library') return from;
  const first = from.trail[0] ?? from.query;
  return { page: 'library', view: from.view, product: first.kind === 'product' ? first.id : null };
}

export function isSameQuery(one: Query, other: Query): boolean {
  return writeQuery(one) === writeQuery(other);
}

function writeView(view: View, params: URLSearchParams): void {
  writeFilters(view.where, params);
  if (view.text !== '') params.set('text', view.text);
  if (view.sort.field !== 'added' || view.sort.descending) {
    params.set('sort', view.sort.descending ? `-${view.sort.field}` : `+${view.sort.field}`);
  }
}

function readView(params: URLSearchParams): View {
  const text = (params.get('text') ?? '').slice(0, 500);
  return { where: readFilters(params), text, sort: readSort(params.get('sort')) };
}

function readSort(text: string | null): Sort {
  const field = text?.slice(1) ?? '';
  if (text === null || field === '') return emptyView.sort;
  return { field, descending: text.startsWith('-') };
}

function pathOf(query: Query): string {
  return query.kind === 'product'
    ? `look-alikes/${encodeURIComponent(query.id)}`
    : `outside/${query.imageId}`;
}

function queryOfPath(path: string): Query | null {
  const [page = '', rest = ''] = splitOnce(path, '/');
  if (page === 'outside' && isImageId(rest)) return { kind: 'outside', imageId: rest };
  if (page === 'look-alikes' && rest !== '') return { kind: 'product', id: decode(rest) };
  return null;
}

function writeQuery(query: Query): string {
  return query.kind === 'product' ? `p:${query.id}` : `o:${query.imageId}`;
}

function readQuery(text: string): Query {
  const rest = text.slice(2);
  if (text.startsWith('o:') && isImageId(rest)) return { kind: 'outside', imageId: rest };
  return { kind: 'product', id: rest };
}

function isImageId(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function readCount(text: string | null): number | null {
  const count = Number(text);
  return text !== null && Number.isInteger(count) && count >= 1 && count <= 200 ? count : null;
}

function readShare(text: string | null): number {
  const share = Number(text);
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

function readMetric(text: string | null): Metric | null {
  return text === 'cosine' || text === 'euclidean' || text === 'manhattan' ? text : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A hand-typed address with a stray per cent sign: take it as it stands.
    return text;
  }
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
