/** Removes what imports found missing from a catalog on this machine: rows, vectors and pictures of it. */
import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { previewPath, thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import type { PruneStore } from '../../adapters/sqlite/catalog/pruneStore.ts';
import type { CompactIndex } from '../../adapters/vectors/compactIndex.ts';
import type { OnCareProgress } from '../../core/catalogs/ports.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import { inTurns } from '../inTurns.ts';
import type { CatalogFiles } from './catalogFiles.ts';

/** What of an open catalog is changed. */
export interface PrunedCatalog {
  readonly files: CatalogFiles;
  readonly pruning: PruneStore;
  index(): Pick<CompactIndex, 'remove'>;
  refresh(productIds: readonly string[]): void;
  saveIndex(): void;
}

/** 10 ms of work where every image is the only one of its product. */
const prunedAtOnce = 64;

/** A few at a time, so that others are answered meanwhile. @returns how many products went */
export async function pruneCatalog(
  catalog: PrunedCatalog,
  signal: Cancellation,
  onProgress?: OnCareProgress,
): Promise<number> {
  const { files, pruning, refresh } = catalog;
  const missing: number[] = [];
  await inTurns(pruning.missing(), (page) => missing.push(...page));
  let removed = 0;
  for (let done = 0; done < missing.length && !signal.aborted; done += prunedAtOnce) {
    const gone = pruning.remove(missing.slice(done, done + prunedAtOnce));
    catalog.index().remove(gone.removedImageIds);
    refresh(gone.touchedProducts);
    removed += gone.removedProducts.length;
    await Promise.all(gone.removedImageIds.flatMap((imageId) => removePictures(files, imageId)));
    onProgress?.(Math.min(missing.length, done + prunedAtOnce), missing.length);
    await nextTurn();
  }
  if (!signal.aborted) {
    await inTurns(pruning.removeEmpty(), (empty) => {
      refresh(empty);
      removed += empty.length;
    });
  }
  catalog.saveIndex();
  return removed;
}

/** A picture that stays behind costs a few kilobytes: what keeps it from being removed is no failure. */
function removePictures(files: CatalogFiles, imageId: string): Promise<void>[] {
  const pictures = [thumbnailPath(files.thumbnails, imageId), previewPath(files.previews, imageId)];
  return pictures.map((picture) => rm(picture, { force: true }).catch(() => undefined));
}
