import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CatalogDatabase, openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';
import {
  createPublicationStore,
  type PublicationStore,
} from '../../../../src/adapters/sqlite/catalog/publicationStore.ts';

let database: CatalogDatabase;
let store: PublicationStore;

beforeEach(() => {
  database = openDatabase(':memory:', null);
  store = createPublicationStore(database, 'the file');
});

afterEach(() => database.close());

const keptFor = (address: string) =>
  store
    .renamings(address)
    .all()
    .map(({ successions }) => successions);

describe('what is renamed in a catalog', () => {
  it('is kept for every address where it was published, and for none else', () => {
    store.keep([{ from: 'a', to: 'b' }]);
    store.begin('one');
    store.keep([{ from: 'b', to: 'c' }]);
    store.begin('one');
    store.begin('other');
    store.keep([{ from: 'c', to: 'd', displaces: true }]);
    expect(keptFor('one')).toEqual([[{ from: 'b', to: 'c' }], [{ from: 'c', to: 'd', displaces: true }]]);
    expect(keptFor('other')).toEqual([[{ from: 'c', to: 'd', displaces: true }]]);
    expect(keptFor('a third')).toEqual([]);
  });

  it('is forgotten for the one that has it', () => {
    store.begin('one');
    store.begin('other');
    store.keep([{ from: 'a', to: 'b' }]);
    const { all, forget } = store.renamings('one');
    forget(all());
    expect([keptFor('one'), keptFor('other')]).toEqual([[], [[{ from: 'a', to: 'b' }]]]);
  });
});
