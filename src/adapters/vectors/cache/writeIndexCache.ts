/** Writes the index's cache file. */
import { crc32 } from 'node:zlib';
import { embeddingLength } from '../../../core/models/ports.ts';
import { type WritePiece, writeAside } from '../../files/writeAside.ts';
import { bytesPerRow } from '../rowMemory.ts';
import { bytesOfSingleFacts } from '../singleRows.ts';
import type { CompactIndex } from '../vectorIndex.ts';
import {
  bytesBeside,
  type CacheIdentity,
  formatVersion,
  type Header,
  headAddress,
  headSumAddress,
  lengthAddress,
  magic,
  rowsSumAddress,
  startSumAddress,
} from './cacheFile.ts';
import type { RowsFile } from './restingRows.ts';
import { openRowsFile } from './rowsFile.ts';

/** Written in pieces that others need not wait for: 0.3 ms of work each. */
const pieceBytes = 1 << 20;

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
  const { imageIds, keys, singleFacts, axesId, prefixes, rows } = index.content();
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

  const first = [header, ids, new Uint8Array(keys.buffer), ...bytesOfSingleFacts(singleFacts)];
  const headSum = await writeAll(concat(first, prefixes()));
  const rowsSum = await writeAll(rows());
  magic.copy(start);
  start.writeUInt32LE(headSum, headSumAddress);
  start.writeUInt32LE(rowsSum, rowsSumAddress);
  start.writeUInt32LE(header.length, lengthAddress);
  start.writeUInt32LE(crc32(start.subarray(headSumAddress)), startSumAddress);
  await write(start, 0);
  if (axesId === null || count !== index.slotCount) return null;
  const address = headAddress + header.length + ids.length + count * bytesBeside(axesId);
  return openRowsFile(file, start, address, singleFacts);
}

function* concat(first: readonly Uint8Array[], then: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield* first;
  yield* then;
}
