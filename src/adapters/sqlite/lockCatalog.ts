/**
 * One writer per catalog: an exclusive SQLite lock on a file of its own. The system lets go of it when the
 * process ends, however it ends, so a killed import never leaves a catalog locked.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Failure } from '../../contract/failure.ts';
import { sqliteFailure } from './sqliteFailure.ts';

export interface CatalogLock {
  release(): void;
}

/** A process that was just killed may need a moment to let go. */
const attempts = 12;
const attemptDelayMs = 250;

/** @throws Failure `catalog-busy` that says which process has it, `not-allowed` where the folder is read-only */
export async function lockCatalog(catalogFolder: string): Promise<CatalogLock> {
  const file = lockFile(catalogFolder);
  const owner = ownerFile(catalogFolder);
  for (let attempt = 1; ; attempt++) {
    const lock = tryLock(file);
    if (lock !== null) {
      writeOwner(owner);
      return lock;
    }
    if (attempt === attempts) {
      throw new Failure(
        'catalog-busy',
        `The catalog ${catalogFolder} is open in another Twinset (${readOwner(owner)}). Close it there, then try again.`,
      );
    }
    await delay(attemptDelayMs);
  }
}

/** "anna on studio-mac, process 4711, since 2026-11-25 17:41". */
function describeOwner(): string {
  const since = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `${userName()} on ${hostname()}, process ${process.pid}, since ${since}`;
}

/** Some containers have users without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'a user without a name';
  }
}

/** On a full disk it cannot be said who has the catalog; the lock holds all the same. */
function writeOwner(file: string): void {
  try {
    writeFileSync(file, describeOwner());
  } catch {
    rmSync(file, { force: true });
  }
}

/** Whether a process has the catalog open; false too where that cannot be found out. */
export function isCatalogLocked(catalogFolder: string): boolean {
  const file = lockFile(catalogFolder);
  if (!existsSync(file)) return false;
  try {
    const lock = tryLock(file);
    lock?.release();
    return lock === null;
  } catch {
    return false;
  }
}

function tryLock(file: string): CatalogLock | null {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: 0 });
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
    const held = database;
    return { release: () => held.close() };
  } catch (thrown) {
    database?.close();
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return null;
    throw sqliteFailure(thrown, file);
  }
}

export function lockFile(catalogFolder: string): string {
  return join(catalogFolder, 'twinset.lock');
}

/** Says who holds the lock, for the one who is refused. */
export function ownerFile(catalogFolder: string): string {
  return join(catalogFolder, 'twinset.owner');
}

function readOwner(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'process unknown';
  }
}
