/** Opening a catalog from the cache file of its products, which never says anything that the database does not. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProductRecord } from '../../src/core/products/ports.ts';
import type { OpenCatalog } from '../../src/engine/catalogs/loadCatalog.ts';
import { drawnRuntime, openStrictly } from './openStrictly.ts';

/** Enough for a cache file to be written. */
const productCount = 1200;

/** Every second product has an image that is embedded; the vectors are too short to be searched, and never are. */
const fill = `
  INSERT INTO fields (name, position) VALUES ('kind', 0), ('unused', 1);
  INSERT INTO sources (id, folder) VALUES (1, '/photos');
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${productCount})
  INSERT INTO products (key, id, name, attributes)
  SELECT n, 'p' || n, 'Product ' || n, json_object('kind', 'kind ' || (n % 9), 'extra', n) FROM numbers;
  UPDATE products SET attributes = json_object('kind', 'kind ' || (key % 9), 'extra', key || '');
  INSERT INTO images (source_id, path, product_key, size_bytes, modified_ms, image_id, state, seen_in_import)
  SELECT 1, id || '.jpg', key, 1, 1.0, 'image-' || key, 'embedded', 1 FROM products;
  INSERT INTO embeddings (space, image_id, vector)
  SELECT '${drawnRuntime.space}', image_id, zeroblob(8192) FROM images WHERE product_key % 2 = 0`;

let folder: string;
let file: string;
let catalog: OpenCatalog;

async function open(): Promise<void> {
  catalog = await openStrictly(folder);
}

async function reopen(): Promise<void> {
  await catalog.close();
  await open();
}

function records({ rows }: OpenCatalog): ProductRecord[] {
  return Array.from({ length: rows.rowCount }, (_, row) => rows.at(row));
}

/** Without its triggers the database does not tell of the change, so that whoever asks it sees the new name, and who asks the file the old one. */
function renameUnseen(id: string, name: string): void {
  catalog.database.exec('DROP TRIGGER product_changed');
  catalog.database.prepare('UPDATE products SET name = ? WHERE id = ?').run(name, id);
}

const nameOf = (id: string): string => catalog.rows.nameAt(catalog.rows.rowOf(id) ?? -1);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-stored-'));
  file = join(folder, 'products.cache');
  await open();
  catalog.database.exec(fill);
  await catalog.prepareSpace(drawnRuntime.space);
  catalog.setRuntime(drawnRuntime);
  await reopen();
});

afterEach(async () => {
  await catalog.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a catalog with a sound file of its products', () => {
  it('has from it what it has from its database', async () => {
    const stored = records(catalog);
    expect(stored[1]).toEqual({
      id: 'p2',
      name: 'Product 2',
      attributes: { kind: 'kind 2', extra: '2' },
      images: [{ imageId: 'image-2', path: 'p2.jpg' }],
    });
    await reopen();
    expect(records(catalog)).toEqual(stored);
    expect(catalog.rows.fields).toEqual(['kind', 'unused', 'extra']);
    renameUnseen('p7', 'Unseen');
    await reopen();
    expect(nameOf('p7')).toBe('Product 7');
    expect(records(catalog)).toEqual(stored);
  });

  it('does not write it again', async () => {
    await reopen();
    catalog.saveIndex();
    rmSync(file);
    await reopen();
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    "UPDATE products SET name = 'Changed' WHERE id = 'p7'",
    "DELETE FROM embeddings WHERE image_id = 'image-8'",
    "DELETE FROM images WHERE image_id = 'image-8'",
    "INSERT INTO products (id, name, attributes) VALUES ('late', 'Late', '{}')",
  ])('asks the database after %s', async (statement) => {
    await reopen();
    catalog.database.exec(statement);
    await reopen();
    const stored = catalog.products.pages(drawnRuntime.space);
    expect(records(catalog)).toEqual([...stored].flat());
  });

  it('has corrections over it, also those of products that are gone', async () => {
    await reopen();
    catalog.curation.corrections.correct(
      [
        { productId: 'p5', field: 'kind', value: 'corrected' },
        { productId: 'p6', field: 'kind', value: '' },
        { productId: 'gone', field: 'kind', value: 'corrected' },
      ],
      () => '',
    );
    await reopen();
    const { rows } = catalog;
    expect(rows.at(rows.rowOf('p5') ?? -1).attributes).toEqual({ kind: 'corrected', extra: '5' });
    expect(rows.at(rows.rowOf('p6') ?? -1).attributes).toEqual({ extra: '6' });
    expect(rows.rowCount).toBe(productCount);
    expect(
      [...rows.mask([{ field: 'kind', values: ['corrected'] }])].filter((byte) => byte === 1),
    ).toHaveLength(1);
  });
});

it('that cannot be named, because the database is damaged by now, is not written, and ends nothing', async () => {
  await reopen();
  rmSync(file);
  catalog.database.exec("UPDATE products SET name = 'Changed' WHERE id = 'p7'");
  catalog.saveIndex();
  catalog.database.exec('DROP TABLE product_generation; DROP TABLE embedding_generation');
  await catalog.close();
  expect(existsSync(file)).toBe(false);
  rmSync(folder, { recursive: true });
  await open();
});

it.each([
  ['damaged', (whole: Buffer) => Buffer.concat([whole.subarray(0, -9), Buffer.alloc(9, 7)])],
  ['cut', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
])(
  'a file that is %s half-way leaves nothing behind in the catalog, and is written anew',
  async (_, spoil) => {
    await reopen();
    const stored = records(catalog);
    await catalog.close();
    const whole = readFileSync(file);
    writeFileSync(file, spoil(whole));
    await open();
    expect(records(catalog)).toEqual(stored);
    expect(catalog.rows.productCount).toBe(productCount);
    await reopen();
    expect(readFileSync(file).equals(whole)).toBe(true);
  },
);

it('a file that cannot be written is no failure', async () => {
  await catalog.close();
  rmSync(file);
  mkdirSync(file);
  await open();
  await reopen();
  expect(records(catalog)).toHaveLength(productCount);
});
