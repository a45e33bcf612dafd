/** Where "Open a folder" keeps the catalog it makes: in the data folder, never among the images. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';

/** The same folder of images always has the same catalog; two folders of one name do not share one. */
export function catalogFolderFor(dataFolder: string, imageFolder: string): string {
  const mark = createHash('sha256').update(imageFolder).digest('hex').slice(0, 6);
  const name = basename(imageFolder).replace(/[^\p{L}\p{N} ._-]/gu, '_') || 'catalog';
  return join(dataFolder, 'catalogs', mark, name);
}
