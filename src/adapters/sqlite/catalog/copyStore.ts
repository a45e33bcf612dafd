/** A catalog's database as a copy of one that lies elsewhere: products come, change and go with what the other one says of them. */
import type { CopiedProduct } from '../../../core/cluster/ports.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import { vectorToBlob } from './embeddingStore.ts';
import type { CatalogDatabase } from './openDatabase.ts';

/** Every change is one transaction. @throws Failure `disk-full` */
export interface CopyStore {
  /** By product: the digests of its pictures. */
  digests(): Map<string, Set<string>>;
  /** As they are now, embedded in this space. @returns images that no product has any more */
  put(space: string, products: readonly CopiedProduct[]): string[];
  /** @returns images that no product has any more */
  remove(productIds: readonly string[]): string[];
  /** Of all products and pictures; what was made of them, as layouts of the map, stays. */
  clear(): void;
}

/** Pictures have no files here: each is called by its digest, and all lie in one folder without a name. */
const source = 1;

export function createCopyStore(database: CatalogDatabase, file: string): CopyStore {
  const insertSource = database.prepare(
    "INSERT INTO sources (id, folder) VALUES (?, '') ON CONFLICT DO NOTHING",
  );
  const selectDigests = database
    .prepare<[], [id: string, digest: string]>(
      'SELECT products.id, images.path FROM images JOIN products ON products.key = images.product_key',
    )
    .raw();
  const selectImages = database
    .prepare<[string], string>(
      'SELECT image_id FROM images JOIN products ON products.key = images.product_key WHERE products.id = ?',
    )
    .pluck();
  const isUsed = database
    .prepare<[string], number>('SELECT 1 FROM images WHERE image_id = ? LIMIT 1')
    .pluck();
  const upsertProduct = database
    .prepare<[string, string, string], number>(
      `INSERT INTO products (id, name, attributes) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, attributes = excluded.attributes RETURNING key`,
    )
    .pluck();
  const removeProduct = database.prepare<[string]>('DELETE FROM products WHERE id = ?');
  const removeImages = database.prepare<[number]>('DELETE FROM images WHERE product_key = ?');
  const insertImage = database.prepare(`
    INSERT INTO images (source_id, path, product_key, size_bytes, modified_ms, image_id, state, width, height, seen_in_import, rank)
    VALUES (${source}, @digest, @productKey, 0, 0, @imageId, 'embedded', @width, @height, 0, @rank)`);
  const insertEmbedding = database.prepare<[string, string, Buffer]>(
    'INSERT INTO embeddings (space, image_id, vector) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET vector = excluded.vector',
  );
  const removals = ['embeddings', 'sketches', 'colours'] as const;
  const selectSpaces = database.prepare<[], string>('SELECT DISTINCT space FROM embeddings').pluck();
  const removeEmbedding = database.prepare<[string, string]>(
    'DELETE FROM embeddings WHERE space = ? AND image_id = ?',
  );
  const removeSketch = database.prepare<[string]>('DELETE FROM sketches WHERE image_id = ?');
  const removeColours = database.prepare<[string]>('DELETE FROM colours WHERE image_id = ?');

  /** Of images that products had before. */
  function removeUnused(imageIds: Iterable<string>): string[] {
    const unused = [...new Set(imageIds)].filter((imageId) => isUsed.get(imageId) === undefined);
    if (unused.length === 0) return unused;
    const spaces = selectSpaces.all();
    for (const imageId of unused) {
      for (const space of spaces) removeEmbedding.run(space, imageId);
      removeSketch.run(imageId);
      removeColours.run(imageId);
    }
    return unused;
  }

  const putAll = database.transaction((space: string, products: readonly CopiedProduct[]): string[] => {
    insertSource.run(source);
    const before = products.flatMap(({ id }) => selectImages.all(id));
    for (const { id, name, attributes, pictures } of products) {
      const productKey = upsertProduct.get(id, name, JSON.stringify(attributes));
      if (productKey === undefined) throw new RangeError(`The product ${id} got no key.`);
      removeImages.run(productKey);
      for (const [rank, { vector, ...picture }] of pictures.entries()) {
        insertImage.run({ ...picture, productKey, rank });
        insertEmbedding.run(space, picture.imageId, vectorToBlob(vector));
      }
    }
    return removeUnused(before);
  });

  const removeAll = database.transaction((productIds: readonly string[]): string[] => {
    const before = productIds.flatMap((id) => selectImages.all(id));
    for (const id of productIds) removeProduct.run(id);
    return removeUnused(before);
  });

  const clearAll = database.transaction(() => {
    for (const table of ['products', ...removals]) database.exec(`DELETE FROM ${table}`);
  });

  return {
    digests() {
      const found = new Map<string, Set<string>>();
      for (const [id, digest] of selectDigests.iterate()) {
        const known = found.get(id);
        if (known === undefined) found.set(id, new Set([digest]));
        else known.add(digest);
      }
      return found;
    },
    put: (space, products) => withSqliteFailures(file, () => putAll(space, products)),
    remove: (productIds) => withSqliteFailures(file, () => removeAll(productIds)),
    clear: () => withSqliteFailures(file, clearAll),
  };
}
