/** Writes what an import finds: images, their products and vectors, a batch per transaction. */
import { join } from 'node:path';
import type { ImageRecord, ImportStore, ProductPlace, StoredImage } from '../../../core/imports/storePort.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import { vectorToBlob } from './embeddingStore.ts';
import type { CatalogDatabase } from './openDatabase.ts';
import type { Source } from './sourceStore.ts';

interface ImageRow extends Omit<StoredImage, 'file'> {
  folder: string;
}

interface PlaceRow {
  key: number;
  name: string;
  attributes: string;
}

const imageColumns = `images.key, images.path, images.size_bytes AS sizeBytes, images.modified_ms AS modifiedMs,
  images.image_id AS imageId, images.state, images.width, images.height, products.id AS productId, sources.folder
  FROM images JOIN sources ON sources.id = images.source_id LEFT JOIN products ON products.key = images.product_key`;

/** Binds the store to one import of one source into one embedding space. */
export function createImportStore(
  database: CatalogDatabase,
  file: string,
  source: Source,
  importNumber: number,
  space: string,
): ImportStore {
  const selectByPath = database.prepare<[number, string], ImageRow>(
    `SELECT ${imageColumns} WHERE images.source_id = ? AND images.path = ?`,
  );
  const selectByContent = database.prepare<[string], ImageRow>(
    `SELECT ${imageColumns} WHERE images.image_id = ? ORDER BY images.key`,
  );
  const selectEmbedding = database
    .prepare<[string, string], number>('SELECT 1 FROM embeddings WHERE space = ? AND image_id = ?')
    .pluck();
  const selectElsewhere = database
    .prepare<[string, number], number>(
      `SELECT 1 FROM images JOIN products ON products.key = images.product_key
       WHERE products.id = ? AND images.source_id <> ? LIMIT 1`,
    )
    .pluck();
  const insertEmbedding = database.prepare(
    'INSERT INTO embeddings (space, image_id, vector) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET vector = excluded.vector',
  );
  const upsertByPath = database.prepare(`
    INSERT INTO images (source_id, path, product_key, size_bytes, modified_ms, image_id, state, reason, width, height, seen_in_import)
    VALUES (@sourceId, @path, @productKey, @sizeBytes, @modifiedMs, @imageId, @state, @reason, @width, @height, @importNumber)
    ON CONFLICT DO UPDATE SET product_key = excluded.product_key, size_bytes = excluded.size_bytes,
      modified_ms = excluded.modified_ms, image_id = excluded.image_id, state = excluded.state, reason = excluded.reason,
      width = excluded.width, height = excluded.height, seen_in_import = excluded.seen_in_import`);
  const updateByKey = database.prepare(`
    UPDATE images SET source_id = @sourceId, path = @path, product_key = @productKey, size_bytes = @sizeBytes,
      modified_ms = @modifiedMs, image_id = @imageId, state = @state, reason = @reason, width = @width,
      height = @height, seen_in_import = @importNumber
    WHERE key = @key`);
  const selectProductOf = database
    .prepare<[number], string>(
      'SELECT products.id FROM images JOIN products ON products.key = images.product_key WHERE images.key = ?',
    )
    .pluck();
  const places = createPlaceWriter(database);

  function write(record: ImageRecord, touched: Set<string>): void {
    if (record.vector !== null && record.imageId !== null) {
      insertEmbedding.run(space, record.imageId, vectorToBlob(record.vector));
    }
    const before = record.key === null ? null : (selectProductOf.get(record.key) ?? null);
    const productKey = record.place === null ? null : places.write(record.place, before);
    const values = {
      path: record.path,
      sizeBytes: record.sizeBytes,
      modifiedMs: record.modifiedMs,
      imageId: record.imageId,
      state: record.state,
      reason: record.reason,
      width: record.width,
      height: record.height,
      productKey,
      sourceId: source.id,
      importNumber,
    };
    if (record.key === null) upsertByPath.run(values);
    else updateByKey.run({ ...values, key: record.key });
    if (record.place !== null) touched.add(record.place.id);
    if (before === null) return;
    touched.add(before);
    if (before !== record.place?.id) places.removeIfEmpty(before);
  }

  const writeAll = database.transaction((records: readonly ImageRecord[]) => {
    const touched = new Set<string>();
    for (const record of records) write(record, touched);
    return [...touched];
  });

  return {
    findImage(path) {
      const row = selectByPath.get(source.id, path);
      return row === undefined ? null : toStoredImage(row);
    },
    findContent: (imageId) => selectByContent.all(imageId).map(toStoredImage),
    hasEmbedding: (imageId) => selectEmbedding.get(space, imageId) !== undefined,
    isTakenElsewhere: (productId) => selectElsewhere.get(productId, source.id) !== undefined,
    commit: (records) => withSqliteFailures(file, () => writeAll(records)),
  };
}

function toStoredImage({ folder, ...row }: ImageRow): StoredImage {
  return { ...row, file: join(folder, ...row.path.split('/')) };
}

/** Products come and change with their images. */
function createPlaceWriter(database: CatalogDatabase) {
  const select = database.prepare<[string], PlaceRow>(
    'SELECT key, name, attributes FROM products WHERE id = ?',
  );
  const insert = database.prepare('INSERT INTO products (id, name, attributes) VALUES (?, ?, ?)');
  const update = database.prepare('UPDATE products SET name = ?, attributes = ? WHERE key = ?');
  const rename = database.prepare('UPDATE products SET id = ? WHERE id = ?');
  const countImages = database
    .prepare<[string], number>(
      'SELECT count(*) FROM images JOIN products ON products.key = images.product_key WHERE products.id = ?',
    )
    .pluck();
  const remove = database.prepare('DELETE FROM products WHERE id = ?');

  return {
    /** Returns the product's key. A product whose only image gets another id is renamed: its decisions stay. */
    write(place: ProductPlace, previousId: string | null): number {
      let row = select.get(place.id);
      if (row === undefined && previousId !== null && countImages.get(previousId) === 1) {
        rename.run(place.id, previousId);
        row = select.get(place.id);
      }
      if (row === undefined) {
        const inserted = insert.run(place.id, place.name ?? place.id, JSON.stringify(place.attributes ?? {}));
        return Number(inserted.lastInsertRowid);
      }
      const attributes = place.attributes === null ? row.attributes : JSON.stringify(place.attributes);
      const name = place.name ?? row.name;
      if (row.name !== name || row.attributes !== attributes) {
        update.run(name, attributes, row.key);
      }
      return row.key;
    },
    removeIfEmpty(id: string): void {
      if (countImages.get(id) === 0) remove.run(id);
    },
  };
}
