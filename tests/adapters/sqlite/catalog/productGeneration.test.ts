import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { createProductStore } from '../../../../src/adapters/sqlite/catalog/productStore.ts';
import { openTemporaryFolder } from '../../files/temporaryFolder.ts';

const fill = `
  INSERT INTO sources (id, folder) VALUES (1, '/photos');
  INSERT INTO products (key, id, name, attributes) VALUES (1, 'a', 'A', '{}'), (2, 'b', 'B', '{}');
  INSERT INTO images (key, source_id, path, product_key, size_bytes, modified_ms, image_id, state, seen_in_import)
  VALUES (1, 1, 'a.jpg', 1, 1, 1.0, 'image-a', 'embedded', 1), (2, 1, 'b.jpg', 2, 1, 1.0, 'image-b', 'embedded', 1);`;

const folder = openTemporaryFolder();
let database: Database.Database;
let generation: () => string;

beforeEach(() => {
  database = openDatabase(folder.at('twinset.db'), null);
  database.exec(fill);
  generation = createProductStore(database).generation;
});

afterEach(() => {
  database.close();
});

describe('the generation of a catalog’s products', () => {
  it.each([
    "INSERT INTO products (id, name, attributes) VALUES ('c', 'C', '{}')",
    "UPDATE products SET name = 'Other' WHERE id = 'a'",
    "UPDATE products SET id = 'renamed' WHERE id = 'a'",
    `UPDATE products SET attributes = '{"color":"red"}' WHERE id = 'a'`,
    "DELETE FROM products WHERE id = 'a'",
    "INSERT INTO images (source_id, path, size_bytes, modified_ms, state, seen_in_import) VALUES (1, 'c.jpg', 1, 1.0, 'failed', 1)",
    "UPDATE images SET image_id = 'image-c' WHERE key = 1",
    'UPDATE images SET image_id = NULL WHERE key = 1',
    'UPDATE images SET product_key = 1 WHERE key = 2',
    "UPDATE images SET path = 'moved.jpg' WHERE key = 1",
    'UPDATE images SET rank = 2 WHERE key = 1',
    'DELETE FROM images WHERE key = 1',
    'DELETE FROM sources',
    "INSERT OR REPLACE INTO products (key, id, name, attributes) VALUES (1, 'a', 'Replaced', '{}')",
  ])('is another one after %s', (statement) => {
    const before = generation();
    database.exec(statement);
    expect(generation()).not.toBe(before);
  });

  it.each([
    "UPDATE products SET name = upper(id), attributes = '{}'",
    'UPDATE images SET seen_in_import = 2, modified_ms = 5.0, width = 7',
    "UPDATE images SET path = 'a.jpg', image_id = 'image-a', product_key = 1 WHERE key = 1",
  ])('stays after %s', (statement) => {
    const before = generation();
    database.exec(statement);
    expect(generation()).toBe(before);
  });

  it('differs where two databases counted as many changes', () => {
    const other = openDatabase(folder.at('other.db'), null);
    other.exec(fill);
    const theirs = createProductStore(other).generation();
    other.close();
    expect(theirs.split(' ')[0]).toBe(generation().split(' ')[0]);
    expect(theirs).not.toBe(generation());
  });
});
