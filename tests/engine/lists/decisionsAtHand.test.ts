import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { decisionsAtHand } from '../../../src/engine/catalogs/stored/decisionsAtHand.ts';
import { type CurationFolder, openCurationFolder } from '../../adapters/sqlite/curation/curationFolder.ts';

let place: CurationFolder;

beforeEach(() => {
  place = openCurationFolder();
});

afterEach(() => place.remove());

it('a job has the decisions of now, and asks the database of no product without any', () => {
  const { store } = place.opened;
  place.decide('a', 'b', 'accepted');
  place.decide('c', 'd', 'rejected', { type: 'related' });
  const decisionsOf = vi.fn(store.decisionsOf);
  const atHand = decisionsAtHand(
    {
      ...store,
      decisionsOf,
      get version() {
        return store.version;
      },
    },
    'substitute',
  );
  const decided = (id: string) => atHand.decisionsOf(id).map(({ id: other, state }) => `${other} ${state}`);
  expect([decided('a'), decided('b'), decided('c')]).toEqual([['b accepted'], [], []]);
  expect(decisionsOf).toHaveBeenCalledTimes(1);
  place.decide('b', 'a', 'pinned');
  place.decide('a', 'b', null);
  expect([decided('a'), decided('b')]).toEqual([[], ['a pinned']]);
  store.undo(2);
  expect([decided('a'), decided('b')]).toEqual([['b accepted'], []]);
});

it('a job has the generated lists of now', () => {
  const { store } = place.opened;
  const atHand = decisionsAtHand(store, 'substitute');
  expect(atHand.generatedOf('a')).toBeNull();
  const generation = store.beginGeneration('substitute', '[]');
  store.addGenerated(generation, 'substitute', [{ productId: 'a', rule: null, entries: ['b', 'c'] }]);
  expect(atHand.generatedOf('a')).toBeNull();
  store.applyGeneration(generation, 'substitute');
  expect(atHand.generatedOf('a')).toEqual(['b', 'c']);
  expect(atHand.generatedOf('b')).toBeNull();
  store.undo(1);
  expect(atHand.generatedOf('a')).toBeNull();
});
