/** The rows of a cache file, which are read when somebody needs them. */
import { close, closeSync, openSync, readSync } from 'node:fs';
import { fillAll, fillNow, readOnly, rowsSumAddress } from '../../files/cache/cacheStart.ts';
import { sumAtOnce, sumInTurns } from '../../files/cache/checksum.ts';
import { type ByteRows, createByteRows } from '../rows/byteRows.ts';
import type { RowsFile } from './restingRows.ts';

/**
 * @param start of the very file that has them
 * @param address where they begin
 * @param count how many there are
 */
export function openRowsFile(file: string, start: Buffer, address: number, count: number): RowsFile {
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
    return { rows, pieces: rows.kinds.map((kind) => kind(0, count)) };
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
