/** Files that are gone, and what leaves the catalog with them once the curator says so. */
import type { CatalogDatabase } from './openDatabase.ts';

export interface PruneResult {
  /** Products that lost an image, the removed ones among them. */
  readonly touchedProducts: string[];
  readonly removedProducts: string[];
  readonly removedImageIds: string[];
}

export interface PruneStore {
  /** Marks the source's images that this import did not see; returns how many are missing now. */
  markMissing(sourceId: number, importNumber: number): number;
  /** The keys of the images whose files are gone. */
  missing(): number[];
  /** Removes those of these images that are still missing, products left without images, and vectors nothing refers to. */
  remove(imageKeys: readonly number[]): PruneResult;
}

export function createPruneStore(database: CatalogDatabase): PruneStore {
  const mark = database.prepare(
    "UPDATE images SET state = 'missing' WHERE source_id = ? AND seen_in_import <> ? AND state <> 'missing'",
  );
  const countMissing = database
    .prepare<[number], number>("SELECT count(*) FROM images WHERE source_id = ? AND state = 'missing'")
    .pluck();
  const selectMissing = database
    .prepare<[], number>("SELECT key FROM images WHERE state = 'missing' ORDER BY key")
    .pluck();
  const selectImage = database.prepare<[number], { imageId: string | null; productId: string | null }>(
    `SELECT images.image_id AS imageId, products.id AS productId
     FROM images LEFT JOIN products ON products.key = images.product_key
     WHERE images.key = ? AND images.state = 'missing'`,
  );
  const removeImage = database.prepare('DELETE FROM images WHERE key = ?');
  const isEmpty = database
    .prepare<[string], number>(
      'SELECT 1 FROM products WHERE id = ? AND NOT EXISTS (SELECT 1 FROM images WHERE images.product_key = products.key)',
    )
    .pluck();
  const removeProduct = database.prepare('DELETE FROM products WHERE id = ?');
  const isUsed = database
    .prepare<[string], number>('SELECT 1 FROM images WHERE image_id = ? LIMIT 1')
    .pluck();
  // From one space to the next by the index of space and image: there are few, and many vectors in each.
  const selectSpaces = database
    .prepare<[], string>(
      `WITH RECURSIVE found (space) AS (
         SELECT min(space) FROM embeddings
         UNION ALL
         SELECT (SELECT min(space) FROM embeddings WHERE space > found.space) FROM found WHERE space IS NOT NULL
       ) SELECT space FROM found WHERE space IS NOT NULL`,
    )
    .pluck();
  // Not by the image alone, for which there is no index: that would read all vectors for each.
  const removeEmbedding = database.prepare('DELETE FROM embeddings WHERE space = ? AND image_id = ?');

  return {
    markMissing(sourceId, importNumber) {
      mark.run(sourceId, importNumber);
      return countMissing.get(sourceId) ?? 0;
    },
    missing: () => selectMissing.all(),
    remove: database.transaction((imageKeys: readonly number[]) => {
      const content = new Set<string>();
      const touched = new Set<string>();
      for (const key of imageKeys) {
        const image = selectImage.get(key);
        if (image === undefined) continue;
        removeImage.run(key);
        if (image.imageId !== null) content.add(image.imageId);
        if (image.productId !== null) touched.add(image.productId);
      }
      const touchedProducts = [...touched];
      const removedProducts = touchedProducts.filter((id) => isEmpty.get(id) !== undefined);
      for (const id of removedProducts) removeProduct.run(id);
      const removedImageIds = [...content].filter((imageId) => isUsed.get(imageId) === undefined);
      for (const space of selectSpaces.all())
        for (const imageId of removedImageIds) removeEmbedding.run(space, imageId);
      return { touchedProducts, removedProducts, removedImageIds };
    }),
  };
}
