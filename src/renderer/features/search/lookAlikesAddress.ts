/** Where look-alikes are shown: whose, which of them, and how one got there. */
import { listTypeSchema, type QueueOrder } from '../../../contract/listWords.ts';
import type { Metric } from '../../../contract/search.ts';
import { type Address, decodePart, type Place } from '../../shell/address.ts';
import { readQueueOrder, writeQueueOrder } from './list/queueOrder.ts';
import {
  describeUnreadWishes,
  noWishes,
  readWishes,
  type Wishes,
  wishesOfAnother,
  writeWishes,
} from './wishes.ts';

/** Whose look-alikes are shown: a product, or an image from outside the catalog. */
export type Query =
  | { readonly kind: 'product'; readonly id: string }
  | { readonly kind: 'outside'; readonly imageId: string };

export interface LookAlikesAddress extends Address {
  readonly page: 'look-alikes';
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
  /** Which of the product's lists is decided on. */
  readonly type: string;
  /** In which the next list comes; null: as the library is sorted. */
  readonly order: QueueOrder | null;
  readonly wishes: Wishes;
  /** The place that Esc leads up to, as text; null: the library. */
  readonly above: string | null;
}

/** The lists that are made of look-alikes. */
export const lookAlikesType = 'substitute';

/** A longer trail forgets its oldest steps; the browser's history still has them. */
const longestTrail = 24;

export const lookAlikesPlace: Place<LookAlikesAddress> = {
  name: 'look-alikes',
  paths: ['look-alikes', 'outside'],

  read({ path, rest, params, view, product }) {
    const query = queryOfPath(path, rest);
    if (query === null) return null;
    return {
      page: 'look-alikes',
      view,
      query,
      trail: params.getAll('trail').map(readQuery).slice(-longestTrail),
      k: readCount(params.get('k')),
      metric: readMetric(params.get('metric')),
      same: params.getAll('same'),
      diversity: readShare(params.get('diversity')),
      type: readType(params.get('type')),
      order: readQueueOrder(params),
      wishes: readWishes(params),
      above: params.get('above'),
      product,
    };
  },

  describeUnread: ({ params }) => describeUnreadWishes(params),

  write(address, params) {
    if (address.k !== null) params.set('k', String(address.k));
    if (address.metric !== null) params.set('metric', address.metric);
    for (const field of address.same) params.append('same', field);
    if (address.diversity > 0) params.set('diversity', String(address.diversity));
    if (address.type !== lookAlikesType) params.set('type', address.type);
    writeQueueOrder(address.order, params);
    writeWishes(address.wishes, params);
    if (address.above !== null) params.set('above', address.above);
    for (const step of address.trail) params.append('trail', writeQuery(step));
    return pathOf(address.query);
  },

  /** The look-alikes of the product that it was about, else those seen last. */
  enter({ view, product }, last) {
    if (product !== null) return firstLookAlikes(view, { kind: 'product', id: product });
    return last === null ? null : { ...last, view };
  },

  /** The product where the trail began. */
  subject(address) {
    const first = address.trail[0] ?? address.query;
    return first.kind === 'product' ? first.id : null;
  },

  openProduct: (from, id) => lookAlikesOf(from, { kind: 'product', id }),
};

export function isLookAlikes(address: Address): address is LookAlikesAddress {
  return address.page === lookAlikesPlace.name;
}

/** Where a click on a product leads: its look-alikes, from other look-alikes with the trail one step longer. */
export function lookAlikesOf(from: Address, query: Query): LookAlikesAddress {
  if (!isLookAlikes(from)) return firstLookAlikes(from.view, query);
  if (isSameQuery(from.query, query)) return from;
  return {
    ...from,
    query,
    wishes: wishesOfAnother(from.wishes),
    trail: [...from.trail, from.query].slice(-longestTrail),
    product: null,
  };
}

function firstLookAlikes(view: Address['view'], query: Query): LookAlikesAddress {
  return {
    page: 'look-alikes',
    view,
    query,
    trail: [],
    k: null,
    metric: null,
    same: [],
    diversity: 0,
    type: lookAlikesType,
    order: null,
    wishes: noWishes,
    above: null,
    product: null,
  };
}

/** The list of another product, as one goes from list to list: how it is made stays, the trail begins anew. */
export function listOf(from: LookAlikesAddress, id: string): LookAlikesAddress {
  const wishes = wishesOfAnother(from.wishes);
  return { ...from, query: { kind: 'product', id }, wishes, trail: [], product: null };
}

/** A step of the trail: that query again, with the trail cut before it. */
export function backToStep(from: LookAlikesAddress, step: number): LookAlikesAddress {
  const query = from.trail[step];
  if (query === undefined) return from;
  const next = from.trail[step + 1] ?? from.query;
  return {
    ...from,
    query,
    wishes: wishesOfAnother(from.wishes),
    trail: from.trail.slice(0, step),
    product: next.kind === 'product' ? next.id : null,
  };
}

export function isSameQuery(one: Query, other: Query): boolean {
  return writeQuery(one) === writeQuery(other);
}

function pathOf(query: Query): string {
  return query.kind === 'product'
    ? `look-alikes/${encodeURIComponent(query.id)}`
    : `outside/${query.imageId}`;
}

function queryOfPath(path: string, rest: string): Query | null {
  if (path === 'outside') return isImageId(rest) ? { kind: 'outside', imageId: rest } : null;
  return rest === '' ? null : { kind: 'product', id: decodePart(rest) };
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

function readType(text: string | null): string {
  return listTypeSchema.safeParse(text).data ?? lookAlikesType;
}

function readMetric(text: string | null): Metric | null {
  return text === 'cosine' || text === 'euclidean' || text === 'manhattan' ? text : null;
}
