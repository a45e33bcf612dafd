/**
 * The index as a file, so that opening need not read every vector: at first its head is read alone, where there are prefixes, and the rows when
 * somebody needs them. It is only a copy: whatever is wrong with the file, it is passed over and made anew from the stored vectors.
 *
 *   0   "TWINIDX\n"
 *   8   CRC-32 of bytes 12 to 24, of the head, and of the rows, u32 each
 *   20  length of the header, u32
 *   24  the head: header (JSON), image ids (JSON), where each vector is stored (f64), prefixes by kind
 *       the rows by kind, as `IndexContent` has them
 *
 * Numbers are little-endian, as on every platform that Node runs on here.
 */
import { close, closeSync, constants, fstatSync, openSync, read, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { embeddingLength } from '../../core/models/ports.ts';
import { type WritePiece, writeAside } from '../files/writeAside.ts';
import { type ByteRows, createByteRows } from './byteRows.ts';
import { sumAtOnce, sumInTurns } from './checksum.ts';
import type { Axes } from './prefixes/axes.ts';
import { createPrefixes, prefixKindBytes } from './prefixes/prefixes.ts';
import type { RowsFile } from './restingRows.ts';
import { bytesPerRow } from './rowMemory.ts';
import { type CompactIndex, createVectorIndex, type LoadVector } from './vectorIndex.ts';

/** Rises with every change of the layout, of `quantise.ts`, `rowMemory.ts` or `prefixRows.ts`. */
const formatVersion = 3;
const magic = Buffer.from('TWINIDX\n', 'latin1');
const startSumAddress = magic.length;
const headSumAddress = startSumAddress + 4;
const rowsSumAddress = headSumAddress + 4;
const lengthAddress = rowsSumAddress + 4;
const headAddress = lengthAddress + 4;
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
 * The index in the file, or null where there is none, or not a sound one of exactly these vectors. Never rejects. The bytes
 * are read by other threads, and that begins before this returns: what the caller does meanwhile costs no time.
 * @param axes the rows have prefixes where the file's are along these; else they are read at once
 */
export async function readIndexCache(
  file: string,
  identity: CacheIdentity,
  loadVector: LoadVector,
  axes: Promise<Axes | null>,
): Promise<CompactIndex | null> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, readOnly);
    return await readIndex(file, descriptor, identity, loadVector, axes);
  } catch {
    // Not there, not readable, not JSON, too little memory: making the index anew tells what can be told.
    return null;
  } finally {
    if (descriptor !== undefined) close(descriptor, () => undefined);
  }
}

/** Without waiting: a pipe in its place has no end. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function readIndex(
  file: string,
  descriptor: number,
  identity: CacheIdentity,
  loadVector: LoadVector,
  wantedAxes: Promise<Axes | null>,
): Promise<CompactIndex | null> {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return null;
  const start = Buffer.alloc(headAddress);
  readSync(descriptor, start, 0, start.length, 0);
  const headerBytes = start.readUInt32LE(lengthAddress);
  if (!isStart(start) || headerBytes > maxHeaderBytes) return null;
  const text = Buffer.alloc(headerBytes);
  readSync(descriptor, text, 0, headerBytes, headAddress);
  const header: unknown = JSON.parse(text.toString('utf8'));
  const idsAddress = headAddress + headerBytes;
  if (!isExpected(header, identity, stats.size - idsAddress)) return null;

  const { axesId, count } = header;
  const ids = Buffer.alloc(header.idsBytes);
  const keys = new Float64Array(count);
  const prefixBytes = axesId === null ? [] : prefixKindBytes.map((bytes) => new Uint8Array(count * bytes));
  const pieces = [ids, new Uint8Array(keys.buffer), ...prefixBytes];
  await fillAll(descriptor, pieces, idsAddress);
  if ((await sumInTurns([text, ...pieces])) !== start.readUInt32LE(headSumAddress)) return null;
  const imageIds: unknown = JSON.parse(ids.toString('utf8'));
  await nextTurn();
  if (!isTextList(imageIds) || new Set(imageIds).size !== count) return null;
  await nextTurn();
  const rows = openRowsFile(file, start, stats.size - header.rowsBytes, count);
  const axes = await wantedAxes;
  if (axes !== null && axes.id === axesId) {
    const prefixes = createPrefixes(axes);
    prefixes.adopt(prefixBytes);
    return createVectorIndex(loadVector, { imageIds, keys, rows, prefixes });
  }
  const awake = await rows.read();
  return awake && createVectorIndex(loadVector, { imageIds, keys, rows: awake, prefixes: null });
}

function isStart(start: Buffer): boolean {
  return (
    start.subarray(0, magic.length).equals(magic) &&
    start.readUInt32LE(startSumAddress) === crc32(start.subarray(headSumAddress))
  );
}

/** @param start of the very file that has them @param address where they begin */
function openRowsFile(file: string, start: Buffer, address: number, count: number): RowsFile {
  const sum = start.readUInt32LE(rowsSumAddress);

  function open(): number {
    const descriptor = openSync(file, readOnly);
    const found = Buffer.alloc(start.length);
    readSync(descriptor, found, 0, found.length, 0);
    if (found.equals(start)) return descriptor;
    closeSync(descriptor);
    throw new Error('Another file has taken its place.');
  }

  function makeRoom(): { rows: ByteRows; pieces: Uint8Array[] } {
    const rows = createByteRows();
    rows.reserve(count);
    return { rows, pieces: rows.kinds.flatMap((kind) => kind(0, count)) };
  }

  return {
    readNow() {
      let descriptor: number | undefined;
      try {
        descriptor = open();
        const { rows, pieces } = makeRoom();
        let place = address;
        for (const piece of pieces) {
          fillNow(descriptor, piece, place);
          place += piece.length;
        }
        return sumAtOnce(pieces) === sum ? rows : null;
      } catch {
        return null;
      } finally {
        if (descriptor !== undefined) closeSync(descriptor);
      }
    },
    async read() {
      let descriptor: number | undefined;
      try {
        descriptor = open();
        const { rows, pieces } = makeRoom();
        await fillAll(descriptor, pieces, address);
        return (await sumInTurns(pieces)) === sum ? rows : null;
      } catch {
        return null;
      } finally {
        if (descriptor !== undefined) close(descriptor, () => undefined);
      }
    },
  };
}

/** One piece behind the other. Reading all of them begins at once. */
async function fillAll(descriptor: number, pieces: readonly Uint8Array[], from: number): Promise<void> {
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

function fillNow(descriptor: number, bytes: Uint8Array, place: number): void {
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(descriptor, bytes, done, bytes.length - done, place + done);
    if (count === 0) throw tooShort();
    done += count;
  }
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
    rowsBytes === count * bytesPerRow &&
    idsBytes >= 0 &&
    idsBytes + count * bytesBeside(axesId) + rowsBytes === bytesLeft
  );
}

/** Of a row, in the head: where its vector is stored, and its prefixes. */
function bytesBeside(axesId: string | null): number {
  return 8 + (axesId === null ? 0 : prefixKindBytes.reduce((sum, bytes) => sum + bytes, 0));
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/**
 * Writes the index beside its place and moves it there once it is whole and on the disk; the index's rows may rest there then.
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
  let rows: RowsFile | null = null;
  const write = async (writePiece: WritePiece): Promise<void> => {
    rows = await writeIndex(file, writePiece, identity, index, requireFresh);
  };
  try {
    // A catalog has one process at a time.
    await writeAside(file, write, { isOnlyWriter: true });
  } catch (thrown) {
    if (thrown instanceof StaleIndex) return false;
    throw thrown;
  }
  if (!isStale()) index.rest(rows);
  return true;
}

/** Ends the writing of an index that is not wanted any more. */
class StaleIndex extends Error {}

/** @returns its rows as the file will have them; null where searches need them in memory, since they have no prefixes */
async function writeIndex(
  file: string,
  write: WritePiece,
  identity: CacheIdentity,
  index: CompactIndex,
  requireFresh: () => void,
): Promise<RowsFile | null> {
  const { imageIds, keys, axesId, prefixes, rows } = index.content();
  const { length: count } = imageIds;
  const ids = Buffer.from(JSON.stringify(imageIds));
  const header = Buffer.from(
    JSON.stringify({
      version: formatVersion,
      dimension: embeddingLength,
      space: identity.space,
      generation: identity.generation,
      count,
      axesId,
      idsBytes: ids.length,
      rowsBytes: count * bytesPerRow,
    } satisfies Header),
  );
  const start = Buffer.alloc(headAddress);
  await write(start);

  // Copied, so that the bytes written are those that were summed.
  const gathered = Buffer.alloc(pieceBytes);

  /** @returns their checksum */
  async function writeAll(pieces: Iterable<Uint8Array>): Promise<number> {
    let checksum = 0;
    let length = 0;
    async function flush(): Promise<void> {
      const bytes = gathered.subarray(0, length);
      length = 0;
      checksum = crc32(bytes, checksum);
      await write(bytes);
      requireFresh();
    }
    for (const piece of pieces) {
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

  const headSum = await writeAll(concat([header, ids, new Uint8Array(keys.buffer)], prefixes()));
  const rowsSum = await writeAll(rows());
  magic.copy(start);
  start.writeUInt32LE(headSum, headSumAddress);
  start.writeUInt32LE(rowsSum, rowsSumAddress);
  start.writeUInt32LE(header.length, lengthAddress);
  start.writeUInt32LE(crc32(start.subarray(headSumAddress)), startSumAddress);
  await write(start, 0);
  if (axesId === null || count !== index.slotCount) return null;
  const address = headAddress + header.length + ids.length + count * bytesBeside(axesId);
  return openRowsFile(file, start, address, count);
}

function* concat(first: readonly Uint8Array[], then: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield* first;
  yield* then;
}
