import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let place: CurationFolder;

beforeEach(() => {
  place = openCurationFolder();
});

afterEach(() => place.remove());

describe('a decision', () => {
  it('answers with what stood before, and where the pin now is', () => {
    expect(place.decide('a', 'b', 'accepted')).toEqual({ previous: null, position: null });
    expect(place.decide('a', 'c', 'pinned')).toEqual({ previous: null, position: 1 });
    expect(place.decide('a', 'b', 'pinned')).toEqual({ previous: 'accepted', position: 2 });
    expect(place.decide('a', 'c', null)).toEqual({ previous: 'pinned', position: null });
    expect(place.list('a')).toBe('b pinned');
  });

  it('puts a pin at its place and moves the others', () => {
    for (const id of ['b', 'c', 'd']) place.decide('a', id, 'pinned');
    expect(place.decide('a', 'e', 'pinned', { position: 2 }).position).toBe(2);
    expect(place.decide('a', 'd', 'pinned', { position: 1 }).position).toBe(1);
    expect(place.list('a')).toBe('d pinned, b pinned, e pinned, c pinned');
  });

  it('leaves other pins at their places where one goes, and puts the next after the last', () => {
    for (const id of ['b', 'c', 'd']) place.decide('a', id, 'pinned');
    place.decide('a', 'b', null);
    expect(place.opened.store.decisionsOf('a').map(({ position }) => position)).toEqual([2, 3]);
    expect(place.decide('a', 'e', 'pinned').position).toBe(4);
  });

  it('keeps a pin where it is when it is pinned again', () => {
    for (const id of ['b', 'c']) place.decide('a', id, 'pinned');
    expect(place.decide('a', 'b', 'pinned').position).toBe(1);
    expect(place.list('a')).toBe('b pinned, c pinned');
    place.opened.store.undo(1);
    expect(place.list('a')).toBe('b pinned');
  });

  it('belongs to one type of list', () => {
    place.decide('a', 'b', 'pinned');
    place.decide('a', 'b', 'rejected', { type: 'cross-sell' });
    expect([place.list('a'), place.list('a', 'cross-sell')]).toEqual(['b pinned', 'b rejected']);
  });

  it('keeps its reason', () => {
    place.decide('a', 'b', 'rejected', { reason: 'sold out' });
    expect(place.opened.store.decisionsOf('a')).toMatchObject([
      { id: 'b', state: 'rejected', reason: 'sold out' },
    ]);
  });
});

describe('an import of lists', () => {
  it('puts a new pin after those whose places have gaps, keeps reasons, and is one step', () => {
    for (const id of ['b', 'c', 'd']) place.decide('a', id, 'pinned');
    place.decide('a', 'b', null);
    place.decide('a', 'e', 'rejected', { reason: 'sold out' });
    const { store } = place.opened;
    const { version } = store;
    const entries = [
      ...(['c', 'd', 'n'] as const).map((id) => ({ id, state: 'pinned' as const })),
      { id: 'e', state: 'rejected' as const },
    ];
    const lists = [
      { productId: 'a', entries },
      { productId: 'x', entries: [{ id: 'y', state: 'accepted' as const }] },
    ];
    expect(store.importLists('substitute', lists)).toEqual({ changes: 2, productIds: ['a', 'x'] });
    expect([place.list('a'), place.list('x')]).toEqual([
      'c pinned, d pinned, n pinned, e rejected',
      'y accepted',
    ]);
    expect(store.decisionsOf('a').at(-1)?.reason).toBe('sold out');
    expect(store.importLists('substitute', lists)).toEqual({ changes: 0, productIds: [] });
    expect(store.version).toBe(version + 1);
    expect(store.undo(1).productIds.toSorted()).toEqual(['a', 'x']);
    expect([place.list('a'), place.list('x')]).toEqual(['c pinned, d pinned, e rejected', '']);
  });
});

describe('undo', () => {
  it('puts back states, places and reasons, step by step, also after a restart', async () => {
    place.decide('a', 'b', 'pinned');
    place.decide('a', 'c', 'pinned');
    place.decide('a', 'd', 'pinned', { position: 1 });
    place.decide('x', 'y', 'rejected', { reason: 'blurred' });
    place.decide('a', 'c', null);
    await place.reopen();
    const { store } = place.opened;
    expect(store.undo(1).steps).toMatchObject([{ operation: 'clear', id: 'a', lookAlike: 'c' }]);
    expect(place.list('a')).toBe('d pinned, b pinned, c pinned');
    expect(store.undo(2).steps).toMatchObject([
      { operation: 'reject', id: 'x', lookAlike: 'y' },
      { operation: 'pin', id: 'a', lookAlike: 'd', position: 1 },
    ]);
    expect([place.list('a'), place.list('x')]).toEqual(['b pinned, c pinned', '']);
    expect(store.undo(10).steps).toHaveLength(2);
    expect([place.list('a'), store.undo(1).steps.length]).toEqual(['', 0]);
  });

  it('is done again in the order of before, until something else is decided', async () => {
    place.decide('a', 'b', 'accepted');
    place.decide('a', 'c', 'rejected', { reason: 'too dear' });
    place.opened.store.undo(2);
    await place.reopen();
    const { store } = place.opened;
    expect(store.redo(1).steps).toMatchObject([{ operation: 'accept', lookAlike: 'b' }]);
    expect(store.redo(5).steps).toMatchObject([{ operation: 'reject', lookAlike: 'c' }]);
    expect(store.decisionsOf('a')).toMatchObject([
      { id: 'b', state: 'accepted', reason: null },
      { id: 'c', state: 'rejected', reason: 'too dear' },
    ]);
    store.undo(1);
    place.decide('a', 'd', 'pinned');
    expect(store.redo(1).steps).toEqual([]);
    expect(store.undo(1).steps).toMatchObject([{ lookAlike: 'd' }]);
    expect(store.undo(1).steps).toMatchObject([{ lookAlike: 'b' }]);
  });

  it('says what it would do next', () => {
    const { store } = place.opened;
    expect(store.history()).toEqual({ undo: null, redo: null });
    place.decide('a', 'b', 'pinned');
    place.decide('a', 'c', 'accepted');
    store.undo(1);
    expect(store.history()).toMatchObject({
      undo: { operation: 'pin', lookAlike: 'b' },
      redo: { operation: 'accept', lookAlike: 'c' },
    });
  });

  it('takes corrections back too', () => {
    const { store } = place.opened;
    const { corrections } = store;
    const correct = (value: string | null) =>
      corrections.correct([{ productId: 'a', field: 'colour', value }], () => 'Red');
    const colour = () => corrections.of('a')?.get('colour')?.value;
    expect(correct('Navy')).toEqual([null]);
    expect(correct('Blue')).toEqual(['Navy']);
    expect(colour()).toBe('Blue');
    expect(store.undo(1)).toMatchObject({
      steps: [{ operation: 'correct', id: 'a', lookAlike: null, field: 'colour' }],
      productIds: ['a'],
    });
    expect(colour()).toBe('Navy');
    expect(correct(null)).toEqual(['Navy']);
    expect(colour()).toBeUndefined();
  });

  it('takes many corrections back as one step, and that a value is right as it is', () => {
    const { store } = place.opened;
    const navy = ['a', 'b', 'c'].map((productId) => ({ productId, field: 'colour', value: 'Navy' }));
    store.corrections.correct(navy, () => '');
    const confirmed = { productId: 'd', field: 'colour', value: 'Mauve' };
    store.corrections.confirm(confirmed);
    expect(store.corrections.confirmed()).toEqual([confirmed]);
    expect(store.undo(1)).toMatchObject({ steps: [{ operation: 'confirm', id: 'd', field: 'colour' }] });
    expect(store.corrections.confirmed()).toEqual([]);
    expect(store.undo(1)).toMatchObject({
      steps: [{ operation: 'correct-all' }],
      productIds: ['c', 'b', 'a'],
    });
    expect([...store.corrections.all()]).toEqual([]);
    store.redo(2);
    expect([...store.corrections.all()].map(({ productId }) => productId)).toEqual(['a', 'b', 'c']);
    expect(store.corrections.confirmed()).toEqual([confirmed]);
  });
});

it('changes nothing and writes nothing down where the decision stands already', () => {
  place.decide('a', 'b', 'accepted');
  const { version } = place.opened.store;
  place.decide('a', 'b', 'accepted');
  place.decide('a', 'nobody', null);
  expect(place.opened.store.version).toBe(version);
  place.opened.store.undo(1);
  expect(place.list('a')).toBe('');
});
