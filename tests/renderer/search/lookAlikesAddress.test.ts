import { describe, expect, it } from 'vitest';
import { libraryPlace } from '../../../src/renderer/features/products/libraryAddress.ts';
import {
  backToStep,
  type LookAlikesAddress,
  lookAlikesOf,
  lookAlikesPlace,
  type Query,
} from '../../../src/renderer/features/search/lookAlikesAddress.ts';
import { createAddressBook } from '../../../src/renderer/shell/address.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

const book = createAddressBook([libraryPlace, lookAlikesPlace]);
const imageId = 'ab'.repeat(32);
const view = { ...emptyView, where: [{ field: 'baseColour', values: ['Navy Blue', 'a+b', '100%'] }] };
const library = { page: 'library', view, product: '10/22 #4' } as const;
const lookAlikes: LookAlikesAddress = {
  page: 'look-alikes',
  view,
  query: { kind: 'product', id: 'a/b?c#d%' },
  trail: [
    { kind: 'product', id: 'first' },
    { kind: 'outside', imageId },
  ],
  k: 24,
  metric: 'manhattan',
  same: ['gender', 'article type'],
  diversity: 0.25,
  type: 'cross-sell',
  order: { by: 'field', field: 'article type' },
  wishes: {
    region: { left: 0.1, top: 0.25, width: 0.5, height: 0.4 },
    like: ['a b', 'c&d'],
    unlike: ['é'],
    unlikeWeight: 0.8,
    minScore: 0.4,
    maxScore: 0.95,
    colourWeight: 0.3,
    isGrouped: true,
    unfolded: ['x/y'],
  },
  above: '#/lists?state=begun',
  product: 'x y',
};

function product(id: string): Query {
  return { kind: 'product', id };
}

describe('the address of look-alikes', () => {
  it.each<[string, LookAlikesAddress]>([
    ['of a product', lookAlikes],
    ['of an image from outside', { ...lookAlikes, query: { kind: 'outside', imageId } }],
  ])('comes back as it was written: %s', (_name, address) => {
    expect(book.parse(book.format(address))).toEqual(address);
  });

  it.each([
    ['part=0.5,0.5,0,0', 'of the picture in this address, 0.5,0.5,0,0,'],
    ['part=0.8,0,0.5,0.5', 'of the picture in this address, 0.8,0,0.5,0.5,'],
    ['from=low', 'least score in this address is none: low.'],
    ['to=7', 'greatest score in this address is none: 7.'],
  ])('says in words that it cannot use %s', (params, words) => {
    expect(book.describeUnread(`#/look-alikes/a?k=5&${params}`)).toEqual([expect.stringContaining(words)]);
    expect(book.format(book.parse(`#/look-alikes/a?k=5&${params}`))).toBe('#/look-alikes/a?k=5');
  });

  it('has nothing to say of what it can use', () => {
    expect(book.describeUnread(book.format(lookAlikes))).toEqual([]);
  });

  it('reads as it always did', () => {
    expect(book.format(lookAlikesOf(library, product('a/b')))).toBe(
      '#/look-alikes/a%2Fb?where.baseColour=Navy+Blue&where.baseColour=a%2Bb&where.baseColour=100%25',
    );
    expect(book.format(lookAlikesOf(book.start(), { kind: 'outside', imageId }))).toBe(
      `#/outside/${imageId}`,
    );
  });

  it('takes the default for what it cannot read', () => {
    const address = book.parse('#/look-alikes/7?k=900&metric=hamming&diversity=4&sort=');
    expect(address).toMatchObject({ k: null, metric: null, diversity: 1, view: emptyView });
  });

  it('takes a stray per cent sign as it stands', () => {
    expect(book.parse('#/look-alikes/50%')).toMatchObject({ query: product('50%') });
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

describe('coming by the tab', () => {
  it('shows the look-alikes of the product that it was about, whatever was seen before', () => {
    expect(lookAlikesPlace.enter(library, lookAlikes)).toEqual(lookAlikesOf(library, product('10/22 #4')));
  });

  it('shows those seen last, under the filters of now, where it was about no product', () => {
    const from = { view: emptyView, product: null };
    expect(lookAlikesPlace.enter(from, lookAlikes)).toEqual({ ...lookAlikes, view: emptyView });
  });

  it('leads nowhere before there were any', () => {
    expect(lookAlikesPlace.enter({ view, product: null }, null)).toBeNull();
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
    expect(libraryPlace.enter(book.leave(far), null)).toEqual({
      page: 'library',
      view: far.view,
      product: 'a',
    });
  });

  it('to the library focuses nothing where one started with an image from outside', () => {
    const fromOutside: LookAlikesAddress = { ...far, trail: [{ kind: 'outside', imageId }] };
    expect(book.leave(fromOutside).product).toBeNull();
  });
});
