/** Finds the metadata files that lie with the images. */
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asUnreadableFolder } from './checkFolder.ts';

/** More tables than this in one folder are data of something else. */
const maxFound = 100;

/** True for names of tables: .csv and .tsv. */
export function isMetadataName(name: string): boolean {
  return /\.(csv|tsv)$/i.test(name);
}

/**
 * Absolute paths of the CSV files in a folder itself, not below it, by name.
 * @throws Failure `folder-unreadable`
 */
export async function findMetadata(folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.name.startsWith('.') || !isMetadataName(entry.name)) continue;
      const file = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(file).catch(() => null) : entry;
      if (kind?.isFile() === true && found.push(file) >= maxFound) break;
    }
  } catch (thrown) {
    throw asUnreadableFolder(folder, thrown);
  }
  return found.sort();
}
