/** The jobs of a folder as its records tell them, for those who have no engine on it. */
import { isCatalogLocked } from '../../adapters/sqlite/lockCatalog.ts';
import { Failure } from '../../contract/failure.ts';
import type { Job } from '../../contract/jobs.ts';
import { hasCatalog } from '../catalogs/catalogFiles.ts';
import { inOrder, interrupt, isProcessAlive, type JobRecord, readRecords } from './jobRecords.ts';

/** A catalog's jobs, or those of the installation that has this data folder. */
export type RecordsPlace = { readonly catalogFolder: string } | { readonly dataFolder: string };

/**
 * The newest first; a job whose process is gone was interrupted. Nothing is written.
 * @throws Failure `not-found` where there is no catalog
 */
export async function recordedJobs(place: RecordsPlace): Promise<Job[]> {
  if ('dataFolder' in place) return told(await readRecords(place.dataFolder), isProcessAlive);
  const { catalogFolder } = place;
  if (!hasCatalog(catalogFolder)) {
    throw new Failure(
      'not-found',
      `There is no catalog in ${catalogFolder}. Import a folder of images into it first.`,
    );
  }
  // Read after the look at the lock: whoever lets go of a catalog has written how its jobs ended.
  const isLocked = isCatalogLocked(catalogFolder);
  return told(await readRecords(catalogFolder), () => isLocked);
}

function told(records: readonly JobRecord[], mayRun: (pid: number) => boolean): Job[] {
  return inOrder(records).map(({ process, job }) => (mayRun(process) ? job : interrupt(job)));
}
