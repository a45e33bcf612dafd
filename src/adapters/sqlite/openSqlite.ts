/** Opens one of a catalog's SQLite files: WAL, foreign keys on, brought to the newest schema. */
import Database from 'better-sqlite3';
import { Failure } from '../../contract/failure.ts';

export type SqliteDatabase = Database.Database;

/** One step of a schema; a released one is never changed. A file's `user_version` is how many it has had. */
export interface Migration {
  readonly sql: string;
  /** Runs before the SQL, in the same transaction: for what must first be carried elsewhere. */
  readonly before?: (database: SqliteDatabase) => void;
}

export interface SqliteKind {
  /** Four letters as a big-endian number: tells this kind of file from any other SQLite file. */
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
  /** What the person is told where the file has lost its tables. */
  readonly wayOut: string;
}

/** @throws Failure `catalog-damaged`, `catalog-too-new`, `bad-input` (another program's file); what SQLite throws */
export function openSqlite(file: string, kind: SqliteKind): SqliteDatabase {
  const database = new Database(file);
  try {
    checkIdentity(database, file, kind);
    database.pragma('journal_mode = WAL');
    database.pragma('foreign_keys = ON');
    migrate(database, kind);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Opens a file only to look at it, whatever state it is in. @throws what SQLite throws */
export function openReadOnly(file: string): SqliteDatabase {
  return new Database(file, { readonly: true });
}

function checkIdentity(database: SqliteDatabase, file: string, kind: SqliteKind): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  const application = Number(database.pragma('application_id', { simple: true }));
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (tables > 0 && application !== kind.applicationId) {
    throw new Failure(
      'bad-input',
      `${file} is not a Twinset catalog. Choose another folder for the catalog.`,
    );
  }
  if (version > kind.migrations.length) {
    throw new Failure(
      'catalog-too-new',
      `This catalog was made by a newer Twinset (schema ${version}, this one knows ${kind.migrations.length}). Install the newer version to open it; nothing was changed.`,
    );
  }
  if (version > 0 && tables === 0) {
    throw new Failure(
      'catalog-damaged',
      `The catalog's database ${file} has lost its tables. It was left as it is; ${kind.wayOut}`,
    );
  }
}

function migrate(database: SqliteDatabase, { applicationId, migrations }: SqliteKind): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  for (const [index, { sql, before }] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      before?.(database);
      database.exec(sql);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}
