/** Files that are gone, and what leaves the catalog with them once the curator says so. */
import { createDepartures } from './departures.ts';
import type { CatalogDatabase } from './openDatabase.ts';
import { createOriginals } from './originals.ts';

export interface PruneResult {
  /** Products that lost an image, the removed ones among them. */
  readonly touchedProducts: string[];
  readonly removedProducts: string[];
  readonly removedImageIds: string[];
}

export interface MarkedPage {
  /** The next page is behind it. */
  readonly lastKey: number;
  /** How many of the page's images are the source's and missing now. */
  readonly missing: number;
}

export interface PruneStore {
  /**
   * Marks those of a page of images that are the source's and that this import did not see.
   * @param unlisted folders that it could not look into (paths as images have them, empty for all): what lies below is
   *   not missing, and what was missing before is not pruned until a look there finds it missing again
   * @param afterKey the page is behind it; the first one behind 0
   * @returns null where there is no such page
   */
  markMissing(
    sourceId: number,
    importNumber: number,
    unlisted: ReadonlySet<string>,
    afterKey: number,
  ): MarkedPage | null;
  /** Paths of the source's images that are missing now, in order; so many at most. */
  missingPaths(sourceId: number, most: number): string[];
  /** How many images are known below a folder of the source. */
  countBelow(sourceId: number, folder: string): number;
  /** The keys of the images whose files are gone, in pages, so that others can have a turn between them. */
  missing(): Iterable<number[]>;
  /** Removes those of these images that are still missing, products left without images, and vectors nothing refers to. */
  remove(imageKeys: readonly number[]): PruneResult;
  /** Removes products that have no image at all, which a killed import may leave; their ids, in pages like `missing`. */
  removeEmpty(): Iterable<string[]>;
}

/** Bounds of the paths below a folder: "0" is the character after "/". */
const below = "(@folder = '' OR (path > @folder || '/' AND path < @folder || '0'))";
const isGone = "images.state = 'missing' AND images.is_unreached = 0";

/** 4 ms of work where all of them are gone. */
const imagesAtOnce = 256;
/** 5 ms of work where none of them is empty, as nearly all are. */
const productsAtOnce = 2048;

export function createPruneStore(database: CatalogDatabase): PruneStore {
  const selectLast = database
    .prepare<[number, number], number | null>(
      'SELECT max(key) FROM (SELECT key FROM images NOT INDEXED WHERE key > ? ORDER BY key LIMIT ?)',
    )
    .pluck();
  const selectUnseen = database.prepare<[number, number, number, number], { key: number; path: string }>(
    `SELECT key, path FROM images NOT INDEXED
     WHERE key > ? AND key <= ? AND source_id = ? AND seen_in_import <> ?`,
  );
  const spare = database.prepare('UPDATE images SET is_unreached = 1 WHERE key = ? AND is_unreached = 0');
  const mark = database.prepare(
    `UPDATE images SET state = 'missing', is_unreached = 0 WHERE key = ? AND NOT (${isGone})`,
  );
  const countBelow = database
    .prepare<{ sourceId: number; folder: string }, number>(
      `SELECT count(*) FROM images WHERE source_id = @sourceId AND ${below}`,
    )
    .pluck();
  const countMissing = database
    .prepare<[number, number, number], number>(
      `SELECT count(*) FROM images NOT INDEXED WHERE key > ? AND key <= ? AND source_id = ? AND ${isGone}`,
    )
    .pluck();
  const selectMissingPaths = database
    .prepare<[number, number], string>(
      `SELECT path FROM images WHERE source_id = ? AND ${isGone} ORDER BY path LIMIT ?`,
    )
    .pluck();
  const selectMissing = database
    .prepare<[number, number], number>(
      `SELECT key FROM images NOT INDEXED WHERE key > ? AND key <= ? AND ${isGone} ORDER BY key`,
    )
    .pluck();
  const selectImage = database.prepare<[number], { imageId: string | null; productId: string | null }>(
    `SELECT images.image_id AS imageId, products.id AS productId
     FROM images LEFT JOIN products ON products.key = images.product_key
     WHERE images.key = ? AND ${isGone}`,
  );
  const removeImage = database.prepare('DELETE FROM images WHERE key = ?');
  const isEmpty = database
    .prepare<[string], number>(
      'SELECT 1 FROM products WHERE id = ? AND NOT EXISTS (SELECT 1 FROM images WHERE images.product_key = products.key)',
    )
    .pluck();
  const selectLastProduct = database
    .prepare<[number, number], number | null>(
      'SELECT max(key) FROM (SELECT key FROM products NOT INDEXED WHERE key > ? ORDER BY key LIMIT ?)',
    )
    .pluck();
  const selectEmpty = database
    .prepare<[number, number], string>(
      `SELECT id FROM products NOT INDEXED WHERE key > ? AND key <= ?
       AND NOT EXISTS (SELECT 1 FROM images WHERE images.product_key = products.key)`,
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
  const removeSketch = database.prepare('DELETE FROM sketches WHERE image_id = ?');
  const removeColours = database.prepare('DELETE FROM colours WHERE image_id = ?');
  // Not by the image alone, for which there is no index: that would read all vectors for each.
  const removeEmbedding = database.prepare('DELETE FROM embeddings WHERE space = ? AND image_id = ?');
  const departures = createDepartures(database);
  const originals = createOriginals(database);
  const removeEmptyOf = database.transaction((after: number, last: number) => {
    const empty = selectEmpty.all(after, last);
    for (const id of empty) removeProduct.run(id);
    return empty;
  });

  return {
    markMissing: database.transaction(
      (sourceId: number, importNumber: number, unlisted: ReadonlySet<string>, afterKey: number) => {
        const lastKey = selectLast.get(afterKey, imagesAtOnce) ?? null;
        if (lastKey === null) return null;
        for (const { key, path } of selectUnseen.all(afterKey, lastKey, sourceId, importNumber)) {
          if (liesBelow(path, unlisted)) spare.run(key);
          else mark.run(key);
        }
        return { lastKey, missing: countMissing.get(afterKey, lastKey, sourceId) ?? 0 };
      },
    ),
    missingPaths: (sourceId, most) => selectMissingPaths.all(sourceId, most),
    countBelow: (sourceId, folder) => countBelow.get({ sourceId, folder }) ?? 0,
    *missing() {
      for (const [after, last] of pagesOf(selectLast, imagesAtOnce)) yield selectMissing.all(after, last);
    },
    remove: database.transaction((imageKeys: readonly number[]) => {
      const content = new Set<string>();
      const touched = new Set<string>();
      for (const key of imageKeys) {
        const image = selectImage.get(key);
        if (image === undefined) continue;
        removeImage.run(key);
        if (image.imageId !== null) content.add(image.imageId);
        if (image.productId !== null) touched.add(image.productId);
        if (image.imageId !== null && image.productId !== null)
          departures.note(image.productId, image.imageId);
      }
      const touchedProducts = [...touched];
      const removedProducts = touchedProducts.filter((id) => isEmpty.get(id) !== undefined);
      for (const id of removedProducts) removeProduct.run(id);
      const removedImageIds = [...content].filter((imageId) => isUsed.get(imageId) === undefined);
      for (const imageId of content) originals.appoint(imageId);
      for (const imageId of removedImageIds) {
        removeSketch.run(imageId);
        removeColours.run(imageId);
      }
      for (const space of selectSpaces.all())
        for (const imageId of removedImageIds) removeEmbedding.run(space, imageId);
      return { touchedProducts, removedProducts, removedImageIds };
    }),
    *removeEmpty() {
      for (const [after, last] of pagesOf(selectLastProduct, productsAtOnce))
        yield removeEmptyOf(after, last);
    },
  };
}

/** Pages of so many rows: each behind the first key, up to the last. */
function* pagesOf(
  selectLastKey: { get(afterKey: number, count: number): number | null | undefined },
  count: number,
): Generator<[after: number, last: number]> {
  let after = 0;
  for (;;) {
    const last = selectLastKey.get(after, count) ?? null;
    if (last === null) return;
    yield [after, last];
    after = last;
  }
}

/** Whether one of the folders that a file lies in, at any depth, is among these; the empty one holds all files. */
function liesBelow(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.has('')) return true;
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    if (folders.has(path.slice(0, end))) return true;
  return false;
}
