/** Looks into a workbook's archive: what lies in it, unpacked at once or piece by piece, and never more than it says. */
import type { Buffer } from 'node:buffer';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { deflated, endMark, entryMark } from './zipFormat.ts';

export interface ArchiveEntry {
  readonly path: string;
  /** Its bytes, unpacked. */
  unpack(): Buffer;
  /** The same piece by piece. @throws Error where it is damaged, or not as long as it says */
  pieces(): AsyncIterable<Uint8Array>;
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
    const packed = { local, method, packedBytes, unpackedBytes };
    entries.push({
      path: bytes.toString('utf8', at + entryLength, at + entryLength + nameLength),
      unpackedBytes,
      unpack: () => unpack(bytes, packed),
      pieces: () => unpackInPieces(bytes, packed),
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

function packedOf(bytes: Buffer, { local, packedBytes }: Packed): Buffer {
  const start = local + localLength + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  return bytes.subarray(start, start + packedBytes);
}

const pieceBytes = 64 * 1024;

async function* unpackInPieces(bytes: Buffer, entry: Packed): AsyncGenerator<Uint8Array> {
  const packed = packedOf(bytes, entry);
  if (entry.method !== deflated) {
    yield packed;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  inflate.end(packed);
  let unpackedBytes = 0;
  for await (const piece of inflate as AsyncIterable<Buffer>) {
    unpackedBytes += piece.length;
    if (unpackedBytes > entry.unpackedBytes) break;
    yield piece;
  }
  if (unpackedBytes !== entry.unpackedBytes) throw new Error('an entry is not as long as it says');
}

function unpack(bytes: Buffer, entry: Packed): Buffer {
  const { method, unpackedBytes } = entry;
  const packed = packedOf(bytes, entry);
  // One byte more than it claims is enough to know that it lies.
  const unpacked =
    method === deflated ? inflateRawSync(packed, { maxOutputLength: unpackedBytes + 1 }) : packed;
  if (unpacked.length !== unpackedBytes) throw new Error('an entry is larger than it says');
  return unpacked;
}
