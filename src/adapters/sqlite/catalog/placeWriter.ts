/** Products come, change and go with their images. */
import type { ProductPlace } from '../../../core/imports/storePort.ts';
import type { CatalogDatabase } from './openDatabase.ts';
import type { Source } from './sourceStore.ts';

interface ProductRow {
  readonly key: number;
  readonly name: string;
  readonly attributes: string;
}

interface OwnerRow {
  readonly sourceId: number;
  readonly metadata: string | null;
}

export interface PlaceWriter {
  /**
   * Makes the product or brings it up to date, and returns its key. Name and attributes are the word of the source that
   * its first image lies in, and of those that read the same metadata file: so they do not depend on who comes last.
   */
  write(place: ProductPlace): number;
  /** Removes those of the products that have no image any more, and returns their ids. */
  removeEmpty(ids: readonly string[]): ReadonlySet<string>;
}

/** Binds it to one source. */
export function createPlaceWriter(database: CatalogDatabase, source: Source): PlaceWriter {
  const select = database.prepare<[string], ProductRow>(
    'SELECT key, name, attributes FROM products WHERE id = ?',
  );
  const selectOwner = database.prepare<[number], OwnerRow>(
    `SELECT sources.id AS sourceId, sources.metadata FROM images JOIN sources ON sources.id = images.source_id
     WHERE images.product_key = ? ORDER BY images.key LIMIT 1`,
  );
  const insert = database.prepare('INSERT INTO products (id, name, attributes) VALUES (?, ?, ?)');
  const update = database.prepare('UPDATE products SET name = ?, attributes = ? WHERE key = ?');
  const remove = database.prepare(
    'DELETE FROM products WHERE id = ? AND NOT EXISTS (SELECT 1 FROM images WHERE images.product_key = products.key)',
  );

  function hasWord(productKey: number): boolean {
    const owner = selectOwner.get(productKey);
    if (owner === undefined || owner.sourceId === source.id) return true;
    return source.metadata !== null && owner.metadata === source.metadata;
  }

  return {
    write(place) {
      const row = select.get(place.id);
      if (row === undefined) {
        const inserted = insert.run(place.id, place.name ?? place.id, JSON.stringify(place.attributes ?? {}));
        return Number(inserted.lastInsertRowid);
      }
      const attributes = place.attributes === null ? row.attributes : JSON.stringify(place.attributes);
      const name = place.name ?? row.name;
      const isOther = row.name !== name || row.attributes !== attributes;
      if (isOther && hasWord(row.key)) update.run(name, attributes, row.key);
      return row.key;
    },
    removeEmpty: (ids) => new Set(ids.filter((id) => remove.run(id).changes > 0)),
  };
}
