/** Opens a catalog's database: WAL, foreign keys on, brought to the newest schema. */
import Database from 'better-sqlite3';
import { Failure } from '../../../contract/failure.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import { migrations } from './migrations/migrations.ts';

export type CatalogDatabase = Database.Database;

/** "TWIN" as a big-endian number: tells a catalog's database from any other SQLite file. */
const applicationId = 0x5457494e;

/**
 * Opens the database file, or makes it.
 * @throws Failure `catalog-damaged`, `catalog-too-new`, `bad-input` (not a catalog), `disk-full`, `not-allowed`
 */
export function openDatabase(file: string): CatalogDatabase {
  return withSqliteFailures(file, () => {
    const database = new Database(file);
    try {
      checkIdentity(database, file);
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      // 32 MiB: an import writes the same pages again and again, and copies each into the database only now and then.
      database.pragma('wal_autocheckpoint = 8192');
      database.pragma('cache_size = -16000');
      migrate(database);
      return database;
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  });
}

/** Opens a database only to look at it, whatever state it is in. @throws what SQLite throws */
export function openReadOnly(file: string): CatalogDatabase {
  return new Database(file, { readonly: true });
}

function checkIdentity(database: CatalogDatabase, file: string): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  const application = Number(database.pragma('application_id', { simple: true }));
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (tables > 0 && application !== applicationId) {
    throw new Failure(
      'bad-input',
      `${file} is not a Twinset catalog. Choose another folder for the catalog.`,
    );
  }
  if (version > migrations.length) {
    throw new Failure(
      'catalog-too-new',
      `This catalog was made by a newer Twinset (schema ${version}, this one knows ${migrations.length}). Install the newer version to open it; nothing was changed.`,
    );
  }
  if (version > 0 && tables === 0) {
    throw new Failure(
      'catalog-damaged',
      `The catalog's database ${file} has lost its tables. It was left as it is; rebuild the catalog from its images.`,
    );
  }
}

function migrate(database: CatalogDatabase): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}
