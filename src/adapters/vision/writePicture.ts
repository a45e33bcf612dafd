/** Writes a picture, complete or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../contract/failure.ts';

function asWriteFailure(thrown: unknown, target: string): Failure {
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `The disk is full: "${target}" could not be written. Make room and try again.`;
    return new Failure('disk-full', message, String(thrown));
  }
  return new Failure('internal', `The picture "${target}" could not be written (${code}).`, String(thrown));
}

/** Written aside and renamed, so that no reader meets half a file. @throws Failure `disk-full`, `internal` */
export async function writePicture(encoded: Uint8Array, target: string): Promise<void> {
  const aside = `${target}.${randomUUID()}.part`;
  try {
    await writeWhereFolderIs(aside, encoded);
    await rename(aside, target);
  } catch (thrown) {
    await rm(aside, { force: true });
    throw asWriteFailure(thrown, target);
  }
}

/** There are 256 folders and many more pictures: the folder is made only where it turns out to be missing. */
async function writeWhereFolderIs(file: string, encoded: Uint8Array): Promise<void> {
  try {
    await writeFile(file, encoded);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, encoded);
  }
}
