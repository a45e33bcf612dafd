/** The plainest of TIFFs, in memory: it carries channels, a profile and the orientation to libvips, which has no other way in for CMYK. */
import { Buffer } from 'node:buffer';

export interface PlainLayout {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 CMYK. */
  readonly channels: 1 | 2 | 3 | 4;
  /** ICC. */
  readonly profile: Buffer | null;
  /** 1 to 8, as in EXIF. */
  readonly orientation: number;
}

export interface PlainTiff {
  /** The file. */
  readonly bytes: Buffer;
  /** The part of it that holds the picture, still black: rows, columns, channels, a byte each. */
  readonly pixels: Uint8ClampedArray;
}

const [short, long, undefinedType] = [3, 4, 7];
const [blackIsZero, rgb, inks] = [1, 2, 5];
/** libvips reads strip by strip. */
const stripBytes = 256 * 1024;

/** Pixels are filled in by the caller, in place: they may take hundreds of megabytes. */
export function createPlainTiff({ width, height, channels, profile, orientation }: PlainLayout): PlainTiff {
  const rowBytes = width * channels;
  const pixelBytes = rowBytes * height;
  const stripRows = Math.max(1, Math.floor(stripBytes / rowBytes));
  const strips = Array.from({ length: Math.ceil(height / stripRows) }, (_, at) => at * stripRows * rowBytes);
  const counts = strips.map((start) => Math.min(stripRows * rowBytes, pixelBytes - start));
  const head = writeHead(
    [
      [256, longs([width])],
      [257, longs([height])],
      [258, shorts(Array.from({ length: channels }, () => 8))],
      [259, shorts([1])],
      [262, shorts([channels < 3 ? blackIsZero : channels === 3 ? rgb : inks])],
      [273, longs(strips)],
      [274, shorts([orientation])],
      [277, shorts([channels])],
      [278, longs([stripRows])],
      [279, longs(counts)],
      ...(channels === 2 ? ([[338, shorts([2])]] as const) : []),
      ...(profile === null
        ? []
        : ([[34_675, { type: undefinedType, count: profile.length, bytes: profile }]] as const)),
    ],
    273,
  );
  const bytes = Buffer.alloc(head.length + pixelBytes);
  head.copy(bytes);
  return { bytes, pixels: new Uint8ClampedArray(bytes.buffer, bytes.byteOffset + head.length, pixelBytes) };
}

interface Values {
  readonly type: number;
  readonly count: number;
  readonly bytes: Buffer;
}

function shorts(values: readonly number[]): Values {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeUInt16LE(value, at * 2);
  return { type: short, count: values.length, bytes };
}

function longs(values: readonly number[]): Values {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, at * 4);
  return { type: long, count: values.length, bytes };
}

/** @param offsetTag its values count from the end of the head, and are made to count from the beginning */
function writeHead(entries: readonly (readonly [tag: number, values: Values])[], offsetTag: number): Buffer {
  const directoryBytes = 8 + 2 + entries.length * 12 + 4;
  const padded = (length: number) => length + (length % 2);
  const outside = entries.filter(([, { bytes }]) => bytes.length > 4);
  const headBytes = outside.reduce((sum, [, { bytes }]) => sum + padded(bytes.length), directoryBytes);
  const head = Buffer.alloc(headBytes);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  let free = directoryBytes;
  entries.forEach(([tag, { type, count, bytes }], index) => {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    const from = bytes.length > 4 ? free : at + 8;
    bytes.copy(head, from);
    if (bytes.length > 4) {
      head.writeUInt32LE(free, at + 8);
      free += padded(bytes.length);
    }
    if (tag !== offsetTag) return;
    for (let each = from; each < from + bytes.length; each += 4) {
      head.writeUInt32LE(head.readUInt32LE(each) + headBytes, each);
    }
  });
  return head;
}
