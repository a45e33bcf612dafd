import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql as catalog } from '../../../../src/adapters/sqlite/catalog/migrations/0001-catalog.ts';
import { sql as generation } from '../../../../src/adapters/sqlite/catalog/migrations/0002-generation.ts';
import { openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let place: CurationFolder;
let file: string;

/** The schema of version 0.1.0, with products and decisions. */
function fillReleased(): void {
  const database = new Database(file);
  database.exec(catalog);
  database.exec(generation);
  database.pragma('application_id = 0x5457494e');
  database.pragma('user_version = 2');
  for (const [key, id] of ['100', '200', '300', 'Wömen/400'].entries()) {
    database
      .prepare('INSERT INTO products VALUES (?, ?, ?, ?)')
      .run(key + 1, id, `Product ${id}`, '{"colour":"red"}');
  }
  const decide = database.prepare('INSERT INTO decisions VALUES (?, ?, ?, ?, ?)');
  decide.run(1, 4, 'pinned', 3, '2026-11-03T10:00:00.000Z');
  decide.run(1, 2, 'pinned', 5, '2026-11-05T10:00:00.000Z');
  decide.run(1, 3, 'rejected', 4, '2026-11-04T10:00:00.000Z');
  decide.run(2, 1, 'accepted', 1, '2026-11-01T10:00:00.000Z');
  database.close();
}

beforeEach(() => {
  place = openCurationFolder();
  file = join(place.folder, 'twinset.db');
  fillReleased();
});

afterEach(() => place.remove());

describe('a catalog of the first release', () => {
  it('hands its decisions over to curation.db, row for row', () => {
    openDatabase(file, place.opened.store).close();
    const curation = new Database(place.file, { readonly: true });
    expect(
      curation.prepare('SELECT * FROM decisions ORDER BY product_id, look_alike_id').raw().all(),
    ).toEqual([
      ['substitute', '100', '200', 'pinned', 2, null, '2026-11-05T10:00:00.000Z', 'hard', null, null],
      ['substitute', '100', '300', 'rejected', null, null, '2026-11-04T10:00:00.000Z', 'hard', null, null],
      ['substitute', '100', 'Wömen/400', 'pinned', 1, null, '2026-11-03T10:00:00.000Z', 'hard', null, null],
      ['substitute', '200', '100', 'accepted', null, null, '2026-11-01T10:00:00.000Z', 'hard', null, null],
    ]);
    curation.close();
    expect(place.list('100')).toBe('Wömen/400 pinned, 200 pinned, 300 rejected');
  });

  it('keeps its products, and has no decisions of its own any more', () => {
    const database = openDatabase(file, place.opened.store);
    expect(database.prepare('SELECT id, name, attributes FROM products ORDER BY key').raw().all()).toEqual(
      ['100', '200', '300', 'Wömen/400'].map((id) => [id, `Product ${id}`, '{"colour":"red"}']),
    );
    expect(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'decisions'").get()).toBeUndefined();
    database.close();
  });

  it('may be carried over again where the first time was cut off, and what was decided since stands', async () => {
    const before = new Database(file);
    const copy = before.serialize();
    before.close();
    openDatabase(file, place.opened.store).close();
    place.decide('100', '300', 'pinned');
    place.decide('200', '100', null);
    // The catalog as it was: the power went before it was written.
    const { writeFileSync } = await import('node:fs');
    writeFileSync(file, copy);
    openDatabase(file, place.opened.store).close();
    expect(place.list('100')).toBe('Wömen/400 pinned, 200 pinned, 300 pinned');
  });

  it('is not undone by undo, which begins with what is decided now', () => {
    openDatabase(file, place.opened.store).close();
    expect(place.opened.store.undo(1).steps).toEqual([]);
  });

  it('is not opened without its curation', () => {
    expect(() => openDatabase(file, null)).toThrowError(/curation/);
  });
});
