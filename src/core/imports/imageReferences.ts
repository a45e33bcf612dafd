/** Finds the metadata row that names an image file, whichever part of the path the metadata gives. */
import { hasImageEnding, lastSegment, withoutImageEnding } from './imageNames.ts';

export interface ImageReferences<Row> {
  /** @param reference a cell: relative or absolute path, file name with or without ending, or URL */
  add(reference: string, row: Row): void;
  /** The row that fits the image's path (forward slashes) best; null where none does. */
  find(path: string): Row | null;
}

const urlStart = /^[a-z][a-z0-9+.-]+:\/\//i;

interface Reference<Row> {
  readonly segments: readonly string[];
  /** Only the file name of a URL can be compared with a path. */
  readonly isUrl: boolean;
  readonly row: Row;
}

export function createImageReferences<Row>(): ImageReferences<Row> {
  const byName = new Map<string, Reference<Row>[]>();

  return {
    add(reference, row) {
      const isUrl = urlStart.test(reference);
      const segments = toSegments(isUrl ? urlPath(reference) : reference);
      const name = segments.at(-1);
      if (name === undefined) return;
      const same = byName.get(name);
      if (same === undefined) byName.set(name, [{ segments, isUrl, row }]);
      else same.push({ segments, isUrl, row });
    },
    find(path) {
      const segments = toSegments(path);
      const name = segments.at(-1) ?? '';
      const candidates = byName.get(name) ?? byName.get(withoutImageEnding(name)) ?? [];
      let best: { row: Row; common: number; isAmbiguous: boolean } | null = null;
      for (const { segments: given, isUrl, row } of candidates) {
        const common = commonFolders(given, segments);
        // A path that names another folder names another file; where one path is longer, its beginning is unknown.
        if (!isUrl && common < Math.min(given.length, segments.length) - 1) continue;
        if (best === null || common > best.common) best = { row, common, isAmbiguous: false };
        // ".../1001/front.jpg" and ".../1002/front.jpg": the name alone tells nothing.
        else if (isUrl && common === best.common && row !== best.row) best.isAmbiguous = true;
      }
      return best === null || best.isAmbiguous ? null : best.row;
    },
  };
}

function toSegments(path: string): string[] {
  return path
    .normalize('NFC')
    .toLowerCase()
    .split(/[/\\]+/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && segment !== '.');
}

function urlPath(url: string): string {
  const path = url.replace(/^[^:]+:\/\//, '').replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** How many folders above the file name are the same, from the file upwards. */
function commonFolders(a: readonly string[], b: readonly string[]): number {
  let common = 0;
  while (common + 1 < Math.min(a.length, b.length) && a.at(-2 - common) === b.at(-2 - common)) common++;
  return common;
}

/** The id that an image reference stands for where the metadata has no id column. */
export function idOfReference(reference: string): string {
  const isUrl = urlStart.test(reference);
  const path = (isUrl ? lastSegment(urlPath(reference)) : reference)
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');
  return hasImageEnding(path) ? withoutImageEnding(path) : path;
}
