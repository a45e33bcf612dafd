/** A catalog's database as a copy of one that lies elsewhere: products come, change and go with what the other one says of them. */
import type { CopiedPicture, CopiedProduct } from '../../../core/cluster/ports.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import { vectorToBlob } from './embeddingStore.ts';
import type { CatalogDatabase } from './openDatabase.ts';
import type { SourceStore } from './sourceStore.ts';

/** Every change is one transaction. @throws Failure `disk-full` */
export interface CopyStore {
  /** How far it was copied, as whose copy it is names that; null before all of it was. */
  mark(): string | null;
  setMark(mark: string): void;
  /** Documents that are in it. */
  count(): number;
  /** By product: the digests of its documents. */
  digests(): Map<string, Set<string>>;
  /** Of one product. */
  digestsOf(productId: string): Set<string>;
  /** Products that were published as duplicates of others. */
  hidden(): string[];
  /** As they are now, embedded in this space. @returns images that no product has any more */
  put(space: string, products: readonly CopiedProduct[]): string[];
  /** @returns images that no product has any more */
  remove(productIds: readonly string[]): string[];
  /** Of all products and pictures, and of the mark; what was made of them, as layouts of the map, stays. */
  clear(): void;
}

const markKey = 'copied';

/** Only copies have it: what the documents of a product are, also of one without pictures. */
const documents = `
CREATE TABLE IF NOT EXISTS copied_documents (
  product_key INTEGER NOT NULL REFERENCES products (key) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  is_hidden INTEGER NOT NULL,
  PRIMARY KEY (product_key, digest)
) STRICT, WITHOUT ROWID;`;

/** @param facts of the same catalog */
export function createCopyStore(
  database: CatalogDatabase,
  file: string,
  facts: Pick<SourceStore, 'fact' | 'setFact'>,
): CopyStore {
  withSqliteFailures(file, () => database.exec(documents));
  const saveSource = database
    .prepare<[string], number>(
      'INSERT INTO sources (folder) VALUES (?) ON CONFLICT DO UPDATE SET folder = excluded.folder RETURNING id',
    )
    .pluck();
  const selectDigests = database
    .prepare<[], [id: string, digest: string | null]>(
      'SELECT id, digest FROM products LEFT JOIN copied_documents ON product_key = key',
    )
    .raw();
  const selectDigestsOf = database
    .prepare<[string], string>(
      'SELECT digest FROM copied_documents JOIN products ON products.key = product_key WHERE products.id = ?',
    )
    .pluck();
  const selectHidden = database
    .prepare<[], string>(
      'SELECT DISTINCT products.id FROM copied_documents JOIN products ON products.key = product_key WHERE is_hidden = 1',
    )
    .pluck();
  const countDocuments = database.prepare<[], number>('SELECT count(*) FROM copied_documents').pluck();
  const removeDocuments = database.prepare<[number]>('DELETE FROM copied_documents WHERE product_key = ?');
  const insertDocument = database.prepare<[number, string, number]>(
    'INSERT INTO copied_documents (product_key, digest, is_hidden) VALUES (?, ?, ?)',
  );
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
    VALUES (@source, @path, @productKey, 0, 0, @imageId, 'embedded', @width, @height, 0, @rank) ON CONFLICT DO NOTHING`);
  const insertEmbedding = database.prepare<[string, string, Buffer]>(
    'INSERT INTO embeddings (space, image_id, vector) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET vector = excluded.vector WHERE vector IS NOT excluded.vector',
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

  /** Two people may have imported folders that are called the same. */
  function putPicture(picture: Omit<CopiedPicture, 'vector'>, productKey: number, rank: number): void {
    const { folder, ...said } = picture;
    for (let others = 0; ; others++) {
      const source = saveSource.get(others === 0 ? folder : `${folder} (${others + 1})`);
      if (insertImage.run({ ...said, source, productKey, rank }).changes > 0) return;
    }
  }

  const putAll = database.transaction((space: string, products: readonly CopiedProduct[]): string[] => {
    const before = products.flatMap(({ id }) => selectImages.all(id));
    for (const { id, name, attributes, isHidden, digests, pictures } of products) {
      const productKey = upsertProduct.get(id, name, JSON.stringify(attributes));
      if (productKey === undefined) throw new RangeError(`The product ${id} got no key.`);
      removeDocuments.run(productKey);
      for (const digest of new Set(digests)) insertDocument.run(productKey, digest, isHidden ? 1 : 0);
      removeImages.run(productKey);
      for (const [rank, { vector, ...picture }] of pictures.entries()) {
        putPicture(picture, productKey, rank);
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
    facts.setFact(markKey, null);
    for (const table of ['products', ...removals]) database.exec(`DELETE FROM ${table}`);
  });

  return {
    mark: () => facts.fact(markKey),
    setMark: (mark) => withSqliteFailures(file, () => facts.setFact(markKey, mark)),
    count: () => countDocuments.get() ?? 0,
    hidden: () => selectHidden.all(),
    digestsOf: (productId) => new Set(selectDigestsOf.all(productId)),
    digests() {
      const found = new Map<string, Set<string>>();
      for (const [id, digest] of selectDigests.iterate()) {
        const known = found.get(id) ?? new Set();
        if (digest !== null) known.add(digest);
        found.set(id, known);
      }
      return found;
    },
    put: (space, products) => withSqliteFailures(file, () => putAll(space, products)),
    remove: (productIds) => withSqliteFailures(file, () => removeAll(productIds)),
    clear: () => withSqliteFailures(file, clearAll),
  };
}
