/** What a check of a catalog reads: everything, a page at a time; and how many there are of everything. */
import type { Inventory } from '../../../contract/settings.ts';
import { blobToVector } from './embeddingStore.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface CheckedVector {
  readonly key: number;
  readonly imageId: string;
  /** As it is stored, whatever its length. */
  readonly vector: Float32Array;
}

export interface CheckedImage {
  readonly key: number;
  readonly path: string;
  readonly imageId: string;
  readonly isEmbedded: boolean;
}

export interface CheckStore {
  /** At most `limit` of the space's vectors behind this key; the first page is behind 0. */
  vectors(space: string, afterKey: number, limit: number): CheckedVector[];
  /** At most `limit` images that have content and are not missing, behind this key. */
  images(space: string | null, afterKey: number, limit: number): CheckedImage[];
  /** Of at most `limit` images behind this key. @param space the one that counts as embedded; null: none does */
  countFiles(space: string | null, afterKey: number, limit: number): CountedFiles;
  /** As `countFiles`, of products. */
  countProductsWithout(space: string | null, afterKey: number, limit: number): CountedProducts;
}

export interface CountedFiles extends Omit<Inventory, 'productsWithout'> {
  /** The last of them; null where there are none behind. */
  readonly lastKey: number | null;
}

export interface CountedProducts extends Pick<Inventory, 'productsWithout'> {
  readonly lastKey: number | null;
}

export function createCheckStore(database: CatalogDatabase): CheckStore {
  const selectVectors = database.prepare<
    [number, string, number],
    { key: number; imageId: string; vector: Buffer }
  >(
    // As the vectors lie: by the index of space and image they would be sorted for every page.
    `SELECT key, image_id AS imageId, vector FROM embeddings NOT INDEXED
     WHERE key > ? AND space = ? ORDER BY key LIMIT ?`,
  );
  const selectImages = database.prepare<
    [string | null, number, number],
    { key: number; path: string; imageId: string; isEmbedded: number }
  >(
    `SELECT key, path, image_id AS imageId,
       EXISTS (SELECT 1 FROM embeddings WHERE space = ? AND embeddings.image_id = images.image_id) AS isEmbedded
     FROM images NOT INDEXED
     WHERE key > ? AND image_id IS NOT NULL AND state <> 'missing' ORDER BY key LIMIT ?`,
  );
  // Of a content that several files have the first counts.
  const countFiles = database.prepare<[number, number, string | null], CountedFiles>(
    `WITH page AS (SELECT key, image_id, state FROM images WHERE key > ? ORDER BY key LIMIT ?)
     SELECT max(page.key) AS lastKey, count(*) AS files, count(embeddings.key) AS embedded,
       count(CASE WHEN embeddings.key IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM images AS earlier WHERE earlier.image_id = page.image_id AND earlier.key < page.key) THEN 1 END) AS contents,
       count(CASE WHEN page.state = 'failed' AND embeddings.key IS NULL THEN 1 END) AS failed
     FROM page LEFT JOIN embeddings ON embeddings.space = ? AND embeddings.image_id = page.image_id`,
  );
  const countProductsWithout = database.prepare<[number, number, string | null], CountedProducts>(
    `WITH page AS (SELECT key FROM products WHERE key > ? ORDER BY key LIMIT ?)
     SELECT max(page.key) AS lastKey, count(CASE WHEN NOT EXISTS (
       SELECT 1 FROM images JOIN embeddings ON embeddings.space = ? AND embeddings.image_id = images.image_id
       WHERE images.product_key = page.key) THEN 1 END) AS productsWithout
     FROM page`,
  );
  return {
    countFiles: (space, afterKey, limit) =>
      countFiles.get(afterKey, limit, space) ?? {
        lastKey: null,
        files: 0,
        embedded: 0,
        contents: 0,
        failed: 0,
      },
    countProductsWithout: (space, afterKey, limit) =>
      countProductsWithout.get(afterKey, limit, space) ?? { lastKey: null, productsWithout: 0 },
    vectors: (space, afterKey, limit) =>
      selectVectors.all(afterKey, space, limit).map((row) => ({ ...row, vector: blobToVector(row.vector) })),
    images: (space, afterKey, limit) =>
      selectImages.all(space, afterKey, limit).map((row) => ({ ...row, isEmbedded: row.isEmbedded === 1 })),
  };
}
