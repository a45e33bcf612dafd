/** Tells what is gone from what cannot be reached: a drive that is not connected has lost no file. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Absence } from '../../core/imports/ports.ts';
import { systemErrorCode } from './systemError.ts';

/** What was found out of a folder holds as long as this: make one for each import. */
export function createAbsence(): Absence {
  const folders = new Map<string, Promise<boolean>>();
  const holds = (folder: string) => {
    const known = folders.get(folder) ?? holdsAnything(folder);
    folders.set(folder, known);
    return known;
  };
  return {
    async isFolderGone(folder) {
      return (await isNotThere(folder)) && (await holds(dirname(folder)));
    },
    async isFileGone(folder, path) {
      if (!(await isNotThere(join(folder, path)))) return false;
      return (await holds(folder)) || ((await isNotThere(folder)) && (await holds(dirname(folder))));
    },
  };
}

async function isNotThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return false;
  } catch (thrown) {
    return ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(thrown));
  }
}

/** An empty folder is more likely where a drive is to be connected than a folder that was emptied. */
async function holdsAnything(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => []);
  return entries.length > 0;
}
