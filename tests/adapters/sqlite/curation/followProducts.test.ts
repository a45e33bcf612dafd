import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let place: CurationFolder;

beforeEach(() => {
  place = openCurationFolder();
});

afterEach(() => place.remove());

/** Says how many decisions moved, were merged and were set aside. */
function follow(...pairs: [from: string, to: string][]) {
  const { moved, merged, setAside } = place.opened.store.follow(pairs.map(([from, to]) => ({ from, to })));
  return { moved, merged, setAside };
}

describe('a product that an import renames', () => {
  it('takes its decisions along, and those on it in other lists', () => {
    place.decide('a', 'b', 'pinned');
    place.decide('a', 'c', 'pinned');
    place.decide('z', 'a', 'rejected');
    expect(follow(['a', 'a2'])).toEqual({ moved: 3, merged: 0, setAside: 0 });
    expect([place.list('a2'), place.list('z'), place.list('a')]).toEqual([
      'b pinned, c pinned',
      'a2 rejected',
      '',
    ]);
  });

  it('may swap its id with another one', () => {
    place.decide('a', 'x', 'pinned');
    place.decide('b', 'x', 'rejected');
    place.decide('a', 'b', 'accepted');
    follow(['a', 'b'], ['b', 'a']);
    expect([place.list('a'), place.list('b')]).toEqual(['x rejected', 'x pinned, a accepted']);
  });

  it('takes its corrections along', () => {
    place.opened.store.corrections.correct(
      [{ productId: 'a', field: 'colour', value: 'Navy' }],
      () => 'Blue',
    );
    follow(['a', 'b']);
    expect(place.opened.store.corrections.of('a')).toBeUndefined();
    expect(place.opened.store.corrections.of('b')?.get('colour')).toMatchObject({
      value: 'Navy',
      metadataThen: 'Blue',
    });
  });

  it('takes along that a value is right as it is', () => {
    const confirmed = { productId: 'a', field: 'colour', value: 'Mauve' };
    place.opened.store.corrections.confirm(confirmed);
    follow(['a', 'b']);
    expect(place.opened.store.corrections.confirmed()).toEqual([{ ...confirmed, productId: 'b' }]);
    place.opened.store.undo(1);
    expect(place.opened.store.corrections.confirmed()).toEqual([]);
  });

  it('can still be undone', () => {
    place.decide('a', 'x', 'accepted');
    place.decide('a', 'x', 'pinned');
    follow(['a', 'b'], ['x', 'y']);
    expect(place.opened.store.undo(1).steps).toMatchObject([{ operation: 'pin', id: 'b', lookAlike: 'y' }]);
    expect(place.list('b')).toBe('y accepted');
    expect(place.opened.store.redo(1).steps).toHaveLength(1);
    expect([place.list('a'), place.list('b')]).toEqual(['', 'y pinned']);
  });
});

describe('products that an import merges', () => {
  it.each([
    ['pinned', 'accepted', 'pinned'],
    ['accepted', 'pinned', 'pinned'],
    ['accepted', 'rejected', 'accepted'],
    ['rejected', 'accepted', 'accepted'],
    ['rejected', 'pinned', 'pinned'],
    ['rejected', 'rejected', 'rejected'],
  ] as const)('%s and %s become %s', (one, other, kept) => {
    place.decide('a', 'x', one);
    place.decide('b', 'x', other);
    expect(follow(['b', 'a'])).toEqual({ moved: 1, merged: 1, setAside: 0 });
    expect([place.list('a'), place.list('b')]).toEqual([`x ${kept}`, '']);
  });

  it('keep the later of two reasons', async () => {
    place.decide('b', 'x', 'rejected', { reason: 'first' });
    // Two decisions of one millisecond have no order.
    const start = Date.now();
    while (Date.now() === start);
    place.decide('a', 'x', 'rejected', { reason: 'second' });
    follow(['b', 'a']);
    expect(place.opened.store.decisionsOf('a')).toMatchObject([
      { id: 'x', state: 'rejected', reason: 'second' },
    ]);
  });

  it('put the pins of the one after those of the other', () => {
    for (const id of ['x', 'y']) place.decide('a', id, 'pinned');
    for (const id of ['v', 'w']) place.decide('b', id, 'pinned');
    follow(['b', 'a']);
    expect(place.list('a')).toBe('x pinned, y pinned, v pinned, w pinned');
  });

  it('forget the decision on each other, which is one on itself', () => {
    place.decide('a', 'b', 'accepted');
    expect(follow(['b', 'a'])).toEqual({ moved: 0, merged: 1, setAside: 0 });
    expect(place.list('a')).toBe('');
  });

  it('leave what was merged of two alone when undoing, and undo the rest', () => {
    place.decide('a', 'x', 'accepted');
    place.decide('a', 'y', 'accepted');
    place.decide('b', 'x', 'pinned');
    follow(['b', 'a']);
    expect(place.opened.store.undo(10).steps).toMatchObject([{ lookAlike: 'y' }]);
    expect(place.list('a')).toBe('x pinned');
  });
});

it('does nothing for products nobody decided on', () => {
  place.decide('a', 'x', 'accepted');
  const { version } = place.opened.store;
  expect(follow(['p', 'q'], ['q', 'r'])).toEqual({ moved: 0, merged: 0, setAside: 0 });
  expect(place.opened.store.version).toBe(version);
});

it('counts as resting what stands on products that are gone', () => {
  place.decide('a', 'x', 'accepted');
  place.decide('a', 'y', 'accepted');
  place.decide('b', 'x', 'pinned');
  expect(place.opened.store.countResting((id) => id !== 'x')).toBe(2);
  expect(place.opened.store.countResting(() => true)).toBe(0);
});
