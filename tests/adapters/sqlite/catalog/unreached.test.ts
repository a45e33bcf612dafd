import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { catalogMigrations } from '../../../../src/adapters/sqlite/catalog/migrations/migrations.ts';
import { openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { createPruneStore } from '../../../../src/adapters/sqlite/catalog/pruneStore.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-unreached-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A catalog as the version before left it: one image there, one missing. */
function makeEarlier(file: string): void {
  const database = new Database(file);
  for (const { sql } of catalogMigrations(null).slice(0, 2)) database.exec(sql);
  database.exec(`
    INSERT INTO sources (id, folder) VALUES (1, '/photos');
    INSERT INTO products (key, id, name, attributes) VALUES (1, 'a', 'A', '{"kind":"boot"}'), (2, 'b', 'B', '{}');
    INSERT INTO images (key, source_id, path, product_key, size_bytes, modified_ms, image_id, state, seen_in_import)
    VALUES (1, 1, 'a.jpg', 1, 10, 20.0, 'x', 'embedded', 2), (2, 1, 'b.jpg', 2, 11, 21.0, 'y', 'missing', 1);
    INSERT INTO embeddings (space, image_id, vector) VALUES ('s', 'x', x'00'), ('s', 'y', x'01')`);
  database.pragma('application_id = 0x5457494e');
  database.pragma('user_version = 2');
  database.close();
}

const tables = ['sources', 'products', 'embeddings'] as const;

it('keeps every row of a catalog made earlier, and what was missing in it can be pruned', () => {
  const file = join(folder, 'twinset.db');
  makeEarlier(file);
  const before = new Database(file, { readonly: true });
  const rows = tables.map((table) => before.prepare(`SELECT * FROM ${table}`).all());
  const images = before.prepare<[], object>('SELECT * FROM images').all();
  before.close();

  const database = openDatabase(file, null);
  expect(tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all())).toEqual(rows);
  expect(database.prepare('SELECT * FROM images').all()).toEqual(
    images.map((image) => ({ ...image, is_unreached: 0, rank: 0 })),
  );
  const pruning = createPruneStore(database);
  expect(pruning.remove([...pruning.missing()].flat())).toEqual({
    touchedProducts: ['b'],
    removedProducts: ['b'],
    removedImageIds: ['y'],
  });
  database.close();
});
