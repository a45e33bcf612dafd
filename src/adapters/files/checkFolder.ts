import { opendir, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import { describeSystemError, systemErrorCode } from './systemError.ts';

/**
 * The real absolute path of a folder that can be listed.
 * @throws Failure `folder-unreadable` for a missing or forbidden one, and for what is no folder
 */
export async function checkImageFolder(folder: string): Promise<string> {
  const absolute = resolve(folder);
  try {
    const real = await realpath(absolute);
    const isFolder = (await stat(real)).isDirectory();
    if (!isFolder)
      throw new Failure('folder-unreadable', `${absolute} is a file. Choose the folder that it is in.`);
    await (await opendir(real)).close();
    return real;
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : asUnreadableFolder(absolute, thrown);
  }
}

/** A failure to list this folder, as the contract has it. */
export function asUnreadableFolder(folder: string, thrown: unknown): Failure {
  const code = systemErrorCode(thrown);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure(
      'folder-unreadable',
      `The folder ${folder} does not exist. If it is on an external or network drive, connect it; else choose another folder.`,
      String(thrown),
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure(
      'folder-unreadable',
      `You have no permission to read the folder ${folder}. Change its permissions or choose another folder.`,
      String(thrown),
    );
  }
  return new Failure(
    'folder-unreadable',
    `The folder ${folder} cannot be read: ${describeSystemError(thrown)}. Choose another folder.`,
    String(thrown),
  );
}
