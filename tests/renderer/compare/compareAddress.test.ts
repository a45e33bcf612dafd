import { describe, expect, it } from 'vitest';
import {
  type CompareAddress,
  canCompare,
  compareAddress,
  comparePlace,
  nextPair,
  withChallenger,
  withNewChampion,
} from '../../../src/renderer/features/compare/compareAddress.ts';
import { libraryPlace } from '../../../src/renderer/features/products/libraryAddress.ts';
import { createAddressBook } from '../../../src/renderer/shell/address.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

const book = createAddressBook([libraryPlace, comparePlace]);
const four = compareAddress(emptyView, ['a', 'b', 'c', 'd'], null);

describe('the address of a comparison', () => {
  it.each<[string, CompareAddress]>([
    ['as it is opened', four],
    [
      'with everything',
      {
        page: 'compare',
        view: { ...emptyView, where: [{ field: 'baseColour', values: ['Navy Blue'] }] },
        ids: ['10/22 #4', 'x?y&z', '50%'],
        isLocked: false,
        isPair: true,
        list: { id: '10/22 #4', type: 'cross-sell' },
        product: '50%',
      },
    ],
  ])('comes back as it was written: %s', (_name, address) => {
    expect(book.parse(book.format(address))).toEqual(address);
  });

  it('is short where nothing was changed', () => {
    expect(book.format(four)).toBe('#/compare/a/b/c/d?product=b');
  });

  it('has each product once, and no challenger that is not among them', () => {
    expect(book.parse('#/compare/a/b//a/c?product=gone&type=&locked=maybe')).toMatchObject({
      ids: ['a', 'b', 'c'],
      product: 'b',
      isLocked: true,
      list: null,
    });
    expect(book.parse('#/compare/a/b?product=a')).toMatchObject({ product: 'b' });
    expect(book.parse('#/compare')).toMatchObject({ ids: [], product: null });
  });

  it('is entered where one was last, and not before there was anything', () => {
    const from = { view: emptyView, product: 'x' };
    expect(comparePlace.enter(from, null)).toBeNull();
    expect(comparePlace.enter(from, four)).toEqual(four);
  });

  it('is about the product whose list is curated, else about the challenger', () => {
    expect(book.leave(four).product).toBe('b');
    expect(book.leave({ ...four, list: { id: 'q', type: 'substitute' } } as CompareAddress).product).toBe(
      'q',
    );
  });

  it('takes two to six', () => {
    expect([0, 1, 2, 6, 7].map(canCompare)).toEqual([false, false, true, true, false]);
  });
});

describe('going from challenger to challenger', () => {
  const stepped = (address: CompareAddress, steps: readonly (1 | -1)[]) => {
    const { ids, product } = steps.reduce(nextPair, address);
    return `${ids.join('')} ${product}`;
  };

  it('keeps a locked champion, and begins again after the last', () => {
    expect(stepped(four, [1])).toBe('abcd c');
    expect(stepped(four, [1, 1, 1])).toBe('abcd b');
    expect(stepped(four, [-1])).toBe('abcd d');
  });

  it('lets the challenger take the place of one that is not locked', () => {
    const loose = { ...four, isLocked: false };
    expect(stepped(loose, [1])).toBe('bcda c');
    expect(stepped(loose, [1, 1, 1, 1])).toBe('abcd b');
    expect(stepped(loose, [-1])).toBe('dabc a');
    expect(stepped({ ...loose, product: 'c' }, [1])).toBe('cdab d');
  });

  it('stays with the only one', () => {
    expect(stepped(compareAddress(emptyView, ['a', 'b'], null), [1])).toBe('ab b');
  });
});

describe('the parts', () => {
  it('change between champion and challenger, and back', () => {
    const chosen = withChallenger(four, 'c');
    const crowned = withNewChampion(chosen);
    expect(crowned).toMatchObject({ ids: ['c', 'b', 'a', 'd'], product: 'a' });
    expect(withNewChampion(crowned)).toEqual(chosen);
  });

  it('never set the champion against itself', () => {
    expect(withChallenger(four, 'a')).toBe(four);
  });
});
