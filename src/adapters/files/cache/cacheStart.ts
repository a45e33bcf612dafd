/**
 * The start of a cache file, whatever it keeps: by it and by the sums in it the file is known to be whole.
 *
 *   0   eight bytes: what kind of cache it is
 *   8   CRC-32 of bytes 12 to 24, of the head, and of the rows, u32 each
 *   20  length of the header, u32
 *   24  the head: header (JSON), and what else its kind has there
 *       the rows
 *
 * Numbers are little-endian, as on every platform that Node runs on here.
 */
import { constants, fstatSync, read, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

const magicBytes = 8;
export const startSumAddress = magicBytes;
export const headSumAddress = startSumAddress + 4;
export const rowsSumAddress = headSumAddress + 4;
export const lengthAddress = rowsSumAddress + 4;
export const headAddress = lengthAddress + 4;
/** Without waiting: a pipe in its place has no end. */
export const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
/** A header takes about 250 bytes. */
const maxHeaderBytes = 4096;

/** @param magic eight bytes: what kind of cache it is */
function isStart(start: Buffer, magic: Buffer): boolean {
  return (
    start.subarray(0, magic.length).equals(magic) &&
    start.readUInt32LE(startSumAddress) === crc32(start.subarray(headSumAddress))
  );
}

export interface CacheStart {
  /** The bytes before the head. */
  readonly start: Buffer;
  /** The header as it stands in the file, which its sum is of, and as it is read: not yet known to be what was expected. */
  readonly text: Buffer;
  readonly header: unknown;
  /** Where what follows the header begins, and how long it is. */
  readonly address: number;
  readonly bytesLeft: number;
}

/** Null where it is no such file. @param magic as in `isStart` @throws Error where it cannot be read or is not JSON */
export function readCacheStart(descriptor: number, magic: Buffer): CacheStart | null {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return null;
  const start = Buffer.alloc(headAddress);
  readSync(descriptor, start, 0, start.length, 0);
  const headerBytes = start.readUInt32LE(lengthAddress);
  if (!isStart(start, magic) || headerBytes > maxHeaderBytes) return null;
  const text = Buffer.alloc(headerBytes);
  readSync(descriptor, text, 0, headerBytes, headAddress);
  const address = headAddress + headerBytes;
  return {
    ...{ start, text, address, bytesLeft: stats.size - address },
    header: JSON.parse(text.toString('utf8')),
  };
}

/** One piece behind the other. Reading all of them begins at once. */
export async function fillAll(
  descriptor: number,
  pieces: readonly Uint8Array[],
  from: number,
): Promise<void> {
  let place = from;
  const fillings = pieces.map((piece) => {
    const filling = fill(descriptor, piece, place);
    place += piece.length;
    return filling;
  });
  // All of them, also after one has failed: the file is closed next.
  const failed = (await Promise.allSettled(fillings)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw tooShort();
}

const tooShort = (): Error => new RangeError('The file ends too soon.');

/** Begins at once, unlike a `FileHandle`, which must be awaited first. */
function fill(descriptor: number, bytes: Uint8Array, place: number): Promise<void> {
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, 0, bytes.length, place, (error, count) => {
      if (error !== null) reject(error);
      else if (count === bytes.length) resolve();
      else if (count === 0) reject(tooShort());
      else resolve(fill(descriptor, bytes.subarray(count), place + count));
    });
  });
}

export function fillNow(descriptor: number, bytes: Uint8Array, place: number): void {
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(descriptor, bytes, done, bytes.length - done, place + done);
    if (count === 0) throw tooShort();
    done += count;
  }
}
