/** Writes a cache file as `cacheStart.ts` describes it: the sums of what was written stand at its start. */
import { crc32 } from 'node:zlib';
import { type WritePiece, writeAside } from '../writeAside.ts';
import { headAddress, headSumAddress, lengthAddress, rowsSumAddress, startSumAddress } from './cacheStart.ts';

/** Written in pieces that others need not wait for: 0.3 ms of work each. */
const pieceBytes = 1 << 20;

export interface CacheContent {
  /** Eight bytes: what kind of cache it is. */
  readonly magic: Buffer;
  readonly header: Buffer;
  /** What else the head has. */
  readonly head: Iterable<Uint8Array>;
  readonly rows: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/**
 * Beside its place, and moved there once it is whole and on the disk.
 * @param isStale asked between the pieces: true ends the writing, and the place keeps what it had
 * @returns the file's start, by which it can be known again; null where it was not written
 * @throws Failure `disk-full`, `not-allowed` where it cannot be written
 */
export async function writeCacheFile(
  file: string,
  content: CacheContent,
  isStale: () => boolean,
): Promise<Buffer | null> {
  const start = Buffer.alloc(headAddress);
  const requireFresh = () => {
    if (isStale()) throw new StaleContent();
  };
  try {
    // A catalog has one process at a time.
    await writeAside(file, (write) => writeAll(start, content, write, requireFresh), { isOnlyWriter: true });
  } catch (thrown) {
    if (thrown instanceof StaleContent) return null;
    throw thrown;
  }
  return start;
}

/** Ends the writing of what is not wanted any more. */
class StaleContent extends Error {}

async function writeAll(
  start: Buffer,
  { magic, header, head, rows }: CacheContent,
  write: WritePiece,
  requireFresh: () => void,
): Promise<void> {
  await write(start);
  // Copied, so that the bytes written are those that were summed.
  const gathered = Buffer.alloc(pieceBytes);

  /** @returns their checksum */
  async function writePieces(pieces: CacheContent['rows']): Promise<number> {
    let checksum = 0;
    let length = 0;
    async function flush(): Promise<void> {
      const bytes = gathered.subarray(0, length);
      length = 0;
      checksum = crc32(bytes, checksum);
      await write(bytes);
      requireFresh();
    }
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; ) {
        const taken = piece.subarray(at, at + pieceBytes - length);
        gathered.set(taken, length);
        at += taken.length;
        length += taken.length;
        if (length === pieceBytes) await flush();
      }
    }
    await flush();
    return checksum;
  }

  const headSum = await writePieces(concat([header], head));
  const rowsSum = await writePieces(rows);
  magic.copy(start);
  start.writeUInt32LE(headSum, headSumAddress);
  start.writeUInt32LE(rowsSum, rowsSumAddress);
  start.writeUInt32LE(header.length, lengthAddress);
  start.writeUInt32LE(crc32(start.subarray(headSumAddress)), startSumAddress);
  await write(start, 0);
}

function* concat(first: Iterable<Uint8Array>, then: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield* first;
  yield* then;
}
