/**
 * Does an image file end before its container says? Asked of files that could not be decoded: the decoders' own
 * messages share one buffer between threads in libvips, and images are decoded side by side.
 */
import type { Buffer } from 'node:buffer';
import type { ImageFormat } from '../../contract/insight/duplicates.ts';
import { describeTiff } from './tiff/describeTiff.ts';
import { readDirectory } from './tiff/readDirectory.ts';

const jpegScan = Uint8Array.of(0xff, 0xda);
const jpegEnd = Uint8Array.of(0xff, 0xd9);
const gifEnd = 0x3b;

/** @param bytes the whole file. False also where it cannot be told. */
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
      return isTiffCutOff(bytes);
  }
}

/** A TIFF may be written in any order: it names the places of its directory and of its strips or tiles. */
function isTiffCutOff(bytes: Buffer): boolean {
  if (readDirectory(bytes) === null) return true;
  const { offsets = [], byteCounts = [] } = describeTiff(bytes) ?? {};
  return offsets.some((offset, at) => offset + (byteCounts[at] ?? 0) > bytes.length);
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
