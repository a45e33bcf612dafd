/**
 * Writes a picture, complete or not at all. Synchronously: a few kilobytes into the system's cache take less time than
 * handing the work to another thread and back, a tenth of what an import costs.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
export function writePicture(encoded: Uint8Array, target: string): void {
  const aside = `${target}.${randomUUID()}.part`;
  try {
    writeWhereFolderIs(aside, encoded);
    renameSync(aside, target);
  } catch (thrown) {
    rmSync(aside, { force: true });
    throw asWriteFailure(thrown, target);
  }
}

/** There are 256 folders and many more pictures: the folder is made only where it turns out to be missing. */
function writeWhereFolderIs(file: string, encoded: Uint8Array): void {
  try {
    writeFileSync(file, encoded);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, encoded);
  }
}
