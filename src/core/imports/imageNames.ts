/** Image files as their names tell them: endings, stems, and the product id that a path stands for. */

/** Endings of images that can be imported. */
export const imageEndings: ReadonlySet<string> = new Set([
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'png',
  'webp',
  'avif',
  'gif',
  'tif',
  'tiff',
]);

/** The ending of a path's last segment in lower case without the dot, or the empty string. */
export function endingOf(path: string): string {
  const name = lastSegment(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function hasImageEnding(path: string): boolean {
  return imageEndings.has(endingOf(path));
}

/** The part after the last slash. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path without its image ending; other endings belong to the name ("10002.0", "v1.2"). */
export function withoutImageEnding(path: string): string {
  return hasImageEnding(path) ? path.slice(0, path.lastIndexOf('.')) : path;
}
