/** Where products are compared: which, which two stand against each other, and whose list decisions go to. */
import { listTypeSchema } from '../../../contract/listWords.ts';
import type { View } from '../../../contract/products.ts';
import { type Address, decodePart, type Place } from '../../shell/address.ts';
import type { ListOwner } from '../search/deciding.ts';
import { lookAlikesType } from '../search/lookAlikesAddress.ts';

/** Its `product` is the challenger: the one that stands against the champion. */
export interface CompareAddress extends Address {
  readonly page: 'compare';
  /** The champion first, then its challengers. */
  readonly ids: readonly string[];
  /** The champion stays while one goes from challenger to challenger; else the challenger takes its place. */
  readonly isLocked: boolean;
  /** Only champion and challenger are shown. */
  readonly isPair: boolean;
  /** Null: nothing is decided here. */
  readonly list: ListOwner | null;
}

export const fewestCompared = 2;
export const mostCompared = 6;

export const comparePlace: Place<CompareAddress> = {
  name: 'compare',
  paths: ['compare'],

  read({ rest, params, view, product }) {
    const ids = [...new Set(rest.split('/').filter(Boolean).map(decodePart))];
    const owner = params.get('list');
    return {
      page: 'compare',
      view,
      ids,
      isLocked: params.get('locked') !== 'no',
      isPair: params.get('pair') === 'yes',
      list: owner === null ? null : { id: owner, type: readType(params.get('type')) },
      product: challengerAmong(ids, product),
    };
  },

  write({ ids, isLocked, isPair, list }, params) {
    if (!isLocked) params.set('locked', 'no');
    if (isPair) params.set('pair', 'yes');
    if (list !== null) params.set('list', list.id);
    if (list !== null && list.type !== lookAlikesType) params.set('type', list.type);
    return ['compare', ...ids.map(encodeURIComponent)].join('/');
  },

  enter: ({ view }, last) => (last === null ? null : { ...last, view }),

  /** The product whose list is curated, where one came from its look-alikes. */
  subject: ({ list, product }) => list?.id ?? product,
};

export function isCompare(address: Address): address is CompareAddress {
  return address.page === comparePlace.name;
}

/** @param ids the champion first */
export function compareAddress(view: View, ids: readonly string[], list: ListOwner | null): CompareAddress {
  const product = challengerAmong(ids, null);
  return { page: 'compare', view, ids, isLocked: true, isPair: false, list, product };
}

/** Whether so many can stand side by side. */
export function canCompare(count: number): boolean {
  return count >= fewestCompared && count <= mostCompared;
}

/** Another one of the challengers stands against the champion; the champion itself never does. */
export function withChallenger(address: CompareAddress, id: string): CompareAddress {
  return id === address.ids[0] ? address : { ...address, product: challengerAmong(address.ids, id) };
}

/** The next (1) or the previous (-1) pair; after the last comes the first. */
export function nextPair(address: CompareAddress, by: 1 | -1): CompareAddress {
  const { ids, product, isLocked } = address;
  const at = product === null ? -1 : ids.indexOf(product);
  if (at === -1) return address;
  if (isLocked) {
    const challengers = ids.slice(1);
    const next = challengers[(at - 1 + by + challengers.length) % challengers.length];
    return next === undefined ? address : { ...address, product: next };
  }
  const first = by === 1 ? at : ids.length - 1;
  const turned = [...ids.slice(first), ...ids.slice(0, first)];
  return { ...address, ids: turned, product: turned[1] ?? null };
}

/** Champion and challenger change their parts. */
export function withNewChampion(address: CompareAddress): CompareAddress {
  const { ids, product } = address;
  const [champion] = ids;
  if (champion === undefined || product === null) return address;
  const changed = ids.map((id) => (id === champion ? product : id === product ? champion : id));
  return { ...address, ids: changed, product: champion };
}

function challengerAmong(ids: readonly string[], wanted: string | null): string | null {
  const challengers = ids.slice(1);
  return challengers.find((id) => id === wanted) ?? challengers[0] ?? null;
}

function readType(text: string | null): string {
  return listTypeSchema.safeParse(text).data ?? lookAlikesType;
}
