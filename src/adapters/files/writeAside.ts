/** Writes a file beside its place and moves it there once it is whole: readers see the old file or the new one. */
import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import { describeSystemError, systemErrorCode } from './systemError.ts';

/** Appends to the file; small pieces are gathered before they are written. */
export type WritePiece = (piece: string | Uint8Array) => Promise<void>;

const bufferBytes = 256 * 1024;

/**
 * Calls `produce` with a function that appends to the file. Where anything fails, the place keeps what it had and
 * nothing is left beside it.
 * @throws Failure `disk-full`, `not-allowed`, `bad-input` for a place that cannot be a file; what `produce` throws
 */
export async function writeAside(file: string, produce: (write: WritePiece) => Promise<void>): Promise<void> {
  const target = resolve(file);
  const aside = join(dirname(target), `.twinset-${randomBytes(8).toString('hex')}.part`);
  const handle = await open(aside, 'wx').catch((thrown: unknown) => {
    throw asUnwritable(target, thrown);
  });
  try {
    await produceInto(handle, target, produce);
    await rename(aside, target).catch((thrown: unknown) => {
      throw asUnwritable(target, thrown);
    });
  } catch (thrown) {
    await rm(aside, { force: true });
    throw thrown;
  }
  await syncFolder(dirname(target));
}

async function produceInto(
  handle: FileHandle,
  target: string,
  produce: (write: WritePiece) => Promise<void>,
): Promise<void> {
  let pieces: Uint8Array[] = [];
  let gatheredBytes = 0;

  async function flush(): Promise<void> {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    gatheredBytes = 0;
    try {
      await handle.writeFile(bytes);
    } catch (thrown) {
      throw asUnwritable(target, thrown);
    }
  }

  try {
    await produce(async (piece) => {
      // Copied, since the caller may use its buffer again.
      const bytes = Buffer.from(typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece);
      pieces.push(bytes);
      gatheredBytes += bytes.length;
      if (gatheredBytes >= bufferBytes) await flush();
    });
    await flush();
    await handle.sync().catch((thrown: unknown) => {
      throw asUnwritable(target, thrown);
    });
  } finally {
    await handle.close();
  }
}

/** Makes the new name durable; not every system lets a folder be synced, and then it need not be. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (thrown) {
    const isUnsupported = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF'].includes(
      systemErrorCode(thrown),
    );
    if (!isUnsupported) throw asUnwritable(folder, thrown);
  }
}

/** Why `target` could not be written, in words. */
export function asUnwritable(target: string, thrown: unknown): Failure {
  const code = systemErrorCode(thrown);
  const detail = String(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure(
      'disk-full',
      `The disk is full, so ${target} could not be written. Free some space, or choose another disk, and try again.`,
      detail,
    );
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure(
      'bad-input',
      `The folder ${dirname(target)} does not exist. Choose another place.`,
      detail,
    );
  }
  if (code === 'EISDIR' || code === 'ENOTEMPTY' || code === 'EEXIST') {
    return new Failure('bad-input', `${target} is a folder. Choose another file name.`, detail);
  }
  if (code === 'ENAMETOOLONG') {
    return new Failure(
      'bad-input',
      `${target} is too long a path for this system. Choose a shorter name.`,
      detail,
    );
  }
  return new Failure(
    'not-allowed',
    `${target} could not be written: ${describeSystemError(thrown)}. Choose another place.`,
    detail,
  );
}
