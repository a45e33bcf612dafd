/**
 * The index as a file, so that opening need not read every vector. It is only a copy: whatever is wrong with the file, it is
 * passed over and the index made anew from the stored vectors.
 *
 *   0   "TWINIDX\n"
 *   8   CRC-32 of everything from byte 12 on, u32
 *   12  length of the header, u32
 *   16  header (JSON), image ids (JSON), and the rows by kind, as `IndexContent.pieces` has them
 *
 * Numbers are little-endian, as on every platform that Node runs on here.
 */
import { close, constants, fstatSync, openSync, read, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { embeddingLength } from '../../core/models/ports.ts';
import { type WritePiece, writeAside } from '../files/writeAside.ts';
import { createByteRows } from './byteRows.ts';
import { sumInTurns } from './checksum.ts';
import { prefixRowBytes } from './kernelLayout.ts';
import type { Axes } from './prefixes/axes.ts';
import { createPrefixRows } from './prefixes/prefixRows.ts';
import { bytesPerRow } from './rowMemory.ts';
import { type CompactIndex, createVectorIndex, type LoadVectors } from './vectorIndex.ts';

/** Rises with every change of the layout, of `quantise.ts`, `rowMemory.ts` or `prefixRows.ts`. */
const formatVersion = 2;
const magic = Buffer.from('TWINIDX\n', 'latin1');
const checksumAddress = magic.length;
const checkedFrom = checksumAddress + 4;
const headerAddress = checkedFrom + 4;
/** A header takes about 250 bytes. */
const maxHeaderBytes = 4096;
/** Written in pieces that others need not wait for: 0.3 ms of work each. */
const pieceBytes = 1 << 20;

/** Which vectors an index was made from. */
export interface CacheIdentity {
  readonly space: string;
  /** `EmbeddingStore.generation`. */
  readonly generation: string;
}

interface Header extends CacheIdentity {
  readonly version: number;
  readonly dimension: number;
  readonly count: number;
  /** Which axes the rows' prefixes are along; null where the file has none. */
  readonly axesId: string | null;
  readonly idsBytes: number;
  readonly rowsBytes: number;
}

/**
 * The index in the file, or null where there is none, or not a sound one of exactly these vectors. Never rejects. The rows
 * are read by other threads, and that begins before this returns: what the caller does meanwhile costs no time.
 * @param axes the rows have prefixes where the file's are along these
 */
export async function readIndexCache(
  file: string,
  identity: CacheIdentity,
  loadVectors: LoadVectors,
  axes: Promise<Axes | null>,
): Promise<CompactIndex | null> {
  let descriptor: number | undefined;
  try {
    // Without waiting: a pipe in its place has no end.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return await readIndex(descriptor, identity, loadVectors, axes);
  } catch {
    // Not there, not readable, not JSON, too little memory: making the index anew tells what can be told.
    return null;
  } finally {
    if (descriptor !== undefined) close(descriptor, () => undefined);
  }
}

async function readIndex(
  descriptor: number,
  identity: CacheIdentity,
  loadVectors: LoadVectors,
  wantedAxes: Promise<Axes | null>,
): Promise<CompactIndex | null> {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return null;
  const start = Buffer.alloc(headerAddress);
  readSync(descriptor, start, 0, start.length, 0);
  const headerBytes = start.readUInt32LE(checkedFrom);
  if (!start.subarray(0, magic.length).equals(magic) || headerBytes > maxHeaderBytes) return null;
  const text = Buffer.alloc(headerBytes);
  readSync(descriptor, text, 0, headerBytes, headerAddress);
  const header: unknown = JSON.parse(text.toString('utf8'));
  const idsAddress = headerAddress + headerBytes;
  if (!isExpected(header, identity, stats.size - idsAddress)) return null;

  const rows = createByteRows();
  rows.reserve(header.count);
  const ids = Buffer.alloc(header.idsBytes);
  const { axesId } = header;
  const prefixBytes = new Uint8Array(axesId === null ? 0 : header.count * prefixRowBytes);
  const pieces: Uint8Array[] = [ids, ...rows.kinds.flatMap((kind) => kind(0, header.count)), prefixBytes];
  let place = idsAddress;
  const fillings = pieces.map((piece) => {
    const filling = fill(descriptor, piece, place);
    place += piece.length;
    return filling;
  });
  // All of them, also after one has failed: the file is closed next.
  const filled = await Promise.allSettled(fillings);
  if (filled.some(({ status }) => status === 'rejected')) return null;
  const checksum = await sumInTurns([start.subarray(checkedFrom), text, ...pieces]);
  if (checksum !== start.readUInt32LE(checksumAddress)) return null;
  const imageIds: unknown = JSON.parse(ids.toString('utf8'));
  await nextTurn();
  if (!isTextList(imageIds) || new Set(imageIds).size !== header.count) return null;
  await nextTurn();
  const axes = await wantedAxes;
  const prefixes = axes !== null && axes.id === axesId ? createPrefixRows(axes) : null;
  prefixes?.adopt(prefixBytes);
  return createVectorIndex(loadVectors, { imageIds, rows, prefixes });
}

/** Begins at once, unlike a `FileHandle`, which must be awaited first. */
function fill(descriptor: number, bytes: Uint8Array, place: number): Promise<void> {
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, 0, bytes.length, place, (error, count) => {
      if (error !== null) reject(error);
      else if (count === bytes.length) resolve();
      else if (count === 0) reject(new RangeError('The file ends too soon.'));
      else resolve(fill(descriptor, bytes.subarray(count), place + count));
    });
  });
}

function isExpected(value: unknown, identity: CacheIdentity, bytesLeft: number): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const header: Partial<Header> = value;
  const { count = -1, idsBytes = -1, rowsBytes = -1, axesId } = header;
  return (
    header.version === formatVersion &&
    header.dimension === embeddingLength &&
    header.space === identity.space &&
    header.generation === identity.generation &&
    Number.isSafeInteger(count) &&
    Number.isSafeInteger(idsBytes) &&
    count > 0 &&
    (axesId === null || typeof axesId === 'string') &&
    rowsBytes === count * bytesWith(axesId) &&
    idsBytes >= 0 &&
    idsBytes + rowsBytes === bytesLeft
  );
}

/** Of a row. */
function bytesWith(axesId: string | null): number {
  return bytesPerRow + (axesId === null ? 0 : prefixRowBytes);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/**
 * Writes the index beside its place and moves it there once it is whole and on the disk.
 * @param isStale asked between the pieces: true ends the writing, and the place keeps what it had
 * @returns whether it was written
 * @throws Failure `disk-full`, `not-allowed` where it cannot be written
 */
export async function writeIndexCache(
  file: string,
  identity: CacheIdentity,
  index: CompactIndex,
  isStale: () => boolean,
): Promise<boolean> {
  const requireFresh = () => {
    if (isStale()) throw new StaleIndex();
  };
  try {
    // A catalog has one process at a time.
    await writeAside(file, (write) => writeIndex(write, identity, index, requireFresh), {
      isOnlyWriter: true,
    });
    return true;
  } catch (thrown) {
    if (thrown instanceof StaleIndex) return false;
    throw thrown;
  }
}

/** Ends the writing of an index that is not wanted any more. */
class StaleIndex extends Error {}

async function writeIndex(
  write: WritePiece,
  identity: CacheIdentity,
  index: CompactIndex,
  requireFresh: () => void,
): Promise<void> {
  const { imageIds, axesId, pieces } = index.content();
  const ids = Buffer.from(JSON.stringify(imageIds));
  const header = Buffer.from(
    JSON.stringify({
      version: formatVersion,
      dimension: embeddingLength,
      space: identity.space,
      generation: identity.generation,
      count: imageIds.length,
      axesId,
      idsBytes: ids.length,
      rowsBytes: imageIds.length * bytesWith(axesId),
    } satisfies Header),
  );
  const start = Buffer.alloc(headerAddress);
  magic.copy(start);
  start.writeUInt32LE(header.length, checkedFrom);
  let checksum = crc32(start.subarray(checkedFrom));
  await write(start);

  // Copied, so that the bytes written are those that were summed.
  const gathered = Buffer.alloc(pieceBytes);
  let length = 0;
  async function flush(): Promise<void> {
    const bytes = gathered.subarray(0, length);
    length = 0;
    checksum = crc32(bytes, checksum);
    await write(bytes);
    requireFresh();
  }
  for (const piece of concat([header, ids], pieces())) {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + pieceBytes - length);
      gathered.set(taken, length);
      at += taken.length;
      length += taken.length;
      if (length === pieceBytes) await flush();
    }
  }
  await flush();
  start.writeUInt32LE(checksum, checksumAddress);
  await write(start, 0);
}

function* concat(first: readonly Uint8Array[], then: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield* first;
  yield* then;
}
