/** Files that are gone, and what leaves the catalog with them once the curator says so. */
import type { CatalogDatabase } from './openDatabase.ts';

export interface PruneResult {
  /** Products that lost an image, the removed ones among them. */
  readonly touchedProducts: string[];
  readonly removedProducts: string[];
  readonly removedImageIds: string[];
}

export interface PruneStore {
  /**
   * Marks the source's images that this import did not see; returns how many are missing now.
   * @param unlisted folders that it could not look into (paths as images have them, empty for all): what lies below is
   *   not missing, and what was missing before is not pruned until a look there finds it missing again
   */
  markMissing(sourceId: number, importNumber: number, unlisted: readonly string[]): number;
  /** How many images are known below a folder of the source. */
  countBelow(sourceId: number, folder: string): number;
  /** Removes missing images, products left without images, and vectors nothing refers to. */
  prune(): PruneResult;
}

/** Bounds of the paths below a folder: "0" is the character after "/". */
const below = "(@folder = '' OR (path > @folder || '/' AND path < @folder || '0'))";
const isGone = "images.state = 'missing' AND images.is_unreached = 0";

export function createPruneStore(database: CatalogDatabase): PruneStore {
  const reach = database.prepare(
    'UPDATE images SET is_unreached = 0 WHERE source_id = ? AND seen_in_import <> ? AND is_unreached <> 0',
  );
  const spare = database.prepare<{ sourceId: number; importNumber: number; folder: string }>(
    `UPDATE images SET is_unreached = 1 WHERE source_id = @sourceId AND seen_in_import <> @importNumber AND ${below}`,
  );
  const countBelow = database
    .prepare<{ sourceId: number; folder: string }, number>(
      `SELECT count(*) FROM images WHERE source_id = @sourceId AND ${below}`,
    )
    .pluck();
  const mark = database.prepare(
    "UPDATE images SET state = 'missing' WHERE source_id = ? AND seen_in_import <> ? AND state <> 'missing' AND is_unreached = 0",
  );
  const countMissing = database
    .prepare<[number], number>(`SELECT count(*) FROM images WHERE source_id = ? AND ${isGone}`)
    .pluck();
  const selectContent = database
    .prepare<[], string>(`SELECT DISTINCT image_id FROM images WHERE ${isGone} AND image_id IS NOT NULL`)
    .pluck();
  const selectTouched = database
    .prepare<[], string>(
      `SELECT DISTINCT products.id FROM images JOIN products ON products.key = images.product_key WHERE ${isGone}`,
    )
    .pluck();
  const removeImages = database.prepare(`DELETE FROM images WHERE ${isGone}`);
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
    markMissing: database.transaction(
      (sourceId: number, importNumber: number, unlisted: readonly string[]) => {
        reach.run(sourceId, importNumber);
        for (const folder of unlisted) spare.run({ sourceId, importNumber, folder });
        mark.run(sourceId, importNumber);
        return countMissing.get(sourceId) ?? 0;
      },
    ),
    countBelow: (sourceId, folder) => countBelow.get({ sourceId, folder }) ?? 0,
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
