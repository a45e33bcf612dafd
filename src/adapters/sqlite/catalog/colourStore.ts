/** Which colours pictures show, by content. */
import type { StoredColours } from '../../../core/colours/ports.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface ColourStore {
  /** Those stored behind a key, in the order of their keys. */
  after(key: number): Iterable<StoredColours>;
  /** As one transaction. @throws Failure `disk-full` */
  add(pictures: readonly Omit<StoredColours, 'key'>[]): void;
}

export const insertColours =
  'INSERT INTO colours (image_id, colours) VALUES (?, ?) ON CONFLICT DO UPDATE SET colours = excluded.colours';

export function createColourStore(database: CatalogDatabase, file: string): ColourStore {
  const select = database.prepare<[number], StoredColours>(
    'SELECT key, image_id AS imageId, colours FROM colours WHERE key > ? ORDER BY key',
  );
  const insert = database.prepare<[string, Uint8Array]>(insertColours);
  const addAll = database.transaction((pictures: Parameters<ColourStore['add']>[0]) => {
    for (const { imageId, colours } of pictures) insert.run(imageId, colours);
  });
  return {
    after: (key) => select.iterate(key),
    add: (pictures) => withSqliteFailures(file, () => addAll(pictures)),
  };
}
