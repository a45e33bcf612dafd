/** Writes what an import finds: images, their products and vectors, a batch per transaction. */

import type { Attributes } from '../../../contract/products.ts';
import type {
  ImageRecord,
  ImportStore,
  RehomedImage,
  StoredImage,
  StoredProduct,
  Succession,
} from '../../../core/imports/storePort.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import { insertColours } from './colourStore.ts';
import { createDepartures } from './departures.ts';
import { vectorToBlob } from './embeddingStore.ts';
import type { CatalogDatabase } from './openDatabase.ts';
import { createOriginals } from './originals.ts';
import { createPlaceWriter } from './placeWriter.ts';
import { createRehoming } from './rehoming.ts';
import { insertSketch } from './sketchStore.ts';
import type { Source } from './sourceStore.ts';

interface ProductRow {
  readonly key: number;
  readonly name: string;
  readonly attributes: string;
}

interface ProductImageRow {
  readonly key: number;
  readonly folder: string;
  readonly metadata: string | null;
}

const imageColumns = `images.key, images.path, images.size_bytes AS sizeBytes, images.modified_ms AS modifiedMs,
  images.image_id AS imageId, images.state, images.width, images.height, products.id AS productId, sources.folder
  FROM images JOIN sources ON sources.id = images.source_id LEFT JOIN products ON products.key = images.product_key`;

const stateWhenThere =
  "CASE WHEN state <> 'missing' THEN state WHEN image_id IS NULL THEN 'failed' ELSE 'embedded' END";

/**
 * Binds the store to one import of one source into one embedding space.
 * @param onSuccession called inside the transaction of a batch that renames or merges products, with all that it does;
 *   what it throws takes the batch back. Pairs of one call happen at once: a → b and b → a is a swap.
 */
export function createImportStore(
  database: CatalogDatabase,
  file: string,
  source: Source,
  importNumber: number,
  space: string,
  onSuccession: (successions: readonly Succession[]) => void,
): ImportStore {
  const selectByPath = database.prepare<[number, string], StoredImage>(
    `SELECT ${imageColumns} WHERE images.source_id = ? AND images.path = ?`,
  );
  const selectAfter = database.prepare<[string, number, number], StoredImage>(
    // As the images lie: by the index of paths SQLite would sort all of them for every few.
    `SELECT ${imageColumns} WHERE +sources.folder = ? AND images.key > ? ORDER BY images.key LIMIT ?`,
  );
  const selectOthers = database
    .prepare<[number], string>('SELECT folder FROM sources WHERE id <> ? ORDER BY id')
    .pluck();
  const selectByContent = database.prepare<[string], StoredImage>(
    `SELECT ${imageColumns} WHERE images.image_id = ? ORDER BY images.key`,
  );
  const selectProduct = database.prepare<[string], ProductRow>(
    'SELECT key, name, attributes FROM products WHERE id = ?',
  );
  const selectProductImages = database.prepare<[number], ProductImageRow>(
    `SELECT images.key, sources.folder, sources.metadata FROM images JOIN sources ON sources.id = images.source_id
     WHERE images.product_key = ? ORDER BY images.key`,
  );
  const selectEmbedding = database
    .prepare<[string, string], number>('SELECT 1 FROM embeddings WHERE space = ? AND image_id = ?')
    .pluck();
  const insertEmbedding = database.prepare(
    'INSERT INTO embeddings (space, image_id, vector) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET vector = excluded.vector',
  );
  const writeSketch = database.prepare<[string, Uint8Array]>(insertSketch);
  const writeColours = database.prepare<[string, Uint8Array]>(insertColours);
  const upsertByPath = database.prepare(`
    INSERT INTO images (source_id, path, product_key, size_bytes, modified_ms, image_id, state, reason, width, height, seen_in_import, rank)
    VALUES (@sourceId, @path, @productKey, @sizeBytes, @modifiedMs, @imageId, @state, @reason, @width, @height, @importNumber, @rank)
    ON CONFLICT DO UPDATE SET product_key = excluded.product_key, size_bytes = excluded.size_bytes,
      modified_ms = excluded.modified_ms, image_id = excluded.image_id, state = excluded.state, reason = excluded.reason,
      width = excluded.width, height = excluded.height, seen_in_import = excluded.seen_in_import, is_unreached = 0, rank = excluded.rank`);
  const updateByKey = database.prepare(`
    UPDATE images SET source_id = @sourceId, path = @path, product_key = @productKey, size_bytes = @sizeBytes,
      modified_ms = @modifiedMs, image_id = @imageId, state = @state, reason = @reason, width = @width,
      height = @height, seen_in_import = @importNumber, is_unreached = 0, rank = @rank
    WHERE key = @key`);
  const updateHome = database.prepare(`
    UPDATE images SET source_id = @sourceId, path = @path, product_key = @productKey, size_bytes = @sizeBytes,
      modified_ms = @modifiedMs, seen_in_import = @importNumber, is_unreached = 0, rank = @rank,
      state = ${stateWhenThere}
    WHERE key = @key`);
  const updateUnread = database.prepare<[number, number]>(`
    UPDATE images SET seen_in_import = ?, is_unreached = 1,
      state = ${stateWhenThere}
    WHERE key = ?`);
  const departures = createDepartures(database);
  const rehoming = createRehoming(database, source, departures);
  const originals = createOriginals(database);
  const places = createPlaceWriter(database, source);

  function writeRecord(record: ImageRecord): void {
    if (record.vector !== null && record.imageId !== null) {
      insertEmbedding.run(space, record.imageId, vectorToBlob(record.vector));
    }
    if (record.sketch !== undefined && record.imageId !== null)
      writeSketch.run(record.imageId, record.sketch);
    if (record.colours !== undefined && record.imageId !== null)
      writeColours.run(record.imageId, record.colours);
    const { key, place, vector, sketch, colours, ...values } = record;
    const productKey = place === null ? null : places.write(place);
    const row = { ...values, productKey, sourceId: source.id, importNumber, rank: place?.rank ?? 0 };
    if (key === null) upsertByPath.run(row);
    else updateByKey.run({ ...row, key });
  }

  function writeHome({ place, leavesProduct, ...values }: RehomedImage): void {
    const rank = place.rank ?? 0;
    updateHome.run({ ...values, productKey: places.write(place), sourceId: source.id, importNumber, rank });
  }

  const inOneTransaction = database.transaction(
    (batch: readonly (ImageRecord | RehomedImage)[], writeAll: () => void): string[] => {
      const touched = new Set<string>();
      const { successions, goOn, parted } = rehoming.begin(batch, touched);
      writeAll();
      const removed = places.removeEmpty([...touched].filter((id) => !goOn.has(id)));
      for (const { imageId, productId } of parted) {
        originals.appoint(imageId);
        if (productId !== null && removed.has(productId)) departures.note(productId, imageId);
      }
      for (const { place } of batch) if (place !== null) touched.add(place.id);
      if (successions.length > 0) onSuccession(successions);
      return [...touched];
    },
  );

  const keepAll = database.transaction((keys: readonly number[]) => {
    for (const key of keys) updateUnread.run(importNumber, key);
  });

  return {
    findImage: (path) => selectByPath.get(source.id, path) ?? null,
    imagesAfter: (folder, key, limit) => selectAfter.all(folder, key, limit),
    otherFolders: () => selectOthers.all(source.id),
    findContent: (imageId) => selectByContent.all(imageId),
    findProduct(id) {
      const row = selectProduct.get(id);
      return row === undefined ? null : toProduct(row, selectProductImages.all(row.key));
    },
    hasEmbedding: (imageId) => selectEmbedding.get(space, imageId) !== undefined,
    rehome: (images) =>
      withSqliteFailures(file, () => inOneTransaction(images, () => images.forEach(writeHome))),
    keepUnread: (keys) => withSqliteFailures(file, () => keepAll(keys)),
    commit: (records) =>
      withSqliteFailures(file, () => inOneTransaction(records, () => records.forEach(writeRecord))),
  };
}

function toProduct(row: ProductRow, images: readonly ProductImageRow[]): StoredProduct {
  return {
    name: row.name,
    attributes: JSON.parse(row.attributes) as Attributes,
    metadata: images[0]?.metadata ?? null,
    images,
  };
}
