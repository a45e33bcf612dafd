/**
 * Does an image file end before its container says? Asked of files that could not be decoded: the decoders' own
 * messages share one buffer between threads in libvips, and images are decoded side by side.
 */
import type { Buffer } from 'node:buffer';
import type { ImageFormat } from './detectFormat.ts';

const jpegScan = Uint8Array.of(0xff, 0xda);
const jpegEnd = Uint8Array.of(0xff, 0xd9);
const gifEnd = 0x3b;

/** @param bytes the whole file. False also where it cannot be told (TIFF may be written in any order). */
export function isCutOff(bytes: Buffer, format: ImageFormat): boolean {
  switch (format) {
    case 'jpeg':
      return bytes.lastIndexOf(jpegEnd) <= bytes.lastIndexOf(jpegScan);
    case 'png':
      return !bytes.includes('IEND', 8, 'latin1');
    case 'gif':
      return !bytes.includes(gifEnd, Math.max(0, bytes.length - 16));
    case 'webp':
      return bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length;
    case 'avif':
      return lastBoxEnd(bytes) > bytes.length;
    case 'tiff':
      return false;
  }
}

/** Where the last top-level box of an ISO media file says that it ends. */
function lastBoxEnd(bytes: Buffer): number {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    if (size === 0) return bytes.length;
    if (size === 1) return at + 16 > bytes.length ? at + 16 : at + Number(bytes.readBigUInt64BE(at + 8));
    if (size < 8) return at;
    at += size;
  }
  return at === bytes.length ? at : at + 8;
}
