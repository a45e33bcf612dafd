/** The folder picker's way of speaking about a place: which root it is below, and the steps down to it. */
import type { Output } from '../../../contract/contract.ts';

type Place = Output<'host.browse'>;

export interface Step {
  readonly label: string;
  readonly path: string;
}

/** The steps from the root that holds `path` down to it; the root is shown by its full path. */
export function stepsTo(path: string, roots: readonly string[]): Step[] {
  const separator = path.includes('\\') ? '\\' : '/';
  const root = roots
    .filter((each) => path === each || path.startsWith(withEnd(each, separator)))
    .reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  const rest = path
    .slice(root.length)
    .split(separator)
    .filter((part) => part !== '');
  const steps: Step[] = root === '' ? [] : [{ label: root, path: root }];
  let reached = root;
  for (const part of rest) {
    reached = `${withEnd(reached, separator)}${part}`;
    steps.push({ label: part, path: reached });
  }
  return steps;
}

function withEnd(path: string, separator: string): string {
  return path.endsWith(separator) ? path : `${path}${separator}`;
}

const imageEnding = /\.(jpe?g|png|webp|avif|gif|tiff?)$/i;
const csvEnding = /\.csv$/i;

/** How many sub-folders, images and CSV files stand directly in a folder. */
export function countPlace(place: Place): { folders: number; images: number; csvFiles: number } {
  return {
    folders: place.folders.length,
    images: place.files.filter((file) => imageEnding.test(file.name)).length,
    csvFiles: place.files.filter((file) => csvEnding.test(file.name)).length,
  };
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export interface BrowseEntry {
  readonly kind: 'folder' | 'file';
  readonly name: string;
  readonly path: string;
}

export function isChoosable(file: string, extensions: readonly string[]): boolean {
  return extensions.some((extension) => file.toLowerCase().endsWith(`.${extension.toLowerCase()}`));
}

/** The last part of a path, whatever its separators: "/photos/autumn/" → "autumn". */
export function lastPart(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== '');
  return parts.at(-1) ?? path;
}

/** Folders first, then the files that may be chosen, each in natural order ("2" before "10"). */
export function listEntries(place: Place, extensions: readonly string[]): BrowseEntry[] {
  const folders = place.folders.map((folder) => ({ kind: 'folder' as const, ...folder }));
  const files = place.files
    .filter((file) => isChoosable(file.name, extensions))
    .map((file) => ({ kind: 'file' as const, ...file }));
  const lists: BrowseEntry[][] = [folders, files];
  return lists.flatMap((entries) => entries.sort((a, b) => byName.compare(a.name, b.name)));
}
