/** Where a catalog keeps what. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recordsFile } from '../jobs/jobRecords.ts';

export interface CatalogFiles {
  readonly folder: string;
  readonly database: string;
  /** The vector index as it was last written; made anew where it is missing. */
  readonly indexCache: string;
  readonly thumbnails: string;
  readonly previews: string;
  /** Images from outside the catalog that were searched with. */
  readonly outside: string;
  readonly exports: string;
  /** What its jobs do and did. */
  readonly jobs: string;
}

export function catalogFiles(folder: string): CatalogFiles {
  return {
    folder,
    database: join(folder, 'twinset.db'),
    indexCache: join(folder, 'index.cache'),
    thumbnails: join(folder, 'thumbnails'),
    previews: join(folder, 'previews'),
    outside: join(folder, 'outside'),
    exports: join(folder, 'exports'),
    jobs: recordsFile(folder),
  };
}

export function hasCatalog(folder: string): boolean {
  return existsSync(catalogFiles(folder).database);
}
