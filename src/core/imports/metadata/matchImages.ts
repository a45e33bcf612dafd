/** Finds the product of an image: by exact evidence first, by loose one only where it fits one row and one file. */
import { lastSegment, withoutImageEnding } from '../imageNames.ts';
import type { MetadataRow } from '../placeFinder.ts';
import { foldersOf, type ImageIndex, looseKey, placeKeys, stemOf } from './imageIndex.ts';
import { type Claim, createImageReferences } from './imageReferences.ts';
import { createKeyIndex, type KeyIndex } from './keyIndex.ts';
import { isUrl, referencePath, withoutPictureEnding } from './referencePath.ts';
import type { TableProduct } from './tableProducts.ts';
import { createUndoneNames } from './undoneNames.ts';
import { isPlainView, namedViews } from './viewSuffix.ts';

/** What an image was found by; the plain ones are its id and a reference to it. */
export type Evidence = 'reference' | 'id' | 'key' | 'folder' | 'place' | 'loose' | 'undone' | 'view';

export interface Match {
  readonly row: MetadataRow;
  readonly by: Evidence;
  /** The image's place among those of the row: that of its reference; what nothing names comes after. */
  readonly rank: number;
}

export interface ImageMatcher {
  /** @param path below the imported folder, forward slashes */
  match(path: string): Match | null;
  /** Names that several rows claim, and the rows; the image was given to none. */
  readonly disputed: ReadonlyMap<string, readonly string[]>;
  /** Rows by an image that they share with the first of them, which has it. */
  readonly shared: ReadonlyMap<string, readonly string[]>;
  /** Images without a row whose names begin with an id. */
  readonly begun: ReadonlySet<string>;
}

/** Views that no row names come after the images that one does. */
const afterNamed = 1000;
/** Folders with images of which so many have the name of a row: then folders are products. */
const folderShare = 0.5;
/** Rows with the same unknown ending after their id ("-packshot"): then it is a view. */
const rowsOfView = 2;

/** @param hasIds false where ids were made from references and say nothing more */
export function createImageMatcher(
  products: readonly TableProduct[],
  index: ImageIndex,
  hasIds: boolean,
): ImageMatcher {
  const references = createImageReferences<MetadataRow>();
  const places = createKeyIndex<MetadataRow>();
  const ids = createKeyIndex<MetadataRow>();
  const keys = createKeyIndex<MetadataRow>();
  for (const { row, references: named, keys: further } of products) {
    for (const reference of named) {
      references.add(reference, row);
      for (const key of placeKeys(referencePath(reference))) places.add(key, row);
    }
    if (hasIds) ids.add(withoutImageEnding(row.id), row);
    for (const key of further)
      keys.add(withoutPictureEnding(isUrl(key) ? lastSegment(referencePath(key)) : key), row);
  }
  const ranks = rankReferences(products);
  const disputed = new Map<string, string[]>();
  const shared = new Map<string, string[]>();
  const begun = new Set<string>();
  const named = [ids, keys];
  const byUndoneName = createUndoneNames(products, index, hasIds);
  const folders = weighFolders(named, index);
  let views: ReadonlySet<string> | null = null;

  function match(path: string): Match | null {
    const found = find(path);
    if (found === null) return null;
    return { ...found, rank: found.by === 'view' ? afterNamed : rankOf(path, found.row) };
  }

  /** By its file name: references may begin with folders that are not here, or be addresses. */
  function rankOf(path: string, row: MetadataRow): number {
    return ranks.get(row)?.get(placeKeys(path).at(-1) ?? '') ?? 0;
  }

  function find(path: string): Omit<Match, 'rank'> | null {
    const claims = references.find(path);
    const claimed = claims.length === 0 ? null : settle(path, claims);
    if (claimed !== null) return { row: claimed, by: 'reference' };
    const folder = folders.isUsed ? byFolder(path, named) : null;
    if (folder !== null && folders.isFirst) return { row: folder, by: 'folder' };
    const stem = stemOf(path);
    const id = ids.exact(stem);
    if (id !== null) return { row: id, by: 'id' };
    const key = keys.exact(stem);
    if (key !== null) return { row: key, by: 'key' };
    if (claims.length > 1) return null;
    const place = byPlace(path);
    if (place !== null) return { row: place, by: 'place' };
    const loose = byLooseName(stem);
    if (loose !== null) return { row: loose, by: 'loose' };
    const undone = byUndoneName(path);
    if (undone !== null) return { row: undone, by: 'undone' };
    const view = byView(stem, path);
    if (view !== null) return { row: view, by: 'view' };
    return folder === null ? null : { row: folder, by: 'folder' };
  }

  /** Of several rows that name a file, the one whose folder it is in; else the first, where all name this one file. */
  function settle(path: string, claims: readonly Claim<MetadataRow>[]): MetadataRow | null {
    const [first] = claims;
    if (first === undefined) return null;
    const isOneFile = index.countPlaces(placeKeys(path).at(-1) ?? '') <= 1;
    if (claims.length === 1 && (isOneFile || first.reference.includes('/'))) return first.row;
    const owner = byFolder(path, named);
    if (owner !== null && (claims.length === 1 || claims.some(({ row }) => row === owner))) return owner;
    if (claims.length === 1) return first.row;
    const claimants = claims.map(({ row }) => row.id);
    if (isOneFile && claims.every(({ reference }) => reference === first.reference)) {
      shared.set(path, claimants);
      return first.row;
    }
    disputed.set(lastSegment(path), claimants);
    return null;
  }

  /** A reference with another ending or in another folder, where one row and one file have the name. */
  function byPlace(path: string): MetadataRow | null {
    for (const key of placeKeys(path)) {
      const row = places.exact(key);
      if (row !== null && index.countPlaces(key) <= 1) return row;
      if (row === null && places.isShared(key)) return null;
    }
    return null;
  }

  /** The id in other case, or with leading zeros that a spreadsheet cut off. */
  function byLooseName(stem: string): MetadataRow | null {
    for (const level of named) {
      const row = level.loose(stem);
      if (row !== null && !index.hasStem(withoutImageEnding(row.id)) && index.countStems(looseKey(stem)) <= 1)
        return row;
    }
    return null;
  }

  function byView(stem: string, path: string): MetadataRow | null {
    for (const { base, view } of namedViews(stem)) {
      const row = findNamed(named, base);
      if (row === null) continue;
      if (isPlainView(view)) return row;
      views ??= learnViews(named, index);
      if (views.has(view)) return row;
      begun.add(path);
      return null;
    }
    return null;
  }

  return { match, disputed, shared, begun };
}

function findNamed(levels: readonly KeyIndex<MetadataRow>[], name: string): MetadataRow | null {
  for (const level of levels) {
    const row = level.exact(name) ?? level.loose(name);
    if (row !== null) return row;
  }
  return null;
}

/** The row of the innermost folder that has the name of one, perhaps with words after it ("1001 Boot"). */
function byFolder(path: string, levels: readonly KeyIndex<MetadataRow>[]): MetadataRow | null {
  for (const folder of foldersOf(path)) {
    const row = findNamed(levels, folder.trim());
    if (row !== null) return row;
    for (const { base } of namedViews(folder)) {
      const begun = findNamed(levels, base);
      if (begun !== null) return begun;
    }
  }
  return null;
}

/** Folders are products where most of them are called so, and come first where they tell more rows apart than names do. */
function weighFolders(
  levels: readonly KeyIndex<MetadataRow>[],
  { paths }: ImageIndex,
): { isUsed: boolean; isFirst: boolean } {
  const rowOf = new Map<string, MetadataRow | null>();
  for (const path of paths) {
    const parent = parentOf(path);
    if (parent !== '' && !rowOf.has(parent)) rowOf.set(parent, byFolder(path, levels));
  }
  const found = [...rowOf.values()].filter((row) => row !== null);
  if (found.length === 0 || found.length < rowOf.size * folderShare) return { isUsed: false, isFirst: false };

  const byName = new Set<MetadataRow>();
  let contradictions = 0;
  for (const path of paths) {
    const row = rowOf.get(parentOf(path)) ?? null;
    const named = findNamed(levels, stemOf(path));
    if (named === null) continue;
    byName.add(named);
    if (row !== null && named !== row) contradictions++;
  }
  const folderRows = new Set(found).size;
  const isFirst = folderRows > byName.size || (contradictions > 0 && folderRows === byName.size);
  return { isUsed: isFirst || contradictions === 0, isFirst };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Endings that follow the ids of several rows, whatever they mean. */
function learnViews(levels: readonly KeyIndex<MetadataRow>[], { paths }: ImageIndex): ReadonlySet<string> {
  const rowsOf = new Map<string, Set<MetadataRow>>();
  for (const path of paths) {
    const stem = stemOf(path);
    if (findNamed(levels, stem) !== null) continue;
    for (const { base, view } of namedViews(stem)) {
      const row = findNamed(levels, base);
      if (row === null) continue;
      if (!isPlainView(view)) rowsOf.set(view, (rowsOf.get(view) ?? new Set()).add(row));
      break;
    }
  }
  return new Set([...rowsOf].filter(([, rows]) => rows.size >= rowsOfView).map(([view]) => view));
}

/** Per row the places of its references, by the last part of each without its ending; only where there are several. */
function rankReferences(products: readonly TableProduct[]): Map<MetadataRow, Map<string, number>> {
  const ranks = new Map<MetadataRow, Map<string, number>>();
  for (const { row, references } of products) {
    if (references.length < 2) continue;
    const ofRow = new Map<string, number>();
    for (const [place, reference] of references.entries()) {
      const key = placeKeys(referencePath(reference)).at(-1) ?? '';
      if (!ofRow.has(key)) ofRow.set(key, place);
    }
    ranks.set(row, ofRow);
  }
  return ranks;
}
