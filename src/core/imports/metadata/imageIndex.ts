/** The images of a folder by the parts of their paths, to tell what the rows of a table are about. */
import { lastSegment, withoutImageEnding } from '../imageNames.ts';
import { referencePath, withoutPictureEnding } from './referencePath.ts';

export interface ImageIndex {
  readonly paths: readonly string[];
  /** True for a file name without its ending that an image has, exactly. */
  hasStem(stem: string): boolean;
  /** True for a reference whose file name, with or without its ending, an image has, whatever the case. */
  hasFile(reference: string): boolean;
  /** Different stems that are equal without regard to case and leading zeros. */
  countStems(looseStem: string): number;
  /** Images with this key (`placeKeys`). */
  countPlaces(key: string): number;
}

export function createImageIndex(paths: readonly string[]): ImageIndex {
  const stems = new Set<string>();
  const looseStems = new Map<string, number>();
  const places = new Map<string, number>();
  for (const path of paths) {
    const stem = stemOf(path);
    if (!stems.has(stem)) {
      stems.add(stem);
      const loose = looseKey(stem);
      looseStems.set(loose, (looseStems.get(loose) ?? 0) + 1);
    }
    for (const key of placeKeys(path)) places.set(key, (places.get(key) ?? 0) + 1);
  }
  return {
    paths,
    hasStem: (stem) => stems.has(stem.normalize('NFC')),
    hasFile: (reference) => places.has(lastPlaceKey(referencePath(reference))),
    countStems: (looseStem) => looseStems.get(looseStem) ?? 0,
    countPlaces: (key) => places.get(key) ?? 0,
  };
}

/** The file name without its image ending. */
export function stemOf(path: string): string {
  return withoutImageEnding(lastSegment(path)).trim().normalize('NFC');
}

/** Ids that differ in case, in leading zeros or in a ".0" of pandas have one key. */
export function looseKey(id: string): string {
  return id
    .normalize('NFC')
    .toLowerCase()
    .replace(/^(\d+)\.0+$/, '$1')
    .replace(/^0+(?=\d+$)/, '');
}

/** Names of the folders of a path, the innermost first. */
export function foldersOf(path: string): string[] {
  return path.normalize('NFC').split('/').slice(0, -1).reverse();
}

/** Where an image is, whatever its ending: "shirts/1" and "1", in lower case, the longer first. */
export function placeKeys(path: string): string[] {
  const segments = withoutPictureEnding(path).normalize('NFC').toLowerCase().split('/');
  const name = segments.at(-1)?.trim() ?? '';
  const folder = segments.at(-2)?.trim() ?? '';
  return folder === '' || folder === '.' ? [name] : [`${folder}/${name}`, name];
}

function lastPlaceKey(path: string): string {
  return placeKeys(path).at(-1) ?? '';
}
