/** Looks into a workbook's archive before a library unpacks it: whether it is whole, and not larger than it may be. */
import type { Buffer } from 'node:buffer';
import { inflateRawSync } from 'node:zlib';
import { deflated, endMark, entryMark } from './zipFormat.ts';

export interface ArchiveEntry {
  readonly path: string;
  /** Its bytes, unpacked. */
  unpack(): Buffer;
  readonly unpackedBytes: number;
}

/** Bytes without what varies. */
const endLength = 22;
const entryLength = 46;
const localLength = 30;
const maxCommentLength = 65_535;

/** The entries as the archive lists them. @throws Error where it is damaged or written in a way that workbooks are not */
export function readArchive(bytes: Buffer): ArchiveEntry[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const entries: ArchiveEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry++) {
    if (bytes.readUInt32LE(at) !== entryMark) throw new Error('its list of entries is damaged');
    const method = bytes.readUInt16LE(at + 10);
    const packedBytes = bytes.readUInt32LE(at + 20);
    const unpackedBytes = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const commentLength = bytes.readUInt16LE(at + 32);
    const local = bytes.readUInt32LE(at + 42);
    entries.push({
      path: bytes.toString('utf8', at + entryLength, at + entryLength + nameLength),
      unpackedBytes,
      unpack: () => unpack(bytes, { local, method, packedBytes, unpackedBytes }),
    });
    at += entryLength + nameLength + extraLength + commentLength;
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endLength - maxCommentLength);
  for (let at = bytes.length - endLength; at >= first; at--) {
    if (bytes.readUInt32LE(at) === endMark) return at;
  }
  throw new Error('its end is missing');
}

interface Packed {
  readonly local: number;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

function unpack(bytes: Buffer, { local, method, packedBytes, unpackedBytes }: Packed): Buffer {
  const start = local + localLength + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + packedBytes);
  // One byte more than it claims is enough to know that it lies.
  const unpacked =
    method === deflated ? inflateRawSync(packed, { maxOutputLength: unpackedBytes + 1 }) : packed;
  if (unpacked.length !== unpackedBytes) throw new Error('an entry is larger than it says');
  return unpacked;
}
