/** What the database knows of each picture. */
import type { PictureFact } from '../../../core/charts/ports.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface PictureStore {
  /** Every picture of a product that is not missing, in pages of a few milliseconds' work. */
  pages(): Iterable<readonly PictureFact[]>;
}

const picturesAtOnce = 4096;

export function createPictureStore(database: CatalogDatabase): PictureStore {
  const select = database.prepare<[number], PictureFact & { key: number }>(`
    SELECT images.key, products.id AS productId, images.path, images.width, images.height
    FROM images CROSS JOIN products ON products.key = images.product_key
    WHERE images.key > ? AND images.state <> 'missing' ORDER BY images.key LIMIT ${picturesAtOnce}`);
  return {
    *pages() {
      for (let page = select.all(0); page.length > 0; page = select.all(page.at(-1)?.key ?? 0)) yield page;
    },
  };
}
