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

/** Each part is made when it is first asked for: a plain catalog needs the stems alone. */
export function createImageIndex(paths: readonly string[]): ImageIndex {
  const stems = lazily(() => new Set(paths.map(stemOf)));
  const looseStems = lazily(() => countAll([...stems()].map(looseKey)));
  const places = lazily(() => countAll(paths.flatMap(placeKeys)));
  return {
    paths,
    hasStem: (stem) => stems().has(composed(stem)),
    hasFile: (reference) => places().has(placeKeys(referencePath(reference)).at(-1) ?? ''),
    countStems: (looseStem) => looseStems().get(looseStem) ?? 0,
    countPlaces: (key) => places().get(key) ?? 0,
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

export function countAll(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const ascii = /^[\0-\x7f]*$/;

/** One way to write accents; most names have none, and are left as they are. */
export function composed(text: string): string {
  return ascii.test(text) ? text : text.normalize('NFC');
}

/** The file name without its image ending. */
export function stemOf(path: string): string {
  return composed(withoutImageEnding(lastSegment(path)).trim());
}

/** Ids that differ in case, in leading zeros or in a ".0" of pandas have one key. */
export function looseKey(id: string): string {
  if (/^[1-9]\d*$/.test(id)) return id;
  return composed(id)
    .toLowerCase()
    .replace(/^(\d+)\.0+$/, '$1')
    .replace(/^0+(?=\d+$)/, '');
}

/** Names of the folders of a path, the innermost first. */
export function foldersOf(path: string): string[] {
  return path.includes('/') ? composed(path).split('/').slice(0, -1).reverse() : [];
}

/** Where an image is, whatever its ending: "shirts/1" and "1", in lower case, the longer first. */
export function placeKeys(path: string): string[] {
  const segments = composed(withoutPictureEnding(path)).toLowerCase().split('/');
  const name = segments.at(-1)?.trim() ?? '';
  const folder = segments.at(-2)?.trim() ?? '';
  return folder === '' || folder === '.' ? [name] : [`${folder}/${name}`, name];
}
