/** Pictures of a shared catalog as files on this machine: thumbnails that were fetched, originals where they can be reached. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterPictures, SharedThumbnails } from '../../../adapters/cluster/cluster.ts';
import { createImageFolder } from '../../../adapters/files/imageFolder.ts';
import { writeAside } from '../../../adapters/files/writeAside.ts';
import { thumbnailPath } from '../../../adapters/pictures/picturePaths.ts';
import { Failure } from '../../../contract/failure.ts';
import type { PictureSource } from '../pictures.ts';
import type { CatalogCopy } from './copy/catalogCopy.ts';

/** Brings those that are not here yet. @returns what is asked for some dozens at once */
export function createThumbnailFetcher(
  thumbnails: Pick<SharedThumbnails, 'read'>,
  folder: string,
): (imageIds: readonly string[]) => Promise<void> {
  return async (imageIds) => {
    const missing = imageIds.filter((imageId) => !existsSync(thumbnailPath(folder, imageId)));
    if (missing.length === 0) return;
    for (const [imageId, bytes] of await thumbnails.read(missing))
      await writeAside(thumbnailPath(folder, imageId), bytes, { isCache: true });
  };
}

/** @param makeWay somebody looks at a place that waits for its picture */
export function createSharedPictures(
  pictures: ClusterPictures,
  thumbnails: Pick<SharedThumbnails, 'read'>,
  makeWay: CatalogCopy['makeWay'],
): Required<PictureSource> {
  return {
    async originalsOf(imageId) {
      const found: { folder: string; path: string }[] = [];
      for (const { folder, path } of await pictures.originalsOf(imageId))
        if (await hasContent(join(folder, path), imageId)) found.push({ folder, path });
      return found;
    },
    async fetchThumbnail(imageId, file) {
      const bytes = await makeWay(readUnlessAway(thumbnails, imageId));
      if (bytes === undefined) return null;
      await writeAside(file, bytes, { isCache: true });
      return file;
    },
  };
}

/** A place outside the cluster that is away is told of elsewhere; the original may be here. */
async function readUnlessAway(
  thumbnails: Pick<SharedThumbnails, 'read'>,
  imageId: string,
): Promise<Uint8Array | undefined> {
  try {
    return (await thumbnails.read([imageId])).get(imageId);
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'thumbnails-away') return undefined;
    throw thrown;
  }
}

/** Another machine said that it lies there: whatever else is of that name here is not it. */
async function hasContent(file: string, imageId: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  try {
    return (await createImageFolder().read(file, { aborted: false })).imageId === imageId;
  } catch (thrown) {
    if (thrown instanceof Failure) return false;
    throw thrown;
  }
}
