/** Where a catalog of this machine was published: what was renamed in it since, and the replicas by which decisions there follow. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PublicationsPort } from '../../../core/cluster/ports.ts';
import { catalogFiles, hasCatalog } from '../catalogFiles.ts';
import { sharedName } from '../catalogFolders.ts';
import type { OpenCatalog } from '../loadCatalog.ts';
import { openReplica } from '../shared/replica.ts';

export function createLocalPublications(
  { files, publications }: Pick<OpenCatalog, 'files' | 'publications'>,
  onProblem: (reason: unknown) => void,
): PublicationsPort {
  const doneOf = (folder: string): string => `${folder}.done`;
  const folderOf = (address: string): string => join(files.publications, sharedName(address));
  return {
    begin: publications.begin,
    renamings: publications.renamings,
    hasReplica: (address) => hasCatalog(folderOf(address)),
    openReplica(address) {
      const folder = folderOf(address);
      mkdirSync(folder, { recursive: true });
      rmSync(doneOf(folder), { recursive: true, force: true });
      const { store, close } = openReplica(catalogFiles(folder), onProblem);
      return {
        followRenamings: store.followRenamings,
        replica: store.replica,
        async close(isDone) {
          await close();
          if (!isDone) return;
          // All of it is gone at once: a copy of what it was is no replica.
          renameSync(folder, doneOf(folder));
          rmSync(doneOf(folder), { recursive: true, force: true });
        },
      };
    },
  };
}
