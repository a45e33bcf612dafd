import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Failure } from '../../contract/failure.ts';
import type { Cancellation, ImageFolder } from '../../core/imports/ports.ts';
import { maxImageBytes, sizeProblem } from './imageFileProblem.ts';
import { asUnreadable, openRegularFile } from './openRegularFile.ts';
import { walkFolder } from './walkFolder.ts';

/** Most product photos are read at once. */
const chunkBytes = 256 * 1024;

/** The folders of images on this machine's disks. */
export function createImageFolder(): ImageFolder {
  return { walk: walkFolder, hash: hashFile };
}

/** Reads no more than the limit, even of a file that grows while it is read. */
async function hashFile(file: string, signal: Cancellation): Promise<string> {
  const { handle } = await openRegularFile(file);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let length = 0; ; ) {
      if (signal.aborted) throw new Failure('cancelled', `Reading ${file} was cancelled.`);
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes, length);
      if (bytesRead === 0) return hash.digest('hex');
      length += bytesRead;
      if (length > maxImageBytes) throw new Failure('file-unreadable', sizeProblem(length) ?? '');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } catch (thrown) {
    throw asUnreadable(file, thrown);
  } finally {
    await handle.close();
  }
}
