/** What a folder picker shows of a folder. */
import { opendir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { hasImageEnding } from '../../core/imports/imageNames.ts';
import { asUnreadableFolder } from './checkFolder.ts';
import { isMetadataName } from './findMetadata.ts';

export interface BrowsedFolder {
  readonly path: string;
  /** Null at the top of the disk. */
  readonly parent: string | null;
  readonly folders: { name: string; path: string }[];
  readonly files: { name: string; path: string }[];
}

/** Folders and files shown together. */
const maxShown = 2000;
/** Entries looked at: beyond this a folder is no place to pick from. */
const maxRead = 50_000;

/**
 * Sub-folders, CSV files and images, each in the order of a file manager; hidden ones are left out. Folders come
 * first where there are too many to show. Links show as what they lead to.
 * @throws Failure `folder-unreadable`
 */
export async function browseFolder(folder: string): Promise<BrowsedFolder> {
  const path = resolve(folder);
  const folders: string[] = [];
  const files: string[] = [];
  try {
    let read = 0;
    for await (const entry of await opendir(path)) {
      if (++read > maxRead) break;
      if (entry.name.startsWith('.')) continue;
      const kind = entry.isSymbolicLink() ? await stat(join(path, entry.name)).catch(() => null) : entry;
      if (kind?.isDirectory() === true) folders.push(entry.name);
      else if (kind?.isFile() === true && isShown(entry.name)) files.push(entry.name);
    }
  } catch (thrown) {
    throw asUnreadableFolder(path, thrown);
  }
  const parent = dirname(path);
  const shownFolders = sortNames(folders).slice(0, maxShown);
  const withPath = (name: string) => ({ name, path: join(path, name) });
  return {
    path,
    parent: parent === path ? null : parent,
    folders: shownFolders.map(withPath),
    files: sortNames(files)
      .slice(0, maxShown - shownFolders.length)
      .map(withPath),
  };
}

function isShown(name: string): boolean {
  return hasImageEnding(name) || isMetadataName(name);
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function sortNames(names: string[]): string[] {
  return names.sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
}
