/**
 * The principal axes that were found for a catalog's own embeddings, as a file beside its index. Whatever is wrong with it, it is passed over
 * and the axes are found anew.
 *
 *   0   "TWINOWN\n"
 *   8   CRC-32 of everything from byte 12 on, u32
 *   12  format version, embeddings that there were, u32 each
 *   20  sha256 of the embedding space's name
 *   52  the axes as `axes.ts` has them; nothing where they are not worth their reading
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { writeAside } from '../../files/writeAside.ts';
import { type Axes, type AxisNumbers, formatAxes, parseAxes } from './axes.ts';

export interface OwnAxes {
  /** Null where prefixes along them left too many embeddings. */
  readonly axes: Axes | null;
  /** Embeddings that there were when they were found. */
  readonly count: number;
}

const formatVersion = 1;
const magic = Buffer.from('TWINOWN\n', 'latin1');
const checksumAddress = magic.length;
const checkedFrom = checksumAddress + 4;
const hashAddress = checkedFrom + 8;
const axesAddress = hashAddress + 32;

const hashOf = (space: string): string => createHash('sha256').update(space).digest('hex');

/** Null where there is no file, or not a sound one of this space. */
export async function readOwnAxes(file: string, space: string): Promise<OwnAxes | null> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null || bytes.length < axesAddress) return null;
  if (
    !bytes.subarray(0, magic.length).equals(magic) ||
    bytes.readUInt32LE(checksumAddress) !== crc32(bytes.subarray(checkedFrom)) ||
    bytes.readUInt32LE(checkedFrom) !== formatVersion ||
    bytes.toString('hex', hashAddress, axesAddress) !== hashOf(space)
  )
    return null;
  const count = bytes.readUInt32LE(checkedFrom + 4);
  if (bytes.length === axesAddress) return { axes: null, count };
  const axes = parseAxes(bytes.subarray(axesAddress), hashOf(space));
  return axes === null ? null : { axes, count };
}

/** @throws Failure `disk-full`, `not-allowed` where it cannot be written */
export async function writeOwnAxes(
  file: string,
  space: string,
  axes: AxisNumbers | null,
  count: number,
): Promise<void> {
  const start = Buffer.alloc(axesAddress);
  magic.copy(start);
  start.writeUInt32LE(formatVersion, checkedFrom);
  start.writeUInt32LE(count, checkedFrom + 4);
  start.write(hashOf(space), hashAddress, 'hex');
  const bytes = axes === null ? start : Buffer.concat([start, formatAxes(axes, hashOf(space))]);
  bytes.writeUInt32LE(crc32(bytes.subarray(checkedFrom)), checksumAddress);
  await writeAside(file, bytes, { isCache: true, isOnlyWriter: true });
}
