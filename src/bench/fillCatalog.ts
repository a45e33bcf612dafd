/** Makes a large catalog of a small one: its products are repeated, each with a vector that is slightly turned. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { thumbnailPath } from '../adapters/pictures/picturePaths.ts';
import { blobToVector, vectorToBlob } from '../adapters/sqlite/catalog/embeddingStore.ts';
import { type CatalogDatabase, openDatabase } from '../adapters/sqlite/catalog/openDatabase.ts';
import { createProductStore } from '../adapters/sqlite/catalog/productStore.ts';
import { withSqliteFailures } from '../adapters/sqlite/sqliteFailure.ts';
import { normalise } from '../core/models/normalise.ts';
import { type CatalogFiles, catalogFiles } from '../engine/catalogs/catalogFiles.ts';
import { type Random, seedRandom } from '../sample/random.ts';

export interface FillOptions {
  /** Links the thumbnails of the products that are repeated, for looking at the catalog. */
  readonly thumbnails?: boolean;
  /** Adds a field of this name whose values are given to a known share of the products: see `filterShares`. */
  readonly shareField?: string;
  /** Called every few hundred products. */
  readonly breathe?: () => Promise<void>;
}

/** Values of the share field, and the part of the products that has each. */
export const filterShares = { '5 %': 0.05, '25 %': 0.25, 'the rest': 0.7 } as const;

/** Per number of a vector, at most half of it either way: siblings stay among their own kind, and no two are equal. */
const turn = 0.02;

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

/**
 * Fills the closed catalog in this folder up to `wanted` products; the same every time.
 * @returns the products it has then; more than wanted where it had more
 * @throws Failure `disk-full`, `catalog-damaged`
 */
export async function fillCatalog(
  folder: string,
  wanted: number,
  options: FillOptions = {},
): Promise<number> {
  const files = catalogFiles(folder);
  const database = openDatabase(files.database, null);
  try {
    if (options.shareField !== undefined) shareOut(database, options.shareField);
    const rows = selectRows(database);
    const repeat = createRepeater(database, files, options);
    const random = seedRandom(1);
    let products = createProductStore(database).count().products;
    for (let round = 1; products < wanted && rows.length > 0; round++) {
      const repeated = rows.slice(0, wanted - products);
      withSqliteFailures(files.database, () =>
        database.transaction(() => {
          for (const row of repeated) repeat(row, round, random);
        })(),
      );
      products += repeated.length;
      await options.breathe?.();
    }
    return products;
  } finally {
    database.close();
  }
}

/** A product each, with one of its images. */
function selectRows(database: CatalogDatabase): SourceRow[] {
  return database
    .prepare<[], SourceRow>(
      `SELECT products.id, name, attributes, images.image_id AS imageId, source_id AS sourceId, path, space, vector
       FROM products JOIN images ON images.product_key = products.key
       JOIN embeddings ON embeddings.image_id = images.image_id GROUP BY products.key`,
    )
    .all();
}

function createRepeater(
  database: CatalogDatabase,
  files: CatalogFiles,
  { thumbnails = false, shareField }: FillOptions,
): (row: SourceRow, round: number, random: Random) => void {
  const insertProduct = database.prepare('INSERT INTO products (id, name, attributes) VALUES (?, ?, ?)');
  const insertImage = database.prepare(
    `INSERT INTO images (source_id, path, product_key, size_bytes, modified_ms, image_id, state, seen_in_import)
     VALUES (?, ?, ?, 1, 1, ?, 'embedded', 1)`,
  );
  const insertEmbedding = database.prepare(
    'INSERT INTO embeddings (space, image_id, vector) VALUES (?, ?, ?)',
  );

  function linkThumbnail(from: string, to: string): void {
    const target = thumbnailPath(files.thumbnails, to);
    mkdirSync(dirname(target), { recursive: true });
    linkSync(thumbnailPath(files.thumbnails, from), target);
  }

  return (row, round, random) => {
    const imageId = createHash('sha256').update(`${row.id} ${round}`).digest('hex');
    const attributes =
      shareField === undefined ? row.attributes : withShare(row.attributes, shareField, random);
    const key = insertProduct.run(`${row.id}-${round}`, row.name, attributes).lastInsertRowid;
    insertImage.run(row.sourceId, `${round}/${row.path}`, key, imageId);
    const vector = blobToVector(row.vector).map((value) => value + (random.next() - 0.5) * turn);
    insertEmbedding.run(row.space, imageId, vectorToBlob(normalise(vector)));
    if (thumbnails) linkThumbnail(row.imageId, imageId);
  };
}

/** Gives the products that are there their value of the share field. */
function shareOut(database: CatalogDatabase, field: string): void {
  const store = createProductStore(database);
  const random = seedRandom(2);
  const select = database.prepare<[], { key: number; attributes: string }>(
    'SELECT key, attributes FROM products',
  );
  const update = database.prepare('UPDATE products SET attributes = ? WHERE key = ?');
  database.transaction(() => {
    store.setFields([...store.fields(), field]);
    for (const { key, attributes } of select.all()) update.run(withShare(attributes, field, random), key);
  })();
}

function withShare(attributes: string, field: string, random: Random): string {
  return JSON.stringify({ ...(JSON.parse(attributes) as object), [field]: drawShare(random) });
}

function drawShare(random: Random): string {
  let left = random.next();
  for (const [value, share] of Object.entries(filterShares)) {
    left -= share;
    if (left < 0) return value;
  }
  return 'the rest';
}
