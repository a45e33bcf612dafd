import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CopyStore, createCopyStore } from '../../../../src/adapters/sqlite/catalog/copyStore.ts';
import { createEmbeddingStore } from '../../../../src/adapters/sqlite/catalog/embeddingStore.ts';
import { type CatalogDatabase, openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { createProductStore } from '../../../../src/adapters/sqlite/catalog/productStore.ts';
import { createSourceStore } from '../../../../src/adapters/sqlite/catalog/sourceStore.ts';
import type { CopiedProduct } from '../../../../src/core/cluster/ports.ts';

const space = 'a space';

let folder: string;
let database: CatalogDatabase;
let store: CopyStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-copy-'));
  const file = join(folder, 'twinset.db');
  database = openDatabase(file, null);
  store = createCopyStore(database, file, createSourceStore(database));
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @param imageIds of pictures that lie as `front.jpg` in folders of the same name */
function product(id: string, digests: readonly string[], imageIds: readonly string[] = []): CopiedProduct {
  const pictures = imageIds.map((imageId) => ({
    ...{ imageId, folder: '/photos', path: 'front.jpg', width: 10, height: 10 },
    vector: new Float32Array(2048).fill(1 / imageId.length),
  }));
  return { id, name: '', attributes: {}, isHidden: false, digests, pictures };
}

const imagesOf = (id: string) => createProductStore(database).recordsOf([id], space)[0]?.images;

it('has products without pictures, and pictures that are called the same', () => {
  store.put(space, [
    product('a', ['a1']),
    product('b', ['b1', 'b2'], ['x', 'yy']),
    product('c', ['c1'], ['zzz']),
  ]);
  expect(store.digests()).toEqual(
    new Map([
      ['a', new Set(['a1'])],
      ['b', new Set(['b1', 'b2'])],
      ['c', new Set(['c1'])],
    ]),
  );
  expect(store.count()).toBe(4);
  expect(store.digestsOf('b')).toEqual(new Set(['b1', 'b2']));
  expect(imagesOf('a')).toEqual([]);
  expect(imagesOf('b')).toEqual([
    { imageId: 'x', path: 'front.jpg' },
    { imageId: 'yy', path: 'front.jpg' },
  ]);
  expect(imagesOf('c')).toEqual([{ imageId: 'zzz', path: 'front.jpg' }]);
});

it('has a product as it was put last, and tells which pictures nobody has any more', () => {
  store.put(space, [product('a', ['a1'], ['x']), product('b', ['b1'], ['yy'])]);
  expect(store.put(space, [product('a', ['a2', 'a3'], ['yy', 'zzz'])])).toEqual(['x']);
  expect(store.digestsOf('a')).toEqual(new Set(['a2', 'a3']));
  expect(store.remove(['b'])).toEqual([]);
  expect(store.remove(['a']).toSorted()).toEqual(['yy', 'zzz']);
  expect(store.count()).toBe(0);
});

it('does not count a vector as changed that is the same', () => {
  store.put(space, [product('a', ['a1'], ['x'])]);
  const { generation } = createEmbeddingStore(database);
  const before = generation();
  store.put(space, [{ ...product('a', ['a2'], ['x']), name: 'Shoe' }]);
  expect(generation()).toBe(before);
});

it('knows what was published as a duplicate, and how far it was copied, until all of it is cleared', () => {
  store.put(space, [
    product('a', ['a1'], ['x']),
    { ...product('b', ['b1', 'b2'], ['yy', 'zzz']), isHidden: true },
  ]);
  store.setMark('so far');
  expect(store.hidden()).toEqual(['b']);
  expect(store.mark()).toBe('so far');
  store.clear();
  expect([store.hidden(), store.mark(), store.count()]).toEqual([[], null, 0]);
});
