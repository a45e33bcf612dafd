/** What an import's report names, in words. */
import type { NamedList } from '../../../../contract/imports.ts';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { writeCsv } from '../../../shell/csvText.ts';
import type { LongListEntry } from './LongList.tsx';

type Entry = NamedList['entries'][number];

/** The number as a sentence: what there is so many of, and what became of it. */
export function titleOf({ what, total }: Pick<NamedList, 'what' | 'total'>): string {
  switch (what) {
    case 'rows-without-image':
      return `${formatCounted(total, 'row')} without an image: left out`;
    case 'rows-empty':
      return `${formatCounted(total, 'row')} without an id or without values: left out`;
    case 'rows-repeated':
      return `${formatCounted(total, 'row')} whose id came before: the first one stands`;
    case 'images-without-row':
      return `${formatCounted(total, 'image')} without a row: imported all the same`;
    case 'images-of-one-colour':
      return `${formatCounted(total, 'image')} of one flat colour: look whether that is what ${total === 1 ? 'it' : 'they'} should show`;
    case 'images-missing':
      return `Which ${formatCounted(total, 'file')}`;
  }
}

/** An entry of the list: a row by its line, an image by its path. */
export function describeEntry({ name, line, firstLine }: Entry): LongListEntry {
  if (line === undefined) return splitPath(name);
  const first = firstLine === undefined ? '' : `, first on line ${formatCount(firstLine)}`;
  return { name: name === '' ? 'No id' : name, words: `Line ${formatCount(line)}${first}` };
}

function splitPath(path: string): LongListEntry {
  const at = path.lastIndexOf('/');
  return { name: path.slice(at + 1), words: at === -1 ? 'In the folder itself' : path.slice(0, at) };
}

/** A line each, for the clipboard: an image's path; a row's line, a tab and its id. */
export function writeNames({ entries }: Pick<NamedList, 'entries'>): string {
  return entries.map(({ name, line }) => (line === undefined ? name : `${line}\t${name}`)).join('\n');
}

/** A CSV of the same: images by their paths, rows by their lines. */
export function writeNamesCsv({ entries }: Pick<NamedList, 'entries'>): string {
  const isOfRows = entries.some(({ line }) => line !== undefined);
  if (!isOfRows) return writeCsv([['path'], ...entries.map(({ name }) => [name])]);
  return writeCsv([
    ['line', 'id', 'first_line'],
    ...entries.map(({ name, line = '', firstLine = '' }) => [line, name, firstLine]),
  ]);
}
