/** Opens a file for reading, whatever stands behind the path: never waits for the writer of a pipe. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '../../contract/failure.ts';
import { describeSystemError } from './systemError.ts';

export interface OpenedFile {
  readonly handle: FileHandle;
  /** As it was when it was opened; the file may grow or shrink afterwards. */
  readonly sizeBytes: number;
}

/**
 * The caller closes the handle.
 * @throws Failure `file-unreadable` for what is missing, not allowed, or not a regular file
 */
export async function openRegularFile(file: string): Promise<OpenedFile> {
  let handle: FileHandle | undefined;
  try {
    // Windows has no such flag, and no pipes under file names either.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile()) {
      const what = stats.isDirectory() ? 'a folder' : 'a device, a pipe or a socket';
      throw new Failure('file-unreadable', `${file} is ${what}, not a file. Choose a file.`);
    }
    return { handle, sizeBytes: stats.size };
  } catch (thrown) {
    await handle?.close();
    throw asUnreadable(file, thrown);
  }
}

/** A failure to read this file, as the contract has it. */
export function asUnreadable(file: string, thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure(
    'file-unreadable',
    `${file} cannot be read: ${describeSystemError(thrown)}.`,
    String(thrown),
  );
}
