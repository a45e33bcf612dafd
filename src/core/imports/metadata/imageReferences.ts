/** Finds the rows that name an image file, whichever part of the path the metadata gives. */
import { hasImageEnding, withoutImageEnding } from '../imageNames.ts';
import { composed } from './imageIndex.ts';
import { isUrl, referencePath } from './referencePath.ts';

/** A row that names an image, and the name that it gives. */
export interface Claim<Row> {
  readonly row: Row;
  readonly reference: string;
}

export interface ImageReferences<Row> {
  /** @param reference relative or absolute path, file name with or without ending, or address */
  add(reference: string, row: Row): void;
  /** The rows whose reference fits the image's path (forward slashes) best, a claim per row; none where none does. */
  find(path: string): readonly Claim<Row>[];
}

/** Folders that are compared, the file name included: no catalog is deeper, and a hostile cell may be. */
const maxDepth = 8;
/** Rows of one name that are remembered: enough to say that it is nobody's alone. */
const maxClaims = 50;

/**
 * A path in the metadata may begin above the imported folder or below it, so one of the two ends in the other. Of
 * an address only the end can be compared; the longest end that rows have decides.
 */
export function createImageReferences<Row>(): ImageReferences<Row> {
  const wholes = new Map<string, Claim<Row>[]>();
  const ends = new Map<string, Claim<Row>[]>();
  const urlEnds = new Map<string, Claim<Row>[]>();

  function find(path: string): readonly Claim<Row>[] {
    if (ends.size === 0 && urlEnds.size === 0) return [];
    const given = endsOf(path, Number.POSITIVE_INFINITY);
    const whole = wholes.get(given.at(-1) ?? '');
    if (whole !== undefined) return whole;
    const longest = ends.get(given[Math.min(given.length, maxDepth) - 1] ?? '') ?? [];
    if (longest.length === 1) return longest;
    for (const end of given.reverse()) {
      const claims = wholes.get(end) ?? urlEnds.get(end);
      if (claims !== undefined) return claims;
    }
    return longest;
  }

  return {
    add(reference, row) {
      const claim = { row, reference: normalise(referencePath(reference)) };
      if (claim.reference === '') return;
      const isAddress = isUrl(reference);
      for (const end of endsOf(claim.reference, maxDepth)) keep(isAddress ? urlEnds : ends, end, claim);
      if (!isAddress) keep(wholes, claim.reference, claim);
    },
    find(path) {
      const claims = find(path);
      return claims.length === 0 && hasImageEnding(path) ? find(withoutImageEnding(path)) : claims;
    },
  };
}

function keep<Row>(claims: Map<string, Claim<Row>[]>, key: string, claim: Claim<Row>): void {
  const known = claims.get(key);
  if (known === undefined) claims.set(key, [claim]);
  else if (known.length < maxClaims && known.every(({ row }) => row !== claim.row)) known.push(claim);
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
  return composed(path)
    .toLowerCase()
    .split(/[/\\]+/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
