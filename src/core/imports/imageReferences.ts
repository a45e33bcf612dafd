/** Finds the metadata row that names an image file, whichever part of the path the metadata gives. */
import { hasImageEnding, lastSegment, withoutImageEnding } from './imageNames.ts';

export interface ImageReferences<Row> {
  /** @param reference a cell: relative or absolute path, file name with or without ending, or URL */
  add(reference: string, row: Row): void;
  /** The row that fits the image's path (forward slashes) best; null where none does. */
  find(path: string): Row | null;
}

const urlStart = /^[a-z][a-z0-9+.-]+:\/\//i;
/** Folders that are compared, the file name included: no catalog is deeper, and a hostile cell may be. */
const maxDepth = 8;
/** Stands where several rows share a key. */
const several = Symbol('several');

/**
 * A path in the metadata may begin above the imported folder or below it, so one of the two ends in the other. Of
 * a URL only the end can be compared; the longest end that one row alone has decides.
 */
export function createImageReferences<Row>(): ImageReferences<Row> {
  const wholes = new Map<string, Row>();
  const ends = new Map<string, Row | typeof several>();
  const urlEnds = new Map<string, Row | typeof several>();

  function find(path: string): Row | null {
    const given = endsOf(path, Number.POSITIVE_INFINITY);
    const longest = ends.get(given[Math.min(given.length, maxDepth) - 1] ?? '');
    const whole = wholes.get(given.at(-1) ?? '');
    if (whole !== undefined) return whole;
    if (longest !== undefined && longest !== several) return longest;
    for (const end of given.reverse()) {
      const row = wholes.get(end) ?? urlEnds.get(end);
      if (row !== undefined) return row === several ? null : row;
    }
    return null;
  }

  return {
    add(reference, row) {
      const isUrl = urlStart.test(reference);
      const known = endsOf(isUrl ? urlPath(reference) : reference, maxDepth);
      for (const end of known) keepAlone(isUrl ? urlEnds : ends, end, row);
      const whole = normalise(reference);
      if (!isUrl && whole !== '' && !wholes.has(whole)) wholes.set(whole, row);
    },
    find: (path) => find(path) ?? (hasImageEnding(path) ? find(withoutImageEnding(path)) : null),
  };
}

function keepAlone<Row>(rows: Map<string, Row | typeof several>, key: string, row: Row): void {
  const known = rows.get(key);
  if (known === undefined) rows.set(key, row);
  else if (known !== row) rows.set(key, several);
}

/** "a/b/c.jpg" as "c.jpg", "b/c.jpg", "a/b/c.jpg". */
function endsOf(path: string, depth: number): string[] {
  const whole = normalise(path);
  const ends: string[] = [];
  if (whole === '') return ends;
  for (let at = whole.length; at >= 0 && ends.length < depth; ) {
    at = at === 0 ? -1 : whole.lastIndexOf('/', at - 1);
    ends.push(whole.slice(at + 1));
    if (at < 0) break;
  }
  return ends;
}

/** Lower case, forward slashes, no blanks around the parts, nothing that stands for "here". */
function normalise(path: string): string {
  return path
    .normalize('NFC')
    .toLowerCase()
    .split(/[/\\]+/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}

function urlPath(url: string): string {
  const path = url.replace(/^[^:]+:\/\//, '').replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The id that an image reference stands for where the metadata has no id column. */
export function idOfReference(reference: string): string {
  const isUrl = urlStart.test(reference);
  const path = (isUrl ? lastSegment(urlPath(reference)) : reference)
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');
  return hasImageEnding(path) ? withoutImageEnding(path) : path;
}
