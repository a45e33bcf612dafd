/** Tells which column of a table holds what the images are named after. */
import type { MetadataFile } from '../ports.ts';
import { cleanCell } from './cleanCells.ts';
import { isKeyName } from './columnWords.ts';
import { countAll, foldersOf, type ImageIndex, looseKey, placeKeys, stemOf } from './imageIndex.ts';
import { isUrl, namesImage, referencePath } from './referencePath.ts';
import { splitReferences } from './splitReferences.ts';
import { namedViews } from './viewSuffix.ts';

/** Images that are looked at: enough to weigh columns against one another. */
const imagesSampled = 5000;
/** Keys are nearly all different; words of a facet are not. */
const leastDifferent = 0.9;
/** The guessed column stands where it explains this share of the images. */
const enough = 0.9;
/** Another column has to explain more than the guessed one by this share of all images. */
const leastGain = 0.1;

/** For each image the parts of its path that may be keys. */
type Sample = readonly (readonly string[])[];

/**
 * @param file whose columns are weighed; @param guessed places of the columns that say which product a row is about
 *   and which images it has, as their names tell
 * @returns the columns that explain clearly more images than those, and equally many; one that is called like a key comes
 *   first, else they are in the order of the file
 */
export function findBetterKeys(
  file: MetadataFile,
  index: ImageIndex,
  guessed: { readonly id: number; readonly images: readonly number[] },
): number[] {
  const sample = sampleOf(index);
  if (sample.length === 0) return [];
  const known = guessed.id < 0 ? new Set<string>() : keysOf(file, guessed.id);
  for (const column of guessed.images) addReferences(file, column, guessed.id, known);
  const explained = countExplained(sample, known);
  if (explained >= sample.length * enough) return [];
  let most = explained + sample.length * leastGain;
  let best: number[] = [];
  for (const column of file.columns.keys()) {
    if (column === guessed.id || guessed.images.includes(column)) continue;
    const keys = keysOf(file, column);
    if (!areDifferent(file, column, keys)) continue;
    const count = countExplained(sample, keys);
    if (count > most) best = [];
    if (count > most || (count === most && best.length > 0)) best.push(column);
    most = Math.max(most, count);
  }
  const isCalledKey = (column: number) => isKeyName(file.columns[column] ?? '');
  return best.toSorted((a, b) => Number(isCalledKey(b)) - Number(isCalledKey(a)));
}

/** Pictures that are numbered in a folder per product (1001/1.jpg, 1002/1.jpg) have their names from their folders alone. */
function sampleOf({ paths }: ImageIndex): Sample {
  const step = Math.max(1, Math.floor(paths.length / imagesSampled));
  const sampled = paths.filter((_path, at) => at % step === 0);
  const fileNames = countAll(sampled.map(fileNameKey));
  return sampled.map((path) => {
    const stem = stemOf(path);
    const isRepeated = (fileNames.get(fileNameKey(path)) ?? 0) > 1;
    const own = isRepeated ? [] : [stem, ...namedViews(stem).map(({ base }) => base)];
    return [...own, ...foldersOf(path)].map(looseKey);
  });
}

/** The last and shortest of an image's places: its file name alone. */
function fileNameKey(path: string): string {
  return placeKeys(path).at(-1) ?? '';
}

function countExplained(sample: Sample, keys: ReadonlySet<string>): number {
  return sample.filter((each) => each.some((name) => keys.has(name))).length;
}

function keysOf(file: MetadataFile, column: number): Set<string> {
  const keys = new Set<string>();
  for (const row of file.rows) {
    const cell = cleanCell(row[column] ?? '').replace(/^'(?=[^'])/, '');
    if (cell !== '') keys.add(keyOf(cell));
  }
  return keys;
}

/** A cell as a file name would have it. */
function keyOf(cell: string): string {
  return looseKey(namesImage(cell) || isUrl(cell) ? stemOf(referencePath(cell)) : cell);
}

/** Names that rows of several products give say nothing: front.jpg in a folder per product. */
function addReferences(file: MetadataFile, column: number, id: number, keys: Set<string>): void {
  const owners = new Map<string, string>();
  const disputed = new Set<string>();
  for (const [at, row] of file.rows.entries()) {
    const owner = row[id] ?? String(at);
    for (const reference of splitReferences(row[column] ?? '')) {
      const key = looseKey(stemOf(referencePath(reference)));
      if ((owners.get(key) ?? owner) !== owner) disputed.add(key);
      owners.set(key, owner);
    }
  }
  for (const key of owners.keys()) if (!disputed.has(key)) keys.add(key);
}

function areDifferent(file: MetadataFile, column: number, keys: ReadonlySet<string>): boolean {
  let filled = 0;
  for (const row of file.rows) if ((row[column] ?? '').trim() !== '') filled++;
  return keys.size >= filled * leastDifferent;
}
