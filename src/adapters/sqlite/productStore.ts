/** Products and their images as the database holds them. */
import type { Attributes, ProductImage } from '../../contract/products.ts';
import type { ProductImageLink, ProductRecord } from '../../core/products/ports.ts';
import type { CatalogDatabase } from './openDatabase.ts';

interface ProductRow {
  id: string;
  name: string;
  attributes: string;
}

interface LinkRow {
  productId: string;
  imageId: string;
  path: string;
}

export interface ProductStore {
  fields(): string[];
  setFields(fields: readonly string[]): void;
  /** Every product, in the order it was added, with its images that are embedded in the space. */
  records(space: string | null): ProductRecord[];
  /** The products of these ids, as `records`; ids that are gone are left out. */
  recordsOf(ids: readonly string[], space: string | null): ProductRecord[];
  imagesOf(productId: string): ProductImage[];
  /** The files that have these bytes. */
  filesOf(imageId: string): { folder: string; path: string }[];
  count(): { products: number; images: number };
}

const links = `
  SELECT products.id AS productId, images.image_id AS imageId, images.path AS path
  FROM images
  JOIN products ON products.key = images.product_key
  JOIN embeddings ON embeddings.image_id = images.image_id AND embeddings.space = @space`;

export function createProductStore(database: CatalogDatabase): ProductStore {
  const selectFields = database.prepare<[], string>('SELECT name FROM fields ORDER BY position').pluck();
  const insertField = database.prepare('INSERT INTO fields (name, position) VALUES (?, ?)');
  const selectAll = database.prepare<[], ProductRow>(
    'SELECT id, name, attributes FROM products ORDER BY key',
  );
  const selectOne = database.prepare<[string], ProductRow>(
    'SELECT id, name, attributes FROM products WHERE id = ?',
  );
  const selectLinks = database.prepare<{ space: string | null }, LinkRow>(`${links} ORDER BY images.key`);
  const selectLinksOf = database.prepare<{ space: string | null; id: string }, LinkRow>(
    `${links} WHERE products.id = @id ORDER BY images.key`,
  );
  const selectImages = database.prepare<[string], ProductImage>(`
    SELECT images.image_id AS imageId, images.path, sources.folder, images.state, images.reason,
      images.width, images.height, images.size_bytes AS sizeBytes
    FROM images
    JOIN products ON products.key = images.product_key
    JOIN sources ON sources.id = images.source_id
    WHERE products.id = ? ORDER BY images.key`);
  const selectFiles = database.prepare<[string], { folder: string; path: string }>(
    'SELECT sources.folder, images.path FROM images JOIN sources ON sources.id = images.source_id WHERE image_id = ?',
  );
  const countProducts = database.prepare<[], number>('SELECT count(*) FROM products').pluck();
  const countImages = database.prepare<[], number>('SELECT count(*) FROM images').pluck();

  return {
    fields: () => selectFields.all(),
    setFields: database.transaction((fields: readonly string[]) => {
      database.exec('DELETE FROM fields');
      fields.forEach((name, position) => {
        insertField.run(name, position);
      });
    }),
    records(space) {
      const byProduct = new Map<string, ProductImageLink[]>();
      for (const link of selectLinks.iterate({ space })) addLink(byProduct, link);
      return selectAll.all().map((row) => toRecord(row, byProduct.get(row.id) ?? []));
    },
    recordsOf(ids, space) {
      return ids.flatMap((id) => {
        const row = selectOne.get(id);
        if (row === undefined) return [];
        const byProduct = new Map<string, ProductImageLink[]>();
        for (const link of selectLinksOf.all({ space, id })) addLink(byProduct, link);
        return [toRecord(row, byProduct.get(id) ?? [])];
      });
    },
    imagesOf: (productId) => selectImages.all(productId),
    filesOf: (imageId) => selectFiles.all(imageId),
    count: () => ({ products: countProducts.get() ?? 0, images: countImages.get() ?? 0 }),
  };
}

/** The same content twice in one product is one image to look at and to search with. */
function addLink(byProduct: Map<string, ProductImageLink[]>, link: LinkRow): void {
  const known = byProduct.get(link.productId);
  if (known === undefined) byProduct.set(link.productId, [{ imageId: link.imageId, path: link.path }]);
  else if (!known.some((one) => one.imageId === link.imageId)) {
    known.push({ imageId: link.imageId, path: link.path });
  }
}

function toRecord(row: ProductRow, images: ProductImageLink[]): ProductRecord {
  return { id: row.id, name: row.name, attributes: JSON.parse(row.attributes) as Attributes, images };
}
