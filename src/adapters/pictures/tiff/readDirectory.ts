/** Reads the entries of a TIFF's first image directory. Everything is checked against the file's end. */
import type { Buffer } from 'node:buffer';

export type TiffTags = ReadonlyMap<number, readonly number[]>;

export interface TiffDirectory {
  readonly isBigEndian: boolean;
  readonly tags: TiffTags;
  /** The ICC profile. */
  readonly profile: Buffer | null;
}

/** No writer comes near: what has more is damaged. */
const maxEntries = 4096;
const profileTag = 34_675;

/** The tags that are read, and how many values of each: more would only cost memory. */
const valuesRead = new Map<number, number>([
  ...[256, 257, 259, 262, 266, 274, 277, 278, 284, 317, 322, 323, 332].map((tag) => [tag, 1] as const),
  ...[258, 338, 339, 529, 530, 532].map((tag) => [tag, 64] as const),
  // A palette of 16 bits; strips or tiles of the largest picture that is read, a row each, in several planes.
  [320, 3 * 65_536],
  ...[273, 279, 324, 325].map((tag) => [tag, 1_000_000] as const),
]);

/** Bytes of a value by its type: BYTE, ASCII, SHORT, LONG, RATIONAL, … LONG8, SLONG8, IFD8. */
const typeBytes: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
  ...{ 16: 8, 17: 8, 18: 8 },
};

/** Where a TIFF says that its first directory lies; null for what is no TIFF's beginning. */
function directoryOffset(bytes: Buffer): number | null {
  if (bytes.length < 8) return null;
  const numbers = numbersOf(bytes);
  if (!isBig(bytes)) return numbers.u32(4);
  return bytes.length < 16 ? null : numbers.u64(8);
}

/** @returns null where the directory lies beyond the file's end, or claims what cannot be */
export function readDirectory(bytes: Buffer): TiffDirectory | null {
  const start = directoryOffset(bytes);
  if (start === null) return null;
  const big = isBig(bytes);
  const numbers = numbersOf(bytes);
  const [countBytes, entryBytes, inlineBytes] = big ? [8, 20, 8] : [2, 12, 4];
  if (start + countBytes > bytes.length) return null;
  const count = big ? numbers.u64(start) : numbers.u16(start);
  if (count > maxEntries || start + countBytes + count * entryBytes > bytes.length) return null;
  const tags = new Map<number, readonly number[]>();
  let profile: Buffer | null = null;
  for (let entry = 0; entry < count; entry += 1) {
    const at = start + countBytes + entry * entryBytes;
    const [tag, type] = [numbers.u16(at), numbers.u16(at + 2)];
    const values = big ? numbers.u64(at + 4) : numbers.u32(at + 4);
    const size = values * (typeBytes[type] ?? 0);
    const valueAt = at + entryBytes - inlineBytes;
    const from = size <= inlineBytes ? valueAt : big ? numbers.u64(valueAt) : numbers.u32(valueAt);
    if (size === 0 || from + size > bytes.length) continue;
    if (tag === profileTag) profile = bytes.subarray(from, from + size);
    const wanted = Math.min(values, valuesRead.get(tag) ?? 0);
    if (wanted > 0 && !tags.has(tag)) tags.set(tag, readValues(numbers, type, from, wanted));
  }
  return { isBigEndian: isBigEndian(bytes), tags, profile };
}

interface Numbers {
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  /** Beyond 2^53 it loses digits, and lies beyond every file's end all the same. */
  u64(at: number): number;
}

function isBigEndian(bytes: Buffer): boolean {
  return bytes[0] === 0x4d;
}

/** BigTIFF has 64-bit offsets. */
function isBig(bytes: Buffer): boolean {
  return bytes[isBigEndian(bytes) ? 3 : 2] === 43;
}

function numbersOf(bytes: Buffer): Numbers {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = !isBigEndian(bytes);
  return {
    u8: (at) => view.getUint8(at),
    u16: (at) => view.getUint16(at, isLittle),
    u32: (at) => view.getUint32(at, isLittle),
    u64: (at) => Number(view.getBigUint64(at, isLittle)),
  };
}

function readValues(numbers: Numbers, type: number, from: number, count: number): number[] {
  const size = typeBytes[type] ?? 0;
  const read = readerOf(numbers, type);
  return read === null ? [] : Array.from({ length: count }, (_, at) => read(from + at * size));
}

/** Null for types that no tag of interest has: texts, floating point, signed fractions. */
function readerOf(numbers: Numbers, type: number): ((at: number) => number) | null {
  switch (type) {
    case 1:
    case 6:
    case 7:
      return numbers.u8;
    case 3:
    case 8:
      return numbers.u16;
    case 4:
    case 9:
    case 13:
      return numbers.u32;
    case 5:
      return (at) => numbers.u32(at) / numbers.u32(at + 4);
    case 16:
    case 17:
    case 18:
      return numbers.u64;
    default:
      return null;
  }
}
