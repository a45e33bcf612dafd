/** What can be said against an image file before it is opened. */
import { endingOf, hasImageEnding } from '../../core/imports/imageNames.ts';

/** Images too, but not in a format that can be decoded here. */
const unsupportedEndings: ReadonlySet<string> = new Set([
  'heic',
  'heif',
  'hif',
  'bmp',
  'svg',
  'psd',
  'raw',
  'cr2',
  'cr3',
  'nef',
  'arw',
  'dng',
  'orf',
  'rw2',
  'raf',
  'ico',
  'jp2',
  'j2k',
  'jxl',
  'tga',
  'eps',
]);

/** 256 MiB: the same limit as for decoding; a 16-bit TIFF of 40 megapixels still passes. */
export const maxImageBytes = 256 * 1024 * 1024;
const mebibyte = 1024 * 1024;

/** True for what a curator would call an image, supported or not. */
export function isImageName(name: string): boolean {
  return hasImageEnding(name) || unsupportedEndings.has(endingOf(name));
}

/** The reason why the format cannot be imported, or null. */
export function formatProblem(name: string): string | null {
  const ending = endingOf(name);
  if (!unsupportedEndings.has(ending)) return null;
  return `${ending.toUpperCase()} images are not supported; save it as JPEG or PNG.`;
}

/** The reason why a file of this size cannot be imported, or null. */
export function sizeProblem(sizeBytes: number): string | null {
  if (sizeBytes === 0) return 'The file is empty (0 bytes).';
  if (sizeBytes <= maxImageBytes) return null;
  return `The file has ${Math.ceil(sizeBytes / mebibyte).toLocaleString('en')} MiB; 256 MiB is the limit.`;
}
