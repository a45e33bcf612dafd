/** Opens `twinset.db`, what a machine made from folders: products, images, vectors. It can be made again at any time. */
import type { CurationStore } from '../../../core/lists/ports.ts';
import { openSqlite, type SqliteDatabase } from '../openSqlite.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import { catalogMigrations } from './migrations/migrations.ts';

export type CatalogDatabase = SqliteDatabase;

/** "TWIN". */
const applicationId = 0x5457494e;

/**
 * Opens the database file, or makes it.
 * @param curation takes over what a person made, which the first schemas kept in this file; null only for a catalog that
 *   nobody curates
 * @throws Failure `catalog-damaged`, `catalog-too-new`, `bad-input` (not a catalog), `disk-full`, `not-allowed`
 */
export function openDatabase(file: string, curation: CurationStore | null): CatalogDatabase {
  return withSqliteFailures(file, () => {
    const database = openSqlite(file, {
      applicationId,
      migrations: catalogMigrations(curation),
      wayOut: 'rebuild the catalog from its images.',
    });
    database.pragma('synchronous = NORMAL');
    // 32 MiB: an import writes the same pages again and again, and copies each into the database only now and then.
    database.pragma('wal_autocheckpoint = 8192');
    database.pragma('cache_size = -16000');
    return database;
  });
}
