/** Where a catalog keeps what. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { copyNamesIn } from '../../adapters/sqlite/curation/copyNames.ts';
import { recordsFile } from '../jobs/jobRecords.ts';

export interface CatalogFiles {
  readonly folder: string;
  /** What a machine made from folders. */
  readonly database: string;
  /** What a person made. */
  readonly curation: string;
  /** Copies of the last good states of `curation`. */
  readonly curationCopies: string;
  /** The products as they were last written; read from the database where it is missing. */
  readonly productsCache: string;
  /** The vector index as it was last written; made anew where it is missing. */
  readonly indexCache: string;
  /** Copies of the embeddings, read faster than the database's; made anew where it is missing. */
  readonly vectorsCache: string;
  /** Principal axes of the catalog's own embeddings; found anew where it is missing. */
  readonly axesCache: string;
  /** Rows of the catalog's own distance; made anew where it is missing. */
  readonly tunedCache: string;
  /** How often products were recommended when that was last counted. */
  readonly exposure: string;
  /** The order of look-alikes that was learned last. */
  readonly ranking: string;
  readonly thumbnails: string;
  readonly previews: string;
  /** Images from outside the catalog that were searched with. */
  readonly outside: string;
  readonly exports: string;
  /** Of shared catalogs to which it was published: what is not sent yet of decisions that follow renamed products. */
  readonly publications: string;
  /** What its jobs do and did. */
  readonly jobs: string;
}

export function catalogFiles(folder: string): CatalogFiles {
  return {
    folder,
    database: join(folder, 'twinset.db'),
    curation: join(folder, 'curation.db'),
    curationCopies: join(folder, 'backups'),
    productsCache: join(folder, 'products.cache'),
    indexCache: join(folder, 'index.cache'),
    vectorsCache: join(folder, 'vectors.cache'),
    axesCache: join(folder, 'axes.cache'),
    tunedCache: join(folder, 'tuned.cache'),
    exposure: join(folder, 'exposure.json'),
    ranking: join(folder, 'ranking.json'),
    thumbnails: join(folder, 'thumbnails'),
    previews: join(folder, 'previews'),
    outside: join(folder, 'outside'),
    exports: join(folder, 'exports'),
    publications: join(folder, 'publications'),
    jobs: recordsFile(folder),
  };
}

/** Also true where only what a person made is left, or copies of it: the rest can be made again. */
export function hasCatalog(folder: string): boolean {
  const { database, curation, curationCopies } = catalogFiles(folder);
  return existsSync(database) || existsSync(curation) || copyNamesIn(curationCopies).length > 0;
}

/** Also true of a database that was cut to nothing. */
export function isLost(database: string): boolean {
  return (statSync(database, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
