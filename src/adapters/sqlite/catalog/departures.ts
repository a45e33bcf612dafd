/** Remembers what products showed that left the catalog, so that what was said of them wakes for them alone. */
import type { CatalogDatabase } from './openDatabase.ts';

/** An image that comes to a product. */
export interface Arrival {
  readonly productId: string;
  readonly imageId: string | null;
  /** A row of the metadata says that it is this product. */
  readonly isFromRow: boolean;
}

export interface Departures {
  /** An image leaves a product, or the catalog with its product; kept where the product is gone afterwards. */
  note(productId: string, imageId: string): void;
  /**
   * Of the products that come, those that are others than the ones that left under their ids: no row of the metadata gives
   * them the id, and none of their images was seen there. What was remembered of either is forgotten.
   */
  settle(arrivals: readonly Arrival[]): ReadonlySet<string>;
}

export function createDepartures(database: CatalogDatabase): Departures {
  const insert = database.prepare('INSERT OR IGNORE INTO departed (product_id, image_id) VALUES (?, ?)');
  const select = database
    .prepare<[string], string>('SELECT image_id FROM departed WHERE product_id = ?')
    .pluck();
  const isThere = database.prepare<[string], number>('SELECT 1 FROM products WHERE id = ?').pluck();
  const forget = database.prepare('DELETE FROM departed WHERE product_id = ?');

  return {
    note: (productId, imageId) => insert.run(productId, imageId),
    settle(arrivals) {
      const others = new Set<string>();
      for (const [id, coming] of Map.groupBy(arrivals, ({ productId }) => productId)) {
        const seen = new Set(select.all(id));
        if (seen.size === 0 || isThere.get(id) !== undefined) continue;
        const isSame = coming.some(
          ({ imageId, isFromRow }) => isFromRow || (imageId !== null && seen.has(imageId)),
        );
        if (!isSame) others.add(id);
        forget.run(id);
      }
      return others;
    },
  };
}
