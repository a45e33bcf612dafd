import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogMigrations } from '../../../../src/adapters/sqlite/catalog/migrations/migrations.ts';
import { openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-database-'));
  file = join(folder, 'twinset.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('openDatabase', () => {
  it('makes a database with every migration, WAL and foreign keys', () => {
    const database = openDatabase(file, null);
    expect(database.pragma('user_version', { simple: true })).toBe(catalogMigrations(null).length);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
  });

  it('opens it again without changing it', () => {
    const first = openDatabase(file, null);
    first.prepare("INSERT INTO catalog (key, value) VALUES ('name', 'kept')").run();
    first.close();
    const second = openDatabase(file, null);
    expect(second.prepare("SELECT value FROM catalog WHERE key = 'name'").pluck().get()).toBe('kept');
    second.close();
  });

  it('refuses a catalog of a newer version and leaves it as it was', () => {
    const database = openDatabase(file, null);
    database.pragma(`user_version = ${catalogMigrations(null).length + 1}`);
    database.close();
    expect(() => openDatabase(file, null)).toThrowError(
      expect.objectContaining({ code: 'catalog-too-new', message: expect.stringContaining('newer') }),
    );
    const untouched = new Database(file, { readonly: true });
    expect(untouched.pragma('user_version', { simple: true })).toBe(catalogMigrations(null).length + 1);
    untouched.close();
  });

  it('refuses a damaged file, says how to rebuild, and keeps its bytes', () => {
    const junk = 'this was a database once '.repeat(400);
    writeFileSync(file, junk);
    expect(() => openDatabase(file, null)).toThrowError(
      expect.objectContaining({ code: 'catalog-damaged', message: expect.stringContaining('rebuild') }),
    );
    expect(readFileSync(file, 'utf8')).toBe(junk);
  });

  it("refuses another program's SQLite file", () => {
    const foreign = new Database(file);
    foreign.exec('CREATE TABLE notes (text TEXT)');
    foreign.close();
    expect(() => openDatabase(file, null)).toThrowError(expect.objectContaining({ code: 'bad-input' }));
  });

  it.each([
    ['an image by its path', 'SELECT * FROM images WHERE source_id = 1 AND path = ?'],
    ['images by content', 'SELECT * FROM images WHERE image_id = ?'],
    ['images of a product', 'SELECT * FROM images WHERE product_key = ?'],
    ['a product by its id', 'SELECT * FROM products WHERE id = ?'],
    ['a vector by space and content', "SELECT * FROM embeddings WHERE space = 's' AND image_id = ?"],
  ])('finds %s through an index', (_what, sql) => {
    const database = openDatabase(file, null);
    const plan = database.prepare<[string], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all('x');
    expect(plan.map((step) => step.detail).join('\n')).toMatch(/USING (COVERING )?INDEX/);
    expect(plan.map((step) => step.detail).join('\n')).not.toMatch(/SCAN/);
    database.close();
  });
});
