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
  /** Removes missing images, products left without images, and vectors nothing refers to. */
  prune(): PruneResult;
}

export function createPruneStore(database: CatalogDatabase): PruneStore {
  const mark = database.prepare(
    "UPDATE images SET state = 'missing' WHERE source_id = ? AND seen_in_import <> ? AND state <> 'missing'",
  );
  const countMissing = database
    .prepare<[number], number>("SELECT count(*) FROM images WHERE source_id = ? AND state = 'missing'")
    .pluck();
  const selectContent = database
    .prepare<[], string>(
      "SELECT DISTINCT image_id FROM images WHERE state = 'missing' AND image_id IS NOT NULL",
    )
    .pluck();
  const selectTouched = database
    .prepare<[], string>(
      "SELECT DISTINCT products.id FROM images JOIN products ON products.key = images.product_key WHERE images.state = 'missing'",
    )
    .pluck();
  const removeImages = database.prepare("DELETE FROM images WHERE state = 'missing'");
  const selectEmpty = database
    .prepare<[], string>(
      'SELECT id FROM products WHERE NOT EXISTS (SELECT 1 FROM images WHERE images.product_key = products.key)',
    )
    .pluck();
  const removeProduct = database.prepare('DELETE FROM products WHERE id = ?');
  const isUsed = database
    .prepare<[string], number>('SELECT 1 FROM images WHERE image_id = ? LIMIT 1')
    .pluck();
  const removeEmbeddings = database.prepare('DELETE FROM embeddings WHERE image_id = ?');

  return {
    markMissing(sourceId, importNumber) {
      mark.run(sourceId, importNumber);
      return countMissing.get(sourceId) ?? 0;
    },
    prune: database.transaction(() => {
      const content = selectContent.all();
      const touchedProducts = selectTouched.all();
      removeImages.run();
      const removedProducts = selectEmpty.all();
      for (const id of removedProducts) removeProduct.run(id);
      const removedImageIds = content.filter((imageId) => isUsed.get(imageId) === undefined);
      for (const imageId of removedImageIds) removeEmbeddings.run(imageId);
      return { touchedProducts, removedProducts, removedImageIds };
    }),
  };
}
