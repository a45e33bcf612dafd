/** Reads an image file into memory within limits, whatever stands behind the path. */
import { Buffer } from 'node:buffer';
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Failure } from '../../contract/failure.ts';
import { maxFileBytes } from './imageLimits.ts';

const mebibyte = 1024 * 1024;

const refusals: Record<string, string> = {
  ENOENT: 'The file is not there any more.',
  EACCES: 'The file may not be read: its permissions do not allow it.',
  EPERM: 'The file may not be read: its permissions do not allow it.',
  ELOOP: 'The file is a link that leads round in circles.',
  ENOTDIR: 'The file is not there any more.',
  ENAMETOOLONG: "The file's path is too long for this system.",
  EIO: 'The disk reports an error while reading the file.',
  EBUSY: 'The file is in use by another program.',
  EMFILE: 'Too many files are open at once; try again.',
};

function unreadable(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  const message = refusals[code] ?? `The file cannot be read${code === '' ? '' : ` (${code})`}.`;
  return new Failure('image-unusable', message, String(thrown));
}

function checkSize(sizeBytes: number, limitBytes: number): void {
  if (sizeBytes === 0) throw new Failure('image-unusable', 'The file is empty.');
  if (sizeBytes <= limitBytes) return;
  const size = Math.ceil(sizeBytes / mebibyte).toLocaleString('en');
  const limit = Math.floor(limitBytes / mebibyte).toLocaleString('en');
  throw new Failure('image-unusable', `The file has ${size} MiB; the limit is ${limit} MiB.`);
}

/** Reads to the end, but never past the limit: a file may grow while it is read, or have no end. */
async function readWithin(handle: FileHandle, sizeBytes: number, limitBytes: number): Promise<Buffer> {
  let buffer = Buffer.allocUnsafe(sizeBytes + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
    if (length < buffer.length) continue;
    checkSize(length, limitBytes);
    const larger = Buffer.allocUnsafe(Math.min(buffer.length * 2, limitBytes + 1));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  }
}

/**
 * The file's bytes.
 * @throws Failure `image-unusable` where it is not a regular file, empty, over the limit or not readable
 */
export async function readImageFile(file: string, limitBytes: number = maxFileBytes): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    // Asked before opening: opening some devices has effects, and opening a pipe waits for its writer.
    requireRegular(await stat(file));
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    requireRegular(stats);
    checkSize(stats.size, limitBytes);
    return await readWithin(handle, stats.size, limitBytes);
  } catch (thrown) {
    throw unreadable(thrown);
  } finally {
    await handle?.close();
  }
}

function requireRegular(stats: { isFile(): boolean; isDirectory(): boolean }): void {
  if (stats.isFile()) return;
  const what = stats.isDirectory() ? 'a folder' : 'a device, a pipe or a socket';
  throw new Failure('image-unusable', `This is ${what}, not a file.`);
}
