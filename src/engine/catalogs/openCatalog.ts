/** Opens a catalog: its folder, its lock and its databases, and what is in them as `loadCatalog.ts` keeps it in step. */
import { mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { type CatalogDatabase, openDatabase } from '../../adapters/sqlite/catalog/openDatabase.ts';
import { type OpenedCuration, openCuration } from '../../adapters/sqlite/curation/openCuration.ts';
import { lockCatalog, lockFile, ownerFile } from '../../adapters/sqlite/lockCatalog.ts';
import { sqliteFailure } from '../../adapters/sqlite/sqliteFailure.ts';
import { Failure } from '../../contract/failure.ts';
import type { SessionOptions } from '../../core/catalogs/session.ts';
import type { CurationStore } from '../../core/lists/ports.ts';
import { type CatalogFiles, catalogFiles, hasCatalog, isLost } from './catalogFiles.ts';
import { createExposureCounts } from './exposureCounts.ts';
import { type AxesOf, loadCatalog, type OpenCatalog, type SaidBeside } from './loadCatalog.ts';

/** Of a catalog that is a copy: what belongs to the one that it is a copy of. */
export interface CopiedFrom extends Pick<OpenCatalog, 'fetchThumbnails'>, SaidBeside {
  /** Closed by whose it is. */
  readonly curation: CurationStore;
  readonly thumbnails: string;
}

export interface OpenOptions extends SessionOptions {
  /** Told what went wrong beside the catalog itself (a copy that could not be made). */
  readonly onProblem: (reason: unknown) => void;
  readonly axesOf: AxesOf;
  readonly copiedFrom?: CopiedFrom;
}

/**
 * Opens the catalog in a folder.
 * @throws Failure `not-found`, `catalog-busy`, `catalog-too-new`, `catalog-damaged`, `not-allowed`, `disk-full`
 */
export async function openCatalog(
  folder: string,
  { create, rebuild, isDecidedElsewhere, onProblem, axesOf, copiedFrom }: OpenOptions,
): Promise<OpenCatalog> {
  if (!create && !hasCatalog(folder)) {
    throw new Failure(
      'not-found',
      `There is no catalog in ${folder}. Import a folder of images into it first.`,
    );
  }
  makeFolder(folder);
  const own = catalogFiles(folder);
  const files = copiedFrom === undefined ? own : { ...own, thumbnails: copiedFrom.thumbnails };
  const lock = rebuild?.lock ?? (await lockCatalog(folder));
  const isNew = rebuild === undefined && !hasCatalog(folder);
  const begunAnew = isNew || !isLost(files.database) ? null : (rebuild?.notice ?? lostDatabase(files));
  let curation: OpenedCuration | undefined;
  let database: CatalogDatabase | undefined;
  try {
    curation =
      copiedFrom === undefined
        ? openCuration(files.curation, files.curationCopies, onProblem)
        : { store: copiedFrom.curation, notices: [], close: async () => undefined };
    database = openDatabase(files.database, curation.store);
    const opened = { curation, database };
    const said = copiedFrom ?? {
      corrections: curation.store.corrections,
      exposure: createExposureCounts(files.exposure),
    };
    const catalog = await loadCatalog(files, database, curation, said, begunAnew, axesOf);
    return {
      ...catalog,
      ...(copiedFrom !== undefined && { fetchThumbnails: copiedFrom.fetchThumbnails }),
      follow(successions) {
        if (isDecidedElsewhere === true) catalog.renamings.keep(successions);
        catalog.publications.keep(successions);
        return catalog.follow(successions);
      },
      async close() {
        const isUnused = isNew && isEmpty(catalog);
        try {
          await Promise.all([catalog.close(), opened.curation.close()]);
        } finally {
          lock.release();
        }
        if (isUnused) removeUnused(files);
      },
    };
  } catch (thrown) {
    database?.close();
    await curation?.close();
    lock.release();
    if (isNew) removeUnused(files);
    throw sqliteFailure(thrown, files.database);
  }
}

function lostDatabase({ database }: CatalogFiles): string {
  return `The catalog's database ${database} was missing; a new one was begun. Import its folders again: your decisions are kept and come back with their products.`;
}

/** One that is damaged by now is not. */
function isEmpty({ sources, curation }: Pick<OpenCatalog, 'sources' | 'curation'>): boolean {
  try {
    return sources.all().length === 0 && curation.isEmpty();
  } catch {
    return false;
  }
}

/** A catalog that was made for an import that could not begin leaves nothing behind; what else is there stays. */
function removeUnused(files: CatalogFiles): void {
  const { database, curation, jobs, folder } = files;
  for (const file of [database, curation, jobs, lockFile(folder), ownerFile(folder)])
    rmSync(file, { force: true });
  if (readdirSync(files.folder).length === 0) rmdirSync(files.folder);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (!statSync(folder).isDirectory()) throw new Error('not a folder');
  } catch (thrown) {
    throw new Failure(
      'not-allowed',
      `The catalog folder ${folder} cannot be made. Choose a folder that you may write to.`,
      String(thrown),
    );
  }
}
