/** Finds in a JPEG's frame header what its decoder does not know (ITU T.81, table B.1). */
import type { Buffer } from 'node:buffer';

const hierarchical = new Set([0xc5, 0xc6, 0xc7, 0xcd, 0xce, 0xcf]);
/** Markers of the same range that begin no frame: tables and an extension. */
const noFrames = new Set([0xc4, 0xc8, 0xcc]);
const jpegLs = 0xf7;
const startOfScan = 0xda;

/**
 * Asked of files that could not be decoded: as half a sentence, or null for ordinary ones. The decoders' own messages share
 * one buffer between threads in libvips, and images are decoded side by side.
 */
export function findJpegOddity(bytes: Buffer): string | null {
  let at = 2;
  while (at + 5 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === startOfScan) return null;
    if (marker === jpegLs) return 'it is JPEG-LS';
    if (hierarchical.has(marker)) return 'it is hierarchical JPEG';
    if (marker >= 0xc0 && marker <= 0xcf && !noFrames.has(marker)) {
      const bits = bytes[at + 4];
      return bits === 8 ? null : `it has ${bits} bits a channel`;
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
