/** The path of an image reference as tables have it: a relative or absolute path, a file name, or an address. */
import { hasImageEnding, lastSegment, withoutImageEnding } from '../imageNames.ts';

const urlStart = /^(?:[a-z][a-z0-9+.-]+:)?\/\//i;
/** Pictures that Twinset does not read, but that people convert: the table may still call them so. */
const foreignEnding = /\.(?:heic|heif|bmp|psd|eps|svg|cr2|cr3|nef|arw|dng|jxl|jp2|tga)$/i;

export function isUrl(reference: string): boolean {
  return urlStart.test(reference);
}

/** With forward slashes; of an address the path, decoded, without the query. */
export function referencePath(reference: string): string {
  if (!isUrl(reference)) return reference.replaceAll('\\', '/');
  const path = reference.replace(urlStart, '').replace(/[?#].*$/s, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** True for a path, a file name or an address that ends like an image. */
export function namesImage(reference: string): boolean {
  const path = referencePath(reference);
  return hasImageEnding(path) || foreignEnding.test(path);
}

/** The path without the ending of a picture, also of one that Twinset does not read. */
export function withoutPictureEnding(path: string): string {
  return hasImageEnding(path) ? withoutImageEnding(path) : path.replace(foreignEnding, '');
}

/** The id that an image reference stands for where the metadata has no id column. */
export function idOfReference(reference: string): string {
  const whole = referencePath(reference);
  const path = (isUrl(reference) ? lastSegment(whole) : whole).replace(/^(\.?\/)+/, '');
  return hasImageEnding(path) ? withoutImageEnding(path) : path;
}
