/** Gives a damaged `twinset.db` another name, so that a new one can be made; nothing else in the catalog is touched. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogFiles } from './catalogFiles.ts';
import { rescueSources } from './rescueSources.ts';

/** To be called with the catalog's lock held. Returns where it is kept, and the folders that it was made from. */
export async function setDatabaseAside(folder: string): Promise<{ keptAs: string; sources: string[] }> {
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
