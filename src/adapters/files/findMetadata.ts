/** Finds the metadata files that lie with the images. */
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asUnreadableFolder } from './checkFolder.ts';

/** More tables than this in one folder are data of something else. */
const maxFound = 100;

/** Text tables and workbooks; also those that are only refused with advice, so that their owner learns of it. */
const tableEnding = /\.(csv|tsv|xlsx|xlsm|xls|ods)$/i;
/** A workbook that is open leaves such a file beside it. */
const lockStart = '~$';

/**
 * Absolute paths of the tables in a folder itself, not below it, by name.
 * @throws Failure `folder-unreadable`
 */
export async function findMetadata(folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      const { name } = entry;
      if (name.startsWith('.') || name.startsWith(lockStart) || !tableEnding.test(name)) continue;
      const file = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(file).catch(() => null) : entry;
      if (kind?.isFile() === true && found.push(file) >= maxFound) break;
    }
  } catch (thrown) {
    throw asUnreadableFolder(folder, thrown);
  }
  return found.sort();
}
