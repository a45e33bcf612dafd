import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ColourStore, createColourStore } from '../../../../src/adapters/sqlite/catalog/colourStore.ts';
import { type CatalogDatabase, openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';

let folder: string;
let database: CatalogDatabase;
let store: ColourStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-colours-'));
  const file = join(folder, 'twinset.db');
  database = openDatabase(file, null);
  store = createColourStore(database, file);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const colours = (byte: number): Uint8Array => new Uint8Array(4).fill(byte);
const after = (key: number) => Array.from(store.after(key), ({ imageId }) => imageId);

it('tells what was added since, also where the last ones were removed meanwhile', () => {
  store.add([
    { imageId: 'a', colours: colours(1) },
    { imageId: 'b', colours: colours(2) },
  ]);
  const [, last] = Array.from(store.after(0));
  expect(last).toMatchObject({ imageId: 'b', colours: Buffer.from(colours(2)) });
  database.prepare("DELETE FROM colours WHERE image_id = 'b'").run();
  store.add([{ imageId: 'c', colours: colours(3) }]);
  expect(after(last?.key ?? 0)).toEqual(['c']);
  expect(after(0)).toEqual(['a', 'c']);
});

it('reads what is added behind a key by that key alone', () => {
  const plan = database
    .prepare<[], { detail: string }>('EXPLAIN QUERY PLAN SELECT key FROM colours WHERE key > 1 ORDER BY key')
    .all();
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringContaining('INTEGER PRIMARY KEY (rowid>?)'),
  ]);
});
