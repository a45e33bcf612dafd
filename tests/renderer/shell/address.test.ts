import { describe, expect, it } from 'vitest';
import { type LibraryAddress, libraryPlace } from '../../../src/renderer/features/products/libraryAddress.ts';
import { lookAlikesPlace } from '../../../src/renderer/features/search/lookAlikesAddress.ts';
import { type Address, createAddressBook, type Place } from '../../../src/renderer/shell/address.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

/** A page that nothing in the interface has heard of. */
interface MapAddress extends Address {
  readonly page: 'map';
  readonly zoom: number;
}

const mapPlace: Place<MapAddress> = {
  name: 'map',
  paths: ['map'],
  read: ({ view, product, params }) => ({
    page: 'map',
    view,
    product,
    zoom: Number(params.get('zoom') ?? 1),
  }),
  write(address, params) {
    if (address.zoom !== 1) params.set('zoom', String(address.zoom));
    return 'map';
  },
  enter: ({ view, product }, last) => ({ page: 'map', view, product, zoom: last?.zoom ?? 1 }),
};

const book = createAddressBook([libraryPlace, lookAlikesPlace, mapPlace]);

const library: LibraryAddress = {
  page: 'library',
  view: {
    where: [
      { field: 'baseColour', values: ['Navy Blue', 'Black & White', ''] },
      { field: 'größe=x', values: ['a+b', '100%'] },
      { kind: 'range', field: 'price', min: '9.5', max: '20' },
      { kind: 'text', text: 'navy & blue' },
      { kind: 'range', field: 'added.on', max: '2012-03-31' },
      { kind: 'has', field: 'season' },
      { kind: 'text', field: 'fabric', text: 'cot' },
      { kind: 'ids', ids: ['1,2', 'a%20b', 'é&'] },
      { kind: 'lacks', field: 'a=b' },
      { kind: 'selection', id: '0f1e' },
    ],
    text: 'shirt & tie?',
    sort: { field: 'year', descending: true },
  },
  product: '10/22 #4',
};

describe('an address', () => {
  it.each<[string, Address]>([
    ['the library', library],
    ['where one starts', book.start()],
    ['a page of its own', { ...library, page: 'map', zoom: 4 } as MapAddress],
  ])('comes back as it was written: %s', (_name, address) => {
    expect(book.parse(book.format(address))).toEqual(address);
  });

  it('leaves out what is at its default', () => {
    expect(book.format(book.start())).toBe('#/library');
  });

  it.each(['', '#', '#/', '#/nowhere', '#/look-alikes/', '#/outside/zz'])(
    'is the first page for %j',
    (hash) => {
      expect(book.parse(hash)).toEqual({ page: 'library', view: emptyView, product: null });
    },
  );

  it.each([
    'range.price=cheap',
    'range.price=20..10',
    'range.price=..',
    'range.=1..2',
    'where.=x',
    'find=%20',
    'has=',
    'ids.x=1',
    'selection=',
  ])('leaves out a filter that cannot be read: %s', (params) => {
    expect(book.parse(`#/library?${params}&where.gender=Men`).view.where).toEqual([
      { field: 'gender', values: ['Men'] },
    ]);
  });

  it('of an unknown page keeps the filters', () => {
    const { view } = library;
    const text = book.format({ page: 'library', view, product: null }).replace('#/library', '#/nowhere');
    expect(book.parse(text)).toEqual({ page: 'library', view, product: null });
  });
});

describe('a third page', () => {
  it('takes the filters and the product along, both ways', () => {
    const map = mapPlace.enter(book.leave(library), null);
    expect(map).toEqual({ page: 'map', view: library.view, product: library.product, zoom: 1 });
    expect(map === null ? null : libraryPlace.enter(book.leave(map), null)).toEqual(library);
  });

  it('opens a product where every page does', () => {
    const map: MapAddress = { page: 'map', view: library.view, product: null, zoom: 2 };
    expect(book.format(book.openProduct(map, '7'))).toMatch(/^#\/look-alikes\/7\?/);
  });
});

describe('an address book', () => {
  it('refuses two pages with one path', () => {
    const other: Place<Address> = { ...libraryPlace, name: 'other' };
    expect(() => createAddressBook([libraryPlace, other])).toThrow('Two pages are called "library".');
  });

  it('refuses a first page that cannot be entered from nowhere', () => {
    expect(() => createAddressBook([lookAlikesPlace, libraryPlace])).toThrow('first page');
  });

  it('stays where no page opens products', () => {
    const alone = createAddressBook([libraryPlace]);
    expect(alone.openProduct(library, '7')).toBe(library);
  });
});
