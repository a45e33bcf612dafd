import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Failure } from '../../contract/failure.ts';
import type { Cancellation, ImageContent, ImageFolder } from '../../core/imports/ports.ts';
import { maxImageBytes, sizeProblem } from './imageFileProblem.ts';
import { asUnreadable, openRegularFile } from './openRegularFile.ts';
import { walkFolder } from './walkFolder.ts';

/** Most product photos are read at once, and handed on: what is larger is read again from the system's cache. */
const chunkBytes = 256 * 1024;

/** The folders of images on this machine's disks. */
export function createImageFolder(): ImageFolder {
  return { walk: walkFolder, read: readImage };
}

/** Reads no more than the limit, even of a file that grows while it is read. */
async function readImage(file: string, signal: Cancellation): Promise<ImageContent> {
  const { handle, sizeBytes } = await openRegularFile(file);
  try {
    const hash = createHash('sha256');
    // A byte more than the file should have: a read that gives just the file's bytes has come to the end.
    const buffer = Buffer.allocUnsafe(Math.min(sizeBytes + 1, chunkBytes));
    for (let length = 0; ; ) {
      if (signal.aborted) throw new Failure('cancelled', `Reading ${file} was cancelled.`);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, length);
      const read = buffer.subarray(0, bytesRead);
      hash.update(read);
      if (length === 0 && bytesRead === sizeBytes && bytesRead < buffer.length) {
        return { imageId: hash.digest('hex'), bytes: read };
      }
      if (bytesRead === 0) return { imageId: hash.digest('hex'), bytes: null };
      length += bytesRead;
      if (length > maxImageBytes) throw new Failure('image-unusable', sizeProblem(length) ?? '');
    }
  } catch (thrown) {
    throw asUnreadable(file, thrown);
  } finally {
    await handle.close();
  }
}
