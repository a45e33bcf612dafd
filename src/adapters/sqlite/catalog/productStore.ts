/** Products and their images as the database holds them. */
import type { Attributes, ProductImage } from '../../../contract/products.ts';
import type { ProductImageLink, ProductRecord } from '../../../core/products/ports.ts';
import type { CatalogDatabase } from './openDatabase.ts';

type ProductRow = [key: number, id: string, name: string, attributes: string];
type LinkRow = [productKey: number, imageId: string, path: string, rank: number];

export interface ProductStore {
  fields(): string[];
  setFields(fields: readonly string[]): void;
  /**
   * Every product, in the order it was added, with its images that are embedded in the space: in pages, each of the moment when
   * it is asked for, so that others can have a turn between them.
   */
  pages(space: string | null): Iterable<ProductRecord[]>;
  /** The products of these ids, as `pages`; ids that are gone are left out. */
  recordsOf(ids: readonly string[], space: string | null): ProductRecord[];
  imagesOf(productId: string): ProductImage[];
  /** The files that have these bytes. */
  filesOf(imageId: string): { folder: string; path: string }[];
  count(): { products: number; images: number };
  /** Names the state of products and their images, but for which are embedded: another one after every change, in this catalog and in any other. */
  generation(): string;
}

/** A cross join is SQLite's word for tables in this order: images as they lie, rather than sorted afterwards. */
const links = `
  SELECT images.product_key, images.image_id, images.path, images.rank
  FROM images CROSS JOIN embeddings ON embeddings.image_id = images.image_id AND embeddings.space = @space`;

/** 5 ms of work. */
const productsAtOnce = 512;

export function createProductStore(database: CatalogDatabase): ProductStore {
  const selectFields = database.prepare<[], string>('SELECT name FROM fields ORDER BY position').pluck();
  const insertField = database.prepare('INSERT INTO fields (name, position) VALUES (?, ?)');
  const selectPage = database
    .prepare<[number], ProductRow>(
      `SELECT key, id, name, attributes FROM products WHERE key > ? ORDER BY key LIMIT ${productsAtOnce}`,
    )
    .raw();
  const selectOne = database
    .prepare<[string], ProductRow>('SELECT key, id, name, attributes FROM products WHERE id = ?')
    .raw();
  const selectLinks = database
    .prepare<{ space: string | null; first: number; last: number }, LinkRow>(
      `${links} WHERE images.product_key BETWEEN @first AND @last ORDER BY images.key`,
    )
    .raw();
  const selectImages = database.prepare<[string], ProductImage>(`
    SELECT images.image_id AS imageId, images.path, sources.folder, images.state, images.reason,
      images.width, images.height, images.size_bytes AS sizeBytes
    FROM images
    JOIN products ON products.key = images.product_key
    JOIN sources ON sources.id = images.source_id
    WHERE products.id = ? ORDER BY images.rank, images.key`);
  const selectFiles = database.prepare<[string], { folder: string; path: string }>(
    'SELECT sources.folder, images.path FROM images JOIN sources ON sources.id = images.source_id WHERE image_id = ?',
  );
  const countProducts = database.prepare<[], number>('SELECT count(*) FROM products').pluck();
  const countImages = database.prepare<[], number>('SELECT count(*) FROM images').pluck();

  const selectGeneration = database
    .prepare<[], string>("SELECT number || ' ' || token FROM product_generation")
    .pluck();

  /** @param rows by key, and all that there are between the first and the last */
  function toRecords(rows: readonly ProductRow[], space: string | null): ProductRecord[] {
    const [first, last] = [rows[0]?.[0] ?? 0, rows.at(-1)?.[0] ?? 0];
    const images = groupLinks(selectLinks.all({ space, first, last }));
    return rows.map((row) => toRecord(row, images));
  }

  return {
    fields: () => selectFields.all(),
    setFields: database.transaction((fields: readonly string[]) => {
      database.exec('DELETE FROM fields');
      fields.forEach((name, position) => {
        insertField.run(name, position);
      });
    }),
    *pages(space) {
      for (let rows = selectPage.all(0); rows.length > 0; rows = selectPage.all(rows.at(-1)?.[0] ?? 0))
        yield toRecords(rows, space);
    },
    recordsOf(ids, space) {
      return ids.flatMap((id) => {
        const row = selectOne.get(id);
        return row === undefined ? [] : toRecords([row], space);
      });
    },
    imagesOf: (productId) => selectImages.all(productId),
    filesOf: (imageId) => selectFiles.all(imageId),
    count: () => ({ products: countProducts.get() ?? 0, images: countImages.get() ?? 0 }),
    generation: () => selectGeneration.get() ?? '',
  };
}

/** By product key, in the order of their ranks. The same content twice in one product is one image to look at and to search with. */
function groupLinks(rows: readonly LinkRow[]): Map<number, ProductImageLink[]> {
  const byProduct = new Map<number, ProductImageLink[]>();
  const ranks = new Map<ProductImageLink, number>();
  const severalImages = new Set<ProductImageLink[]>();
  for (const [productKey, imageId, path, rank] of rows) {
    const known = byProduct.get(productKey);
    const link = { imageId, path };
    if (rank > 0) ranks.set(link, rank);
    if (known === undefined) byProduct.set(productKey, [link]);
    else if (!known.some((one) => one.imageId === imageId)) {
      known.push(link);
      severalImages.add(known);
    }
  }
  const rankOf = (link: ProductImageLink): number => ranks.get(link) ?? 0;
  if (ranks.size > 0) for (const links of severalImages) links.sort((a, b) => rankOf(a) - rankOf(b));
  return byProduct;
}

function toRecord(
  [key, id, name, attributes]: ProductRow,
  images: ReadonlyMap<number, ProductImageLink[]>,
): ProductRecord {
  return { id, name, attributes: JSON.parse(attributes) as Attributes, images: images.get(key) ?? [] };
}
