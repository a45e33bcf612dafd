/** Finds the metadata files that lie with the images. */
import { opendir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { asUnreadableFolder } from './checkFolder.ts';

/** More tables than this in one folder are data of something else. */
const maxFound = 100;
/** A folder per product has no table of all products in each. */
const foldersLookedAt = 50;

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

/** Paths, from the folder, of the tables that lie in its sub-folders, not deeper; of so many sub-folders. None where it cannot be read. */
export async function findMetadataBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name));
  const found: string[] = [];
  for (const { name } of folders.slice(0, foldersLookedAt)) {
    const files = await findMetadata(join(folder, name)).catch(() => []);
    found.push(...files.map((file) => `${name}/${basename(file)}`));
  }
  return found.sort();
}
