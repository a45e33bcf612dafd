/**
 * Repeats a catalog's products until there are N, for looking at large catalogs: vectors slightly turned, thumbnails
 * linked. Run: node tests/bench/fillCatalog.ts CATALOG N   (on a copy: the catalog is changed)
 */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { blobToVector, vectorToBlob } from '../../src/adapters/sqlite/embeddingStore.ts';
import { openDatabase } from '../../src/adapters/sqlite/openDatabase.ts';
import { thumbnailPath } from '../../src/adapters/vision/picturePaths.ts';
import { normalise } from '../../src/core/models/normalise.ts';
import { catalogFiles } from '../../src/engine/catalogFiles.ts';

interface SourceRow {
  id: string;
  name: string;
  attributes: string;
  imageId: string;
  sourceId: number;
  path: string;
  space: string;
  vector: Buffer;
}

const [folder = '', wanted = '44000'] = process.argv.slice(2);
const files = catalogFiles(resolve(folder));
const database = openDatabase(files.database);
const rows = database
  .prepare<[], SourceRow>(
    `SELECT products.id, name, attributes, images.image_id AS imageId, source_id AS sourceId, path, space, vector
     FROM products JOIN images ON images.product_key = products.key
     JOIN embeddings ON embeddings.image_id = images.image_id GROUP BY products.key`,
  )
  .all();
const insertProduct = database.prepare('INSERT INTO products (id, name, attributes) VALUES (?, ?, ?)');
const insertImage = database.prepare(
  `INSERT INTO images (source_id, path, product_key, size_bytes, modified_ms, image_id, state, seen_in_import)
   VALUES (?, ?, ?, 1, 1, ?, 'embedded', 1)`,
);
const insertEmbedding = database.prepare('INSERT INTO embeddings (space, image_id, vector) VALUES (?, ?, ?)');

/** Small enough that a repeated product stays among its own kind, large enough that no two are equal. */
const turn = 0.02;

function repeat(row: SourceRow, round: number): void {
  const imageId = createHash('sha256').update(`${row.id} ${round}`).digest('hex');
  const key = insertProduct.run(`${row.id}-${round}`, row.name, row.attributes).lastInsertRowid;
  insertImage.run(row.sourceId, `${round}/${row.path}`, key, imageId);
  const vector = blobToVector(row.vector).map((value) => value + (Math.random() - 0.5) * turn);
  insertEmbedding.run(row.space, imageId, vectorToBlob(normalise(vector)));
  const thumbnail = thumbnailPath(files.thumbnails, imageId);
  mkdirSync(dirname(thumbnail), { recursive: true });
  linkSync(thumbnailPath(files.thumbnails, row.imageId), thumbnail);
}

let products = rows.length;
for (let round = 1; products < Number(wanted); round++) {
  database.transaction(() => {
    for (const row of rows.slice(0, Number(wanted) - products)) repeat(row, round);
  })();
  products += Math.min(rows.length, Number(wanted) - products);
}
database.close();
process.stdout.write(`${join(folder)} has ${products} products\n`);
