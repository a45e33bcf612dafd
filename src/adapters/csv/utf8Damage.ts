/** Finds the bytes of a text that are no UTF-8, so that the rest can be read as it stands. */
import { TextDecoder } from 'node:util';

const utf8 = new TextDecoder();
const windows1252 = new TextDecoder('windows-1252');

export interface Utf8Damage {
  /** The places of bytes that belong to no character, in ascending order. */
  readonly places: readonly number[];
  /** Characters beyond ASCII that are as they should be. */
  readonly whole: number;
}

export function findDamage(bytes: Uint8Array): Utf8Damage {
  const places: number[] = [];
  let whole = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at);
    if (length === 0) places.push(at);
    if (length > 1) whole++;
    at += Math.max(length, 1);
  }
  return { places, whole };
}

/** The text of bytes that are UTF-8 but for some, which are read as Windows-1252. */
export function readDamaged(bytes: Uint8Array, { places }: Utf8Damage): string {
  let text = '';
  let from = 0;
  for (const place of places) {
    text += utf8.decode(bytes.subarray(from, place)) + windows1252.decode(bytes.subarray(place, place + 1));
    from = place + 1;
  }
  return text + utf8.decode(bytes.subarray(from));
}

/** Bytes of the character that begins here; 0 where none does. Table 3-7 of the Unicode standard. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  if (lead >= 0xc2 && lead <= 0xdf) return isContinuation(second) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const least = lead === 0xe0 ? 0xa0 : 0x80;
    const most = lead === 0xed ? 0x9f : 0xbf;
    return second >= least && second <= most && isContinuation(bytes[at + 2]) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const least = lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xf4 ? 0x8f : 0xbf;
    const isWhole = isContinuation(bytes[at + 2]) && isContinuation(bytes[at + 3]);
    return second >= least && second <= most && isWhole ? 4 : 0;
  }
  return 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** How many bytes do not end within a character that more bytes could complete. */
export function lengthOfWhole(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
