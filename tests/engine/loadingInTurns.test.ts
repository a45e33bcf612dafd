/** A catalog is loaded, goes to another embedding space, is looked through for what is gone and counted in turns: others get theirs between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sumInTurns } from '../../src/adapters/files/cache/checksum.ts';
import type { Runtime } from '../../src/contract/models.ts';
import type { OpenCatalog } from '../../src/engine/catalogs/loadCatalog.ts';
import { countInventory } from '../../src/engine/catalogs/local/localInventory.ts';
import { drawnRuntime, openStrictly } from './openStrictly.ts';

const productCount = 5000;
const space = 'space-b';
const runtime: Runtime = { ...drawnRuntime, space };
/** No turn takes more of them. */
const productsPerTurn = 512;
const vectorsPerTurn = 128;
const imagesPerTurn = 256;
const countedPerTurn = 2048;

/** Every product has an image; every tenth is embedded in the space. The vectors are too short to be searched, and never are. */
const fill = `
  INSERT INTO sources (id, folder) VALUES (1, '/photos');
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${productCount})
  INSERT INTO products (key, id, name, attributes) SELECT n, 'p' || n, 'Product ' || n, '{}' FROM numbers;
  INSERT INTO images (source_id, path, product_key, size_bytes, modified_ms, image_id, state, seen_in_import)
  SELECT 1, id || '.jpg', key, 1, 1.0, 'image-' || key, 'embedded', 1 FROM products;
  INSERT INTO embeddings (space, image_id, vector)
  SELECT '${space}', image_id, zeroblob(8192) FROM images WHERE product_key % 10 = 0`;

let folder: string;
let catalog: OpenCatalog;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-turns-'));
  catalog = await openStrictly(folder);
  catalog.database.exec(fill);
});

afterEach(async () => {
  await catalog.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How many turns others got while this was done; it waits for nothing but its turn. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work;
  isOver = true;
  return turns;
}

it('products are loaded in turns when a catalog is opened', async () => {
  await catalog.close();
  const opening = openStrictly(folder);
  expect(await turnsDuring(opening)).toBeGreaterThanOrEqual(Math.floor(productCount / productsPerTurn));
  catalog = await opening;
  expect(catalog.rows.productCount).toBe(productCount);
  expect(catalog.rows.idAt(productCount - 1)).toBe(`p${productCount}`);
});

it('another space is prepared in turns, while the catalog stays in its own', async () => {
  await catalog.close();
  catalog = await openStrictly(folder);
  const turns = Math.floor(productCount / productsPerTurn) + Math.floor(productCount / 10 / vectorsPerTurn);
  expect(await turnsDuring(catalog.prepareSpace(space))).toBeGreaterThanOrEqual(turns);
  expect(catalog.rows.rowsWithImage('image-10')).toEqual([]);
  expect(catalog.index().count).toBe(0);
});

it('a prepared space follows what changes before it is entered', async () => {
  await catalog.close();
  catalog = await openStrictly(folder);
  await catalog.prepareSpace(space);
  const { database } = catalog;
  database.exec(
    "UPDATE images SET product_key = 11 WHERE product_key = 10; DELETE FROM products WHERE id = 'p10'",
  );
  database.exec("UPDATE products SET id = 'renamed' WHERE id = 'p20'");
  catalog.refresh(['p10', 'p11', 'p20', 'renamed']);
  catalog.setRuntime(runtime);
  const idsWith = (image: string) => catalog.rows.rowsWithImage(image).map(catalog.rows.idAt);
  expect([10, 20, 30, 31].map((n) => idsWith(`image-${n}`))).toEqual([['p11'], ['renamed'], ['p30'], []]);
  expect(catalog.index().count).toBe(productCount / 10);
});

it('a space that was not prepared is not entered', () => {
  expect(() => catalog.setRuntime(runtime)).toThrow(/space-b/);
  expect(catalog.runtime()).toBeNull();
});

it('what is gone, and what is empty, is looked for in turns', async () => {
  catalog.database.exec('UPDATE images SET product_key = NULL WHERE product_key = 4500');
  const pruning = catalog.prune({ aborted: false });
  expect(await turnsDuring(pruning)).toBeGreaterThanOrEqual(Math.floor(productCount / imagesPerTurn));
  expect(await pruning).toBe(1);
  expect(catalog.products.recordsOf(['p4500'], null)).toEqual([]);
});

it('what there is of everything is counted in turns, each once', async () => {
  catalog.database.exec(`
    UPDATE images SET state = 'failed', image_id = NULL WHERE product_key = 11;
    UPDATE images SET image_id = 'image-10' WHERE product_key IN (1, 4999);
    UPDATE images SET product_key = NULL WHERE product_key = 20`);
  await catalog.close();
  catalog = await openStrictly(folder);
  await catalog.prepareSpace(space);
  catalog.setRuntime(runtime);
  const counting = countInventory(catalog);
  expect(await turnsDuring(counting)).toBeGreaterThanOrEqual(2 * Math.floor(productCount / countedPerTurn));
  const embedded = productCount / 10;
  expect(await counting).toEqual({
    files: productCount,
    embedded: embedded + 2,
    contents: embedded,
    failed: 1,
    productsWithout: productCount - embedded - 1,
  });
});

it('counting ends with its catalog', async () => {
  const counting = countInventory(catalog);
  catalog.database.close();
  await expect(counting).rejects.toMatchObject({ code: 'cancelled' });
});

it('the checksum of a large file is summed in turns', async () => {
  const piece = new Uint8Array(20 << 20);
  const summing = sumInTurns([piece, new Uint8Array([1])]);
  expect(await turnsDuring(summing)).toBeGreaterThanOrEqual(3);
  expect(await summing).toBe(crc32(new Uint8Array([1]), crc32(piece)));
});
