/** Tells image formats apart by their first bytes; the file's ending is not looked at. */
import type { Buffer } from 'node:buffer';
import type { ImageFormat } from '../../contract/insight/duplicates.ts';

/** `other` is what the bytes look like, in a curator's words, or null where nothing is known. */
export type DetectedFormat = { readonly format: ImageFormat } | { readonly other: string | null };

const signatures: readonly (readonly [signature: string, format: ImageFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
];

const foreignSignatures: readonly (readonly [signature: string, name: string])[] = [
  ['%PDF', 'a PDF document'],
  ['%!PS', 'a PostScript file'],
  ['BM', 'a BMP image'],
  ['8BPS', 'a Photoshop file'],
  ['\0\0\x01\0', 'an icon file'],
  ['\xff\x0a', 'a JPEG XL image'],
  ['\0\0\0\x0cJXL ', 'a JPEG XL image'],
  ['\0\0\0\x0cjP  ', 'a JPEG 2000 image'],
  ['\xff\x4f\xff\x51', 'a JPEG 2000 image'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['\x1f\x8b', 'a gzip archive'],
  ['Rar!', 'a RAR archive'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['\x7fELF', 'a program'],
  ['MZ', 'a program'],
  ['SQLite format 3\0', 'a database'],
  ['\x1aE\xdf\xa3', 'a video'],
  ['ID3', 'a sound file'],
];

const avifBrands = new Set(['avif', 'avis']);
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']);

/** ISO media files (AVIF, HEIC, MP4) list their brands in the `ftyp` box: the major one, then the compatible ones. */
function detectMediaBox(head: Buffer): DetectedFormat {
  const end = Math.min(head.readUInt32BE(0), head.length, 256);
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  if (brands.some((brand) => avifBrands.has(brand))) return { format: 'avif' };
  if (brands.some((brand) => heicBrands.has(brand))) return { other: 'a HEIC photo' };
  return { other: 'a video' };
}

function describeText(head: Buffer): string | null {
  const isText = head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  if (!isText) return null;
  const text = head.toString('latin1').toLowerCase();
  if (text.includes('<svg')) return 'an SVG drawing';
  if (/<!doctype html|<html|<head|<body/.test(text)) return 'a web page';
  if (text.includes('<?xml')) return 'an XML file';
  if (text.startsWith('version https://git-lfs'))
    return 'a stand-in for a picture that Git LFS has not fetched';
  return 'a text file';
}

/** Of a file's bytes these are looked at. */
export const headLength = 1024;

/** @param bytes the file, or at least its first `headLength` bytes */
export function detectFormat(bytes: Buffer): DetectedFormat {
  const head = bytes.subarray(0, headLength);
  const start = head.toString('latin1', 0, 16);
  for (const [signature, format] of signatures) if (start.startsWith(signature)) return { format };
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return { format: 'webp' };
  if (start.startsWith('RIFF')) return { other: 'a sound or video file' };
  if (head.length >= 12 && start.slice(4, 8) === 'ftyp') return detectMediaBox(head);
  for (const [signature, name] of foreignSignatures) if (start.startsWith(signature)) return { other: name };
  return { other: describeText(head) };
}
