import { Failure } from '../../contract/failure.ts';
import type { Walk } from '../../core/imports/folderListing.ts';

/**
 * An empty folder is more likely a disk that is not connected than a catalog to be emptied.
 * @throws Failure `folder-empty`, `folder-unreadable`, `cancelled`
 */
export async function requireImages(folder: string, walk: Walk): Promise<void> {
  if (await walk.hasImages) return;
  if (!walk.isComplete()) throw new Failure('cancelled', 'The import was cancelled. Nothing was changed.');
  const unread = (await walk.listing).unlisted.find(({ path }) => path === '');
  if (unread !== undefined) {
    throw new Failure(
      'folder-unreadable',
      `${folder} was not imported. ${unread.reason} Connect the disk it is on, or choose another folder. Nothing was changed.`,
    );
  }
  throw new Failure(
    'folder-empty',
    `There are no images below ${folder}. Twinset reads JPEG, PNG, WebP, AVIF, GIF and TIFF; choose another folder, or connect the disk it is on. Nothing was changed.`,
  );
}
