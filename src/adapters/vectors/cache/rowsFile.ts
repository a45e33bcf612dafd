/** The rows of a cache file, which are read when somebody needs them. */
import { close, closeSync, constants, openSync, readSync } from 'node:fs';
import { embeddingLength } from '../../../core/models/ports.ts';
import { type ByteRows, createByteRows } from '../rows/byteRows.ts';
import { sumBytes } from '../rows/quantise.ts';
import { bytesPerRow } from '../rows/rowMemory.ts';
import type { SingleFacts, SingleRow } from '../rows/singleRows.ts';
import { fillAll, fillNow, rowsSumAddress } from './cacheFile.ts';
import { sumAtOnce, sumInTurns } from './checksum.ts';
import type { RowsFile } from './restingRows.ts';

/** Without waiting: a pipe in its place has no end. */
export const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * @param start of the very file that has them
 * @param address where they begin
 * @param facts of all of them
 */
export function openRowsFile(file: string, start: Buffer, address: number, facts: SingleFacts): RowsFile {
  const { scales, errors, checksums } = facts;
  const { length: count } = scales;
  /** Fine bytes come last, and coarse bytes before them. */
  const fineAddress = address + count * (bytesPerRow - embeddingLength);
  const coarseAddress = fineAddress - count * embeddingLength;
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

  function copyRow(descriptor: number, slot: number, coarse: Int8Array, fine: Int8Array): SingleRow | null {
    try {
      readSync(descriptor, coarse, 0, embeddingLength, coarseAddress + slot * embeddingLength);
      readSync(descriptor, fine, 0, embeddingLength, fineAddress + slot * embeddingLength);
    } catch {
      return null;
    }
    if (sumBytes(coarse, fine) !== checksums[slot]) return null;
    return { scale: scales[slot] ?? 0, error: errors[slot] ?? 0 };
  }

  return {
    open() {
      try {
        const descriptor = open();
        return {
          copy: (slot, coarse, fine) => copyRow(descriptor, slot, coarse, fine),
          close: () => closeSync(descriptor),
        };
      } catch {
        return null;
      }
    },
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
