/** Opens `curation.db`, what a person made; a damaged or lost one is put back from its newest sound copy. */
import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { asFailure, Failure } from '../../../contract/failure.ts';
import type { CurationStore } from '../../../core/lists/ports.ts';
import { writeAsideSync } from '../../files/writeAsideSync.ts';
import { openSqlite, type SqliteDatabase } from '../openSqlite.ts';
import { curationWayOut, sqliteFailure, withSqliteFailures } from '../sqliteFailure.ts';
import { type CopyTiming, type CurationCopies, createCurationCopies } from './curationCopies.ts';
import { createCurationStore } from './curationStore.ts';
import { curationMigrations } from './migrations/migrations.ts';

export interface OpenedCuration {
  readonly store: CurationStore;
  /** What the person must know: a file that was put back, and what may be missing. */
  readonly notices: readonly string[];
  /** Copies what is new, and closes the file. */
  close(): Promise<void>;
}

/** "TWCU". */
const applicationId = 0x54574355;

/** What lies beside an SQLite file and belongs to it: left behind by one that is gone, it would be taken for the next one's. */
const companions = ['-wal', '-shm', '-journal'];

/**
 * @param folder takes the copies; made where it is needed
 * @param onProblem told where a copy could not be made; the file itself is not touched by that
 * @throws Failure `catalog-too-new`, `bad-input` (another program's file), `disk-full`, `not-allowed`
 */
export function openCuration(
  file: string,
  folder: string,
  onProblem: (reason: unknown) => void,
  timing?: CopyTiming,
): OpenedCuration {
  const copies = createCurationCopies(file, folder, onProblem, timing);
  const { database, notices } = withSqliteFailures(file, () => openSound(file, copies), curationWayOut);
  copies.keepUp();
  const store = createCurationStore(database, file, copies.noteChange);
  return {
    store,
    notices,
    async close() {
      await copies.end();
      database.close();
    },
  };
}

function openSound(
  file: string,
  copies: CurationCopies,
): { database: SqliteDatabase; notices: readonly string[] } {
  const isEmpty = !existsSync(file) || statSync(file).size === 0;
  const isLost = isEmpty && (copies.all().length > 0 || existsSync(`${file}-wal`));
  if (!isLost) {
    try {
      return { database: openChecked(file), notices: [] };
    } catch (thrown) {
      if (!isDamage(thrown, file)) throw thrown;
    }
  }
  const keptAs = setAside(file);
  return putBack(file, copies, keptAs);
}

function putBack(
  file: string,
  copies: CurationCopies,
  keptAs: string | null,
): { database: SqliteDatabase; notices: readonly string[] } {
  const kept = keptAs === null ? '' : ` The damaged file is kept as ${keptAs}.`;
  const what = keptAs === null ? 'was missing' : 'was damaged';
  for (const copy of copies.all()) {
    try {
      writeAsideSync(file, readFileSync(copy.file));
      const database = openChecked(file);
      return {
        database,
        notices: [
          `The file with your decisions and corrections ${what} and was put back from its copy of ${copy.madeAt} (${describe(database)}). What was decided after that may be missing.${kept}`,
        ],
      };
    } catch (thrown) {
      if (!isDamage(thrown, file)) throw thrown;
      for (const end of ['', ...companions]) rmSync(file + end, { force: true });
    }
  }
  return {
    database: openChecked(file),
    notices: [
      `The file with your decisions and corrections ${what}, and there is no sound copy of it: what was decided earlier is missing.${kept}`,
    ],
  };
}

/** "1 decision, 12 corrections". */
function describe(database: SqliteDatabase): string {
  return ['decision', 'correction']
    .map((thing) => {
      const count = database.prepare<[], number>(`SELECT count(*) FROM ${thing}s`).pluck().get() ?? 0;
      return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
    })
    .join(', ');
}

/** @throws Failure `catalog-damaged` where SQLite finds a fault */
function openChecked(file: string): SqliteDatabase {
  const database = openSqlite(file, {
    applicationId,
    migrations: curationMigrations,
    wayOut: curationWayOut,
  });
  try {
    // Answered means on disk, also where the power goes.
    database.pragma('synchronous = FULL');
    const verdict = String(database.pragma('quick_check(1)', { simple: true }));
    if (verdict === 'ok') return database;
    throw new Failure('catalog-damaged', `${file} is damaged. ${curationWayOut}`, verdict);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function isDamage(thrown: unknown, file: string): boolean {
  return asFailure(sqliteFailure(thrown, file)).code === 'catalog-damaged';
}

/** Gives a damaged file another name; null where there is none. */
function setAside(file: string): string | null {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const keptAs = file.replace(/\.db$/, `.damaged ${stamp}.db`);
  for (const end of ['', ...companions]) {
    if (existsSync(file + end)) renameSync(file + end, keptAs + end);
  }
  return existsSync(keptAs) ? keptAs : null;
}
