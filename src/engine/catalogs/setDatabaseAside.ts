/** Gives a damaged `twinset.db` another name, so that a new one can be made; nothing else in the catalog is touched. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogLock, lockCatalog } from '../../adapters/sqlite/lockCatalog.ts';
import { catalogFiles } from './catalogFiles.ts';
import { rescueSources } from './rescueSources.ts';

export interface DatabaseSetAside {
  readonly keptAs: string;
  /** The folders that the catalog was made from. */
  readonly sources: string[];
  /** Held from before the first rename, for the new catalog: nobody else may have it open meanwhile. */
  readonly lock: CatalogLock;
}

/** @throws Failure `catalog-busy` */
export async function setDatabaseAside(folder: string): Promise<DatabaseSetAside> {
  const lock = await lockCatalog(folder);
  try {
    return { ...(await renameDatabase(folder)), lock };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

async function renameDatabase(folder: string): Promise<Omit<DatabaseSetAside, 'lock'>> {
  const { database } = catalogFiles(folder);
  const sources = rescueSources(database);
  const stamp = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
  const keptAs = join(folder, `twinset.damaged ${stamp}.db`);
  await rename(database, keptAs);
  for (const companion of ['-wal', '-shm']) {
    if (existsSync(`${database}${companion}`))
      await rename(`${database}${companion}`, `${keptAs}${companion}`);
  }
  return { keptAs, sources };
}
