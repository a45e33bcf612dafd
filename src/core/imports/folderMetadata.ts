/** Stands in for a metadata file: folders are categories, file names are names. */

import { plainIdOf } from './fileNames.ts';
import { lastSegment } from './imageNames.ts';
import type { MetadataRow, RowMatcher } from './placeFinder.ts';

const categoryField = 'category';

/**
 * Every image has a row: its id is the path below the imported folder without its ending ("Women/Shirts/1001"), its
 * category the folder ("Women/Shirts"); images in the folder itself have no category.
 */
export function createFolderMetadata(): RowMatcher & { matchFile(path: string): MetadataRow } {
  return {
    matchFile(path) {
      const id = plainIdOf(path);
      const slash = path.lastIndexOf('/');
      return {
        id,
        name: lastSegment(id),
        attributes: slash > 0 ? { [categoryField]: path.slice(0, slash).normalize('NFC') } : {},
      };
    },
  };
}
