/** Where the person is, as text after the # of the address: it survives reload, back and forward work. */
import type { View } from '../../contract/products.ts';
import { emptyView, readView, writeView } from './viewInAddress.ts';

/** What every place has; a page adds its own. Only that page makes an address with its name. */
export interface Address {
  /** The name of the page. */
  readonly page: string;
  /** The library's view: its filters apply everywhere. */
  readonly view: View;
  /** The product that has the focus there. */
  readonly product: string | null;
}

/** What a person brings along from one page to another. */
export interface Arrival {
  readonly view: View;
  /** The product that it was about where one comes from. */
  readonly product: string | null;
}

/** The text of an address, taken apart. */
export interface AddressText extends Arrival {
  /** The first word of the path: one of the page's `paths`. */
  readonly path: string;
  /** What follows the slash after it, still encoded: `decodePart` reads it. */
  readonly rest: string;
  /** A page never calls a parameter of its own `text`, `sort`, `product` or `where.…`: these are everyone's. */
  readonly params: URLSearchParams;
}

/** How one page's addresses are read, written and come to. */
export interface Place<A extends Address> {
  readonly name: A['page'];
  /** First words of the paths that lead here. */
  readonly paths: readonly string[];
  /** Null where the text names nothing of this page; single parameters that cannot be read get their defaults. */
  read(text: AddressText): A | null;
  /** Of what it left out because it cannot be used: a sentence for the person each. */
  describeUnread?(text: AddressText): readonly string[];
  /** Returns the path and adds the page's own parameters, without those at their default. */
  write(address: A, params: URLSearchParams): string;
  /** Where its tab leads; `last` is where one was here last. Null while there is nothing to show. */
  enter(from: Arrival, last: A | null): A | null;
  /** The product that it is about, for pages that are entered from here; without it, the one with the focus. */
  subject?(address: A): string | null;
  /** On the one page that a product opens (Enter, a double click): where it then leads. */
  openProduct?(from: Address, id: string): A;
}

/** All pages' addresses; the first page is where one starts. */
export interface AddressBook {
  /** Reads an address; an unknown page, or one that cannot be read, becomes the first page. */
  parse(hash: string): Address;
  /** What of it `parse` leaves out because it cannot be used, in sentences. */
  describeUnread(hash: string): readonly string[];
  /** The address as text, starting with `#`; what is at its default is left out. */
  format(address: Address): string;
  start(): Address;
  /** What is brought along from an address. */
  leave(address: Address): Arrival;
  /** Where a product leads from there; where no page opens products, one stays. */
  openProduct(from: Address, id: string): Address;
}

/** @throws where two pages want the same name or path, or the first one cannot be entered from nowhere. */
export function createAddressBook(places: readonly Place<Address>[]): AddressBook {
  const byName = new Map<string, Place<Address>>();
  const byPath = new Map<string, Place<Address>>();
  for (const place of places) {
    addOnce(byName, place.name, place);
    for (const path of place.paths) addOnce(byPath, path, place);
  }
  const opensProducts = places.find((place) => place.openProduct !== undefined);

  function placeOf(address: Address): Place<Address> {
    const place = byName.get(address.page);
    if (place === undefined) throw new Error(`There is no page "${address.page}".`);
    return place;
  }

  function enterFirst(from: Arrival): Address {
    const address = places[0]?.enter(from, null) ?? null;
    if (address === null) throw new Error('The first page must be open to everyone.');
    return address;
  }

  const start = enterFirst({ view: emptyView, product: null });

  return {
    start: () => start,

    parse(hash) {
      const text = takeApart(hash);
      return byPath.get(text.path)?.read(text) ?? enterFirst({ view: text.view, product: text.product });
    },

    describeUnread(hash) {
      const text = takeApart(hash);
      return byPath.get(text.path)?.describeUnread?.(text) ?? [];
    },

    format(address) {
      const params = new URLSearchParams();
      writeView(address.view, params);
      if (address.product !== null) params.set('product', address.product);
      const path = placeOf(address).write(address, params);
      const search = params.toString();
      return search === '' ? `#/${path}` : `#/${path}?${search}`;
    },

    leave(address) {
      const place = placeOf(address);
      const product = place.subject === undefined ? address.product : place.subject(address);
      return { view: address.view, product };
    },

    openProduct: (from, id) => opensProducts?.openProduct?.(from, id) ?? from,
  };
}

function takeApart(hash: string): AddressText {
  const [whole = '', search = ''] = splitOnce(hash.replace(/^#\/?/, ''), '?');
  const [path = '', rest = ''] = splitOnce(whole, '/');
  const params = new URLSearchParams(search);
  return { path, rest, params, view: readView(params), product: params.get('product') };
}

/** A part of a path as it was before `encodeURIComponent`; a hand-typed stray per cent sign is taken as it stands. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function addOnce(known: Map<string, Place<Address>>, key: string, place: Place<Address>): void {
  if (known.has(key)) throw new Error(`Two pages are called "${key}".`);
  known.set(key, place);
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
