import { describe, expect, it } from 'vitest';
import {
  type Address,
  backToStep,
  emptyView,
  formatAddress,
  type LibraryAddress,
  type LookAlikesAddress,
  libraryOf,
  lookAlikesOf,
  parseAddress,
  type Query,
} from '../../../src/renderer/app/address.ts';

const imageId = 'ab'.repeat(32);
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
const lookAlikes: LookAlikesAddress = {
  page: 'look-alikes',
  view: library.view,
  query: { kind: 'product', id: 'a/b?c#d%' },
  trail: [
    { kind: 'product', id: 'first' },
    { kind: 'outside', imageId },
  ],
  k: 24,
  metric: 'manhattan',
  same: ['gender', 'article type'],
  diversity: 0.25,
  product: 'x y',
};

function product(id: string): Query {
  return { kind: 'product', id };
}

describe('an address', () => {
  it.each<[string, Address]>([
    ['the library', library],
    ['the library as it starts', { page: 'library', view: emptyView, product: null }],
    ['look-alikes of a product', lookAlikes],
    ['look-alikes of an image from outside', { ...lookAlikes, query: { kind: 'outside', imageId } }],
  ])('comes back as it was written: %s', (_name, address) => {
    expect(parseAddress(formatAddress(address))).toEqual(address);
  });

  it('leaves out what is at its default', () => {
    expect(formatAddress({ page: 'library', view: emptyView, product: null })).toBe('#/library');
  });

  it.each(['', '#', '#/', '#/nowhere', '#/look-alikes/', '#/outside/zz'])('is the library for %j', (hash) => {
    expect(parseAddress(hash)).toEqual({ page: 'library', view: emptyView, product: null });
  });

  it('takes the default for what it cannot read', () => {
    const address = parseAddress('#/look-alikes/7?k=900&metric=hamming&diversity=4&sort=');
    expect(address).toMatchObject({ k: null, metric: null, diversity: 1, view: emptyView });
  });

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
    expect(parseAddress(`#/library?${params}&where.gender=Men`).view.where).toEqual([
      { field: 'gender', values: ['Men'] },
    ]);
  });

  it('takes a stray per cent sign as it stands', () => {
    expect(parseAddress('#/look-alikes/50%')).toMatchObject({ query: product('50%') });
  });
});

describe('going on', () => {
  const start = lookAlikesOf(library, product('a'));

  it('keeps the filters of the library', () => {
    expect(start).toMatchObject({ view: library.view, trail: [], same: [] });
  });

  it('makes the trail one step longer and forgets the focus', () => {
    const next = lookAlikesOf({ ...start, product: 'b' }, product('b'));
    expect(next).toMatchObject({ query: product('b'), trail: [product('a')], product: null });
  });

  it('to where one already is changes nothing', () => {
    expect(lookAlikesOf(start, product('a'))).toBe(start);
  });

  it('forgets the oldest steps of a very long trail', () => {
    let address = start;
    for (let step = 0; step < 40; step += 1) address = lookAlikesOf(address, product(`step ${step}`));
    expect(address.trail).toHaveLength(24);
    expect(address.trail.at(-1)).toEqual(product('step 38'));
  });
});

describe('going back', () => {
  const far: LookAlikesAddress = {
    ...lookAlikes,
    trail: [product('a'), product('b'), product('c')],
    query: product('d'),
  };

  it('to a step cuts the trail there and focuses the look-alike that led on', () => {
    expect(backToStep(far, 1)).toMatchObject({ query: product('b'), trail: [product('a')], product: 'c' });
  });

  it('to a step that does not exist changes nothing', () => {
    expect(backToStep(far, 9)).toBe(far);
  });

  it('to the library focuses the product where one started', () => {
    expect(libraryOf(far)).toEqual({ page: 'library', view: far.view, product: 'a' });
  });
});
