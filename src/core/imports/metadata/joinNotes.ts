/** What a person should know about how rows and images came together, in words. */
import type { MetadataFile } from '../ports.ts';
import { isShortenedNumber } from './cleanCells.ts';
import type { Evidence, ImageMatcher, Match } from './matchImages.ts';
import { fileName, type MetadataColumns } from './metadataColumns.ts';
import type { TableProducts } from './tableProducts.ts';

export interface Join {
  readonly file: MetadataFile;
  readonly columns: MetadataColumns;
  readonly table: TableProducts;
  /** By path; null where an image has no row. */
  readonly matches: ReadonlyMap<string, Match | null>;
  readonly matcher: Pick<ImageMatcher, 'disputed' | 'shared' | 'begun'>;
}

/** Lines and names that a note gives before it says how many more there are. */
const named = 10;
/** The same for ids of products. */
export const idsNamed = 5;
/** Fewer partners than this are no join. */
const expectedShare = 0.5;

/** "a, b, c and 4 more". */
export function listSome(items: readonly (string | number)[], most = named): string {
  const shown = items.slice(0, most).join(', ');
  const more = items.length - most;
  return more > 0 ? `${shown} and ${more.toLocaleString('en')} more` : shown;
}

/** How the file was read, and rows of it that were damaged. */
export function describeFile(file: MetadataFile): string[] {
  const lines = file.malformedLines;
  if (lines.length === 0) return [...file.notes];
  const which = lines.length === 1 ? 'A row has' : `${lines.length.toLocaleString('en')} rows have`;
  return [
    ...file.notes,
    `${which} too few or too many cells, or a stray quote, in ${fileName(file)}: line ${listSome(lines)}. They were read as well as they go.`,
  ];
}

export function describeJoin(join: Join): string[] {
  return [
    ...describeAlarm(join),
    ...describeMissingId(join),
    ...describeEvidence(join),
    ...describeShortened(join),
    ...describeDisputed(join),
    ...describeShared(join),
    ...describeRepeated(join),
    ...describeLeftOut(join),
  ];
}

function describeDisputed({ matcher: { disputed }, file }: Join): string[] {
  const notes = [...disputed].slice(0, named).map(([name, rows]) => {
    return `${name} is named by ${rows.length} rows of ${fileName(file)} (${listSome(rows, idsNamed)}) and was given to none of them: write the folder before the file name.`;
  });
  if (disputed.size > named)
    notes.push(`${disputed.size - named} more file names are named by several rows each.`);
  return notes;
}

function describeShared({ matcher: { shared } }: Join): string[] {
  const notes = [...shared].slice(0, named).map(([path, [first, ...rest]]) => {
    return `${listSome(rest, idsNamed)} share the image of ${first} (${path}); an image belongs to one product.`;
  });
  if (shared.size > named) notes.push(`${shared.size - named} more images are shared by several rows.`);
  return notes;
}

/** Ids that are made of file names: said, because a column that holds the ids may be called as nobody expects. */
function describeMissingId({ file, columns, table }: Join): string[] {
  if (columns.id >= 0 || table.products.size === 0) return [];
  const [first] = table.products.keys();
  const isOwn = ({ index }: { index: number }) => {
    const cells = file.rows.map((row) => (row[index] ?? '').trim());
    return !cells.includes('') && new Set(cells).size === cells.length;
  };
  const likely = columns.fields.filter(isOwn).map(({ index }) => file.columns[index] ?? '');
  const which = likely.length === 0 ? '' : ` (perhaps ${listSome(likely, idsNamed)})`;
  return [
    `No column of ${fileName(file)} was recognised as the product id: products have the names of their image files ("${first}"). If a column holds the ids${which}, choose it (--id-column).`,
  ];
}

function describeRepeated({ table: { repeated }, file }: Join): string[] {
  if (repeated.length === 0) return [];
  const which = repeated.map(({ id, at }) => `line ${file.lines[at] ?? 0} (${id})`);
  const rows =
    repeated.length === 1
      ? '1 row repeats an id'
      : `${repeated.length.toLocaleString('en')} rows repeat an id`;
  return [
    `${rows} of ${fileName(file)} with other values: ${listSome(which, idsNamed)}. The first row of an id stands; what ${repeated.length === 1 ? 'this one says' : 'these say'} was left out.`,
  ];
}

function describeLeftOut({ matcher: { begun }, table: { namelessRows }, file, columns }: Join): string[] {
  const notes: string[] = [];
  if (begun.size > 0)
    notes.push(
      `${formatImages(begun.size, 'has no row', 'have no row')} although the name begins with an id: ${listSome([...begun], idsNamed)}.`,
    );
  if (namelessRows > 0)
    notes.push(
      `${namelessRows === 1 ? '1 row' : `${namelessRows.toLocaleString('en')} rows`} of ${fileName(file)} with an image but without ${file.columns[columns.id] ?? 'id'}: left out.`,
    );
  return notes;
}

function formatImages(count: number, one: string, several: string): string {
  return count === 1 ? `1 image ${one}` : `${count.toLocaleString('en')} images ${several}`;
}

function describeAlarm({ file, columns, table, matches }: Join): string[] {
  const images = matches.size;
  const rows = table.products.size;
  if (images === 0 || rows === 0) return [];
  const found = [...matches.values()].filter((match) => match !== null);
  const rowsFound = new Set(found.map(({ row }) => row)).size;
  if (rowsFound >= rows * expectedShare && found.length >= images * expectedShare) return [];
  const [id] = table.products.keys();
  const image = [...matches].find(([, match]) => match === null)?.[0];
  const column = file.columns[columns.id] ?? file.columns[columns.images[0] ?? -1];
  const example = image === undefined ? '' : `, and an image without a row is ${image}`;
  return [
    `Attention: only ${rowsFound.toLocaleString('en')} of ${rows.toLocaleString('en')} products of ${fileName(file)} and ${found.length.toLocaleString('en')} of ${images.toLocaleString('en')} images found a partner. The column "${column}" was taken (its first value is "${id}")${example}. Choose another column (--id-column, --image-column) or another file.`,
  ];
}

const evidenceWords: Readonly<Record<Exclude<Evidence, 'id' | 'reference'>, string>> = {
  key: 'by another column of their row',
  folder: 'by their folder, whose name is a product’s',
  place: 'by the name that a row gives them, though their ending or folder is another',
  loose: 'by an id that differs in case or in leading zeros',
  undone: 'by a name that a web address or a spreadsheet wrote another way ("red%20shoe", "12,345")',
  view: 'by an id with more behind it, as views of that product ("1001-front", "1001_2")',
};

/** What was not plain about the join: most evidence first. */
function describeEvidence({ matches }: Join): string[] {
  const counts = new Map<Evidence, number>();
  for (const match of matches.values()) {
    if (match !== null) counts.set(match.by, (counts.get(match.by) ?? 0) + 1);
  }
  const parts = Object.entries(evidenceWords).flatMap(([evidence, words]) => {
    const count = counts.get(evidence as Evidence) ?? 0;
    return evidence === 'key' || count === 0 ? [] : [{ count, words }];
  });
  parts.sort((a, b) => b.count - a.count);
  return parts.map(
    ({ count, words }) =>
      `${count.toLocaleString('en')} ${count === 1 ? 'image was' : 'images were'} found ${words}.`,
  );
}

function describeShortened({ table, matches, file, columns }: Join): string[] {
  if (columns.id < 0) return [];
  const shortened = [...table.products.keys()].filter(isShortenedNumber);
  if (shortened.length === 0) return [];
  const found = new Set([...matches.values()].map((match) => match?.row.id));
  const ids = shortened.filter((id) => !found.has(id));
  if (ids.length === 0) return [];
  const column = file.columns[columns.id];
  return [
    `Attention: a spreadsheet shortened ids of the column "${column}" (${listSome(ids, idsNamed)}): their last digits are lost and they cannot be told apart. Format the column as text, or as a number without decimals, and save ${fileName(file)} again.`,
  ];
}
