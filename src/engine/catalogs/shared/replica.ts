/**
 * Where a shared catalog's session gets its curation from: all of it lies on this machine, in the store that every catalog has,
 * so that it is read at once and written also while the cluster is away.
 */
import { type OpenedCuration, openCuration } from '../../../adapters/sqlite/curation/openCuration.ts';
import type { CatalogFiles } from '../catalogFiles.ts';

/** @throws Failure as `openCuration` */
export function openReplica(
  { curation, curationCopies }: CatalogFiles,
  onProblem: (reason: unknown) => void,
): OpenedCuration {
  return openCuration(curation, curationCopies, onProblem);
}
