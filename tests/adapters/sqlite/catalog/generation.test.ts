import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmbeddingStore } from '../../../../src/adapters/sqlite/catalog/embeddingStore.ts';
import { createImportStore } from '../../../../src/adapters/sqlite/catalog/importStore.ts';
import { type CatalogDatabase, openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { createPruneStore } from '../../../../src/adapters/sqlite/catalog/pruneStore.ts';
import { createSourceStore } from '../../../../src/adapters/sqlite/catalog/sourceStore.ts';
import { shortVector } from '../../../core/search/searchCatalog.ts';
import { imageRecord } from './imageRecord.ts';

let folder: string;
let database: CatalogDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-generation-'));
  database = openDatabase(join(folder, 'twinset.db'), null);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const generation = () => createEmbeddingStore(database).generation();

function importInto(space: string) {
  const sources = createSourceStore(database);
  const source = sources.save('/images', null, { map: {} });
  const number = sources.beginImport(source.id);
  return {
    source,
    number,
    store: createImportStore(database, 'twinset.db', source, number, space, () => undefined),
  };
}

/** Runs the work and says whether the generation is another one now. */
function changes(work: () => void): boolean {
  const before = generation();
  work();
  return generation() !== before;
}

describe('the generation of the vectors', () => {
  it('is another one after an import has committed vectors, and after it has replaced one', () => {
    const { store } = importInto('a');
    expect(changes(() => store.commit([imageRecord('1', shortVector(1))]))).toBe(true);
    expect(changes(() => store.commit([imageRecord('1', shortVector(2, 1))]))).toBe(true);
  });

  it('stays where an import changes products and images alone', () => {
    const { store } = importInto('a');
    store.commit([imageRecord('1', shortVector(1))]);
    expect(changes(() => store.commit([{ ...imageRecord('1', null), sizeBytes: 99 }]))).toBe(false);
  });

  it('is another one after vectors were pruned, and stays where there was nothing to prune', () => {
    const { store, source } = importInto('a');
    store.commit([imageRecord('1', shortVector(1)), imageRecord('2', shortVector(0, 1))]);
    const pruning = createPruneStore(database);
    expect(changes(() => pruning.remove([...pruning.missing()].flat()))).toBe(false);
    expect(changes(() => pruning.markMissing(source.id, 99, new Set(), 0))).toBe(false);
    expect(changes(() => pruning.remove([...pruning.missing()].flat()))).toBe(true);
  });

  it.each([
    ['added', "INSERT INTO embeddings (space, image_id, vector) VALUES ('b', 'x', x'00')"],
    ['changed', "UPDATE embeddings SET vector = x'01'"],
    ['removed', 'DELETE FROM embeddings'],
  ])('is another one after vectors were %s by any other hand', (_what, sql) => {
    importInto('a').store.commit([imageRecord('1', shortVector(1))]);
    expect(changes(() => database.exec(sql))).toBe(true);
  });

  it('goes back with a transaction that fails', () => {
    const { store } = importInto('a');
    const failing = database.transaction(() => {
      store.commit([imageRecord('1', shortVector(1))]);
      throw new Error('no');
    });
    expect(changes(() => expect(failing).toThrow('no'))).toBe(false);
  });

  it('is kept when the catalog is opened again, and is no other catalog’s', () => {
    importInto('a').store.commit([imageRecord('1', shortVector(1))]);
    const before = generation();
    database.close();
    database = openDatabase(join(folder, 'twinset.db'), null);
    expect(generation()).toBe(before);
    const other = openDatabase(join(folder, 'other.db'), null);
    const store = createEmbeddingStore(other);
    expect(store.generation()).not.toBe(before);
    other.exec("INSERT INTO embeddings (space, image_id, vector) VALUES ('a', '1', x'00')");
    expect(store.generation().split(' ')[0]).toBe(before.split(' ')[0]);
    expect(store.generation()).not.toBe(before);
    other.close();
  });
});
