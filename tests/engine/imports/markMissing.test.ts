/** What an import did not find: marked in turns, each image by where it lies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CatalogDatabase, openDatabase } from '../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { createPruneStore } from '../../../src/adapters/sqlite/catalog/pruneStore.ts';
import { markMissing } from '../../../src/engine/imports/markMissing.ts';

const imageCount = 5000;
/** No turn takes more of them. */
const imagesPerTurn = 256;
/** Images lie in a/0 … a/9, b/0 … b/9; every 25th was seen by import 2, the others by import 1. */
const fill = `
  INSERT INTO sources (id, folder) VALUES (1, '/photos'), (2, '/others');
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${imageCount})
  INSERT INTO images (source_id, path, size_bytes, modified_ms, state, is_unreached, seen_in_import)
  SELECT 1 + (n % 5 = 0), iif(n % 2, 'a/', 'b/') || (n % 10) || '/' || n || '.jpg', 1, 1.0,
    iif(n % 3, 'embedded', 'missing'), n % 7 = 0, 1 + (n % 25 = 1)
  FROM numbers`;

let folder: string;
let database: CatalogDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-missing-'));
  database = openDatabase(join(folder, 'twinset.db'), null);
  database.exec(fill);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const keysWhere = (condition: string): unknown[] =>
  database.prepare(`SELECT key FROM images WHERE ${condition} ORDER BY key`).pluck().all();

const unseen = 'source_id = 1 AND seen_in_import <> 2';
const gone = "state = 'missing' AND is_unreached = 0";

it('are images below folders that were looked into, and others get a turn meanwhile', async () => {
  const pruning = createPruneStore(database);
  const elsewhere = database.prepare(`SELECT * FROM images WHERE NOT (${unseen})`).all();
  const below = "(path LIKE 'a/3/%' OR path LIKE 'b/%')";
  const standing = keysWhere(`${unseen} AND ${below} AND state = 'embedded'`);
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const unlisted = ['a/3', 'b', 'a/1/1.jp'].map((path) => ({ path, reason: 'It cannot be read.' }));
  const missing = await markMissing(pruning, 1, 2, unlisted);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(Math.floor(imageCount / imagesPerTurn));
  expect(keysWhere(`${unseen} AND ${gone}`)).toEqual(keysWhere(`${unseen} AND NOT ${below}`));
  expect(keysWhere(`${unseen} AND ${below} AND is_unreached = 0`)).toEqual([]);
  expect(keysWhere(`${unseen} AND ${below} AND state = 'embedded'`)).toEqual(standing);
  expect(database.prepare(`SELECT * FROM images WHERE NOT (${unseen})`).all()).toEqual(elsewhere);
  expect(missing).toBe(keysWhere(`source_id = 1 AND ${gone}`).length);
});

it('are none where the imported folder itself could not be looked into', async () => {
  const before = keysWhere("state = 'missing'");
  await markMissing(createPruneStore(database), 1, 2, [{ path: '', reason: 'It cannot be read.' }]);
  expect(keysWhere("state = 'missing'")).toEqual(before);
  expect(keysWhere(`${unseen} AND is_unreached = 0`)).toEqual([]);
});
