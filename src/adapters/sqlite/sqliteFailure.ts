/** SQLite's errors in a curator's words. */
import Database from 'better-sqlite3';
import { Failure } from '../../contract/failure.ts';

/** What to do about a damaged `twinset.db`, which can be made again. */
const catalogWayOut =
  'It was left as it is; rebuild the catalog from its images (on the command line: import FOLDER --catalog DIR --rebuild).';
/** What to do about a damaged `curation.db`, which cannot. */
export const curationWayOut =
  'It was left as it is; close the catalog and open it again: the newest sound copy of your decisions is then put back.';

/**
 * Turns what better-sqlite3 throws into a `Failure` that names the file and the way out.
 * @param wayOut what to do where the file is damaged
 */
export function sqliteFailure(thrown: unknown, file: string, wayOut = catalogWayOut): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const detail = `${thrown.code}: ${thrown.message}`;
  if (thrown.code === 'SQLITE_FULL') {
    return new Failure(
      'disk-full',
      `The disk that holds ${file} is full. What was done so far is kept; free some space and try again.`,
      detail,
    );
  }
  if (thrown.code.startsWith('SQLITE_CORRUPT') || thrown.code === 'SQLITE_NOTADB') {
    return new Failure('catalog-damaged', `The catalog's database ${file} is damaged. ${wayOut}`, detail);
  }
  if (thrown.code.startsWith('SQLITE_CANTOPEN') || thrown.code.startsWith('SQLITE_READONLY')) {
    return new Failure(
      'not-allowed',
      `The catalog's database ${file} cannot be opened for writing. Check the permissions of its folder, or choose another.`,
      detail,
    );
  }
  if (thrown.code.startsWith('SQLITE_IOERR')) {
    return new Failure(
      'file-unreadable',
      `Reading or writing the catalog's database ${file} failed. Check the disk, and that it is still connected.`,
      detail,
    );
  }
  return thrown;
}

/** Runs a piece of database work and maps what it throws. */
export function withSqliteFailures<T>(file: string, work: () => T, wayOut?: string): T {
  try {
    return work();
  } catch (thrown) {
    throw sqliteFailure(thrown, file, wayOut);
  }
}
