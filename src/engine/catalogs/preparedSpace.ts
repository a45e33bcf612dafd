/** What a catalog has stored of another embedding space, made ready in turns, so that entering it is one exchange. */
import type { ProductStore } from '../../adapters/sqlite/catalog/productStore.ts';
import type { CompactIndex } from '../../adapters/vectors/compactIndex.ts';
import type { ProductRecord, ProductRows } from '../../core/products/ports.ts';
import { createRowImages, type RowImages } from '../../core/products/rowImages.ts';
import { inTurns } from '../inTurns.ts';
import type { IndexCache } from './indexCache.ts';

export interface PreparedSpace {
  readonly space: string;
  readonly index: CompactIndex;
  /** Of the catalog's rows. */
  readonly images: RowImages;
  /** Products changed, and are in their rows: their images follow. */
  link(productIds: readonly string[]): void;
  /** Products are about to leave their rows. */
  unlink(productIds: readonly string[]): void;
}

/** Nothing of the catalog's products but their attributes changes meanwhile; then `link` and `unlink` are told of all that does. */
export async function prepareSpace(
  space: string,
  {
    products,
    rows,
    cache,
  }: { products: ProductStore; rows: Pick<ProductRows, 'rowOf'>; cache: Pick<IndexCache, 'make'> },
): Promise<PreparedSpace> {
  const images = createRowImages();

  function linkAll(records: readonly Pick<ProductRecord, 'id' | 'images'>[]): void {
    for (const { id, images: links } of records) {
      const row = rows.rowOf(id);
      if (row !== undefined) images.link(row, links);
    }
  }

  await inTurns(products.pages(space), linkAll);
  return {
    space,
    index: await cache.make(space),
    images,
    link: (ids) => linkAll(products.recordsOf(ids, space)),
    unlink: (ids) => linkAll(ids.map((id) => ({ id, images: [] }))),
  };
}
