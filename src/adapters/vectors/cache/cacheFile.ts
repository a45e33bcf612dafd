/**
 * The index as a file, so that opening need not read every vector: at first its head is read alone, where there are prefixes, and the rows when
 * somebody needs them. It is only a copy: whatever is wrong with the file, it is passed over and made anew from the stored vectors.
 *
 *   0   "TWINIDX\n"
 *   8   CRC-32 of bytes 12 to 24, of the head, and of the rows, u32 each
 *   20  length of the header, u32
 *   24  the head: header (JSON), image ids (JSON), where each vector is stored (f64), where its copy is (`CopyPlaces`),
 *       prefixes by kind
 *       the rows by kind, as `IndexContent` has them
 *
 * Numbers are little-endian, as on every platform that Node runs on here.
 */
import { constants, fstatSync, read, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { embeddingLength } from '../../../core/models/ports.ts';
import { placeBytes } from '../copyPlaces.ts';
import { prefixKindBytes } from '../prefixes/prefixes.ts';
import { bytesPerRow } from '../rows/rowMemory.ts';

/** Rises with every change of the layout, of `quantise.ts`, `rowMemory.ts` or `prefixRows.ts`. */
export const formatVersion = 5;
export const magic = Buffer.from('TWINIDX\n', 'latin1');
export const startSumAddress = magic.length;
export const headSumAddress = startSumAddress + 4;
export const rowsSumAddress = headSumAddress + 4;
export const lengthAddress = rowsSumAddress + 4;
export const headAddress = lengthAddress + 4;
/** Without waiting: a pipe in its place has no end. */
export const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
/** A header takes about 250 bytes. */
const maxHeaderBytes = 4096;

/** Which vectors an index was made from. */
export interface CacheIdentity {
  readonly space: string;
  /** `EmbeddingStore.generation`. */
  readonly generation: string;
}

export interface Header extends CacheIdentity {
  readonly version: number;
  readonly dimension: number;
  readonly count: number;
  /** Which axes the rows' prefixes are along; null where the file has none. */
  readonly axesId: string | null;
  /** The name of the file with copies of the vectors; null where there is none. */
  readonly vectorsFile: string | null;
  readonly idsBytes: number;
  readonly rowsBytes: number;
}

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

export function isExpected(value: unknown, identity: CacheIdentity, bytesLeft: number): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const header: Partial<Header> = value;
  const { count = -1, idsBytes = -1, rowsBytes = -1, axesId, vectorsFile } = header;
  return (
    header.version === formatVersion &&
    header.dimension === embeddingLength &&
    header.space === identity.space &&
    header.generation === identity.generation &&
    Number.isSafeInteger(count) &&
    Number.isSafeInteger(idsBytes) &&
    count > 0 &&
    (axesId === null || typeof axesId === 'string') &&
    (vectorsFile === null || typeof vectorsFile === 'string') &&
    rowsBytes === count * bytesPerRow &&
    idsBytes >= 0 &&
    idsBytes + count * bytesBeside(axesId) + rowsBytes === bytesLeft
  );
}

/** Of a row, in the head: where its vector is stored, where its copy is, and its prefixes. */
export function bytesBeside(axesId: string | null): number {
  return 8 + placeBytes + (axesId === null ? 0 : prefixKindBytes.reduce((sum, bytes) => sum + bytes, 0));
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
