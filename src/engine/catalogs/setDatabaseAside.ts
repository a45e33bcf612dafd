/** Gives a damaged `twinset.db` another name, so that a new one can be made; nothing else in the catalog is touched. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { asUnwritable } from '../../adapters/files/asUnwritable.ts';
import { type CatalogLock, lockCatalog } from '../../adapters/sqlite/lockCatalog.ts';
import { Failure } from '../../contract/failure.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import { catalogFiles, hasCatalog, isLost } from './catalogFiles.ts';
import { rescueSources } from './rescueSources.ts';

export interface DatabaseSetAside {
  /** Null where there was no database. */
  readonly keptAs: string | null;
  /** The folders that the catalog was made from, where that could be read. */
  readonly sources: string[];
  /** What the person must know of the database that takes its place; null where there was none. */
  readonly notice: string | null;
  /** Held from before the first rename, for the new catalog: nobody else may have it open meanwhile. */
  readonly lock: CatalogLock;
}

/**
 * @param signal heeded until the catalog is locked; from then on it is a matter of milliseconds
 * @throws Failure `catalog-busy`, `not-allowed`, `cancelled`
 */
export async function setDatabaseAside(folder: string, signal: Cancellation): Promise<DatabaseSetAside> {
  const lock = await lockCatalog(folder);
  try {
    if (signal.aborted) {
      throw new Failure(
        'cancelled',
        `The rebuilding of ${folder} was cancelled before anything was changed. Open the catalog again, or rebuild it later.`,
      );
    }
    return { ...(await renameDatabase(folder)), lock };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

async function renameDatabase(folder: string): Promise<Omit<DatabaseSetAside, 'lock'>> {
  const { database } = catalogFiles(folder);
  if (isLost(database)) return { keptAs: null, sources: [], notice: null };
  const sources = rescueSources(database);
  const stamp = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
  const keptAs = join(folder, `twinset.damaged ${stamp}.db`);
  try {
    await rename(database, keptAs);
    for (const end of ['-wal', '-shm'])
      if (existsSync(database + end)) await rename(database + end, keptAs + end);
  } catch (thrown) {
    throw asUnwritable(keptAs, thrown);
  }
  return { keptAs, sources, notice: describe(folder, keptAs, sources) };
}

function describe(folder: string, keptAs: string, sources: readonly string[]): string {
  return [
    `The old database is kept as ${keptAs}; a new one was begun.`,
    sources.length === 0
      ? 'The folders of its images are to be imported again.'
      : `It was made from ${sources.join(', ')}, which ${sources.length === 1 ? 'is' : 'are'} to be imported again.`,
    // What is left is what a person made.
    ...(hasCatalog(folder) ? ['Your decisions are kept and come back with their products.'] : []),
  ].join(' ');
}
