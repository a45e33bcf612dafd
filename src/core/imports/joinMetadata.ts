/** Joins the rows of a metadata file to image files: one row per product, found by id or by the image it names. */
import type { MetadataOptions } from '../../contract/imports.ts';
import { hasImageEnding, lastSegment, withoutImageEnding } from './imageNames.ts';
import { createImageReferences, idOfReference } from './imageReferences.ts';
import { chooseColumns, fileName, type MetadataColumns } from './metadataColumns.ts';
import type { MetadataRow, RowMatcher } from './placeFinder.ts';
import type { MetadataFile } from './ports.ts';

/** rows = matched + withoutImage (`takeUnmatched`) + nullRowsDropped + duplicateRowsDropped. */
export interface MetadataTable extends RowMatcher {
  readonly fields: readonly string[];
  /** Rows of the file, the header not counted. */
  readonly rowCount: number;
  /** Rows without an id, or with nothing but an id although the file has other columns. */
  readonly nullRowsDropped: number;
  /** Rows whose id came before; the first one stands. */
  readonly duplicateRowsDropped: number;
  /** What was noticed and decided, in words. */
  readonly notes: readonly string[];
  /** The row of an image (path below the imported folder, forward slashes), remembered as matched. */
  matchFile(path: string): MetadataRow | null;
  /** The ids of the rows that no image has matched so far, in the order of the file. */
  takeUnmatched(): string[];
}

/** Written by pandas, R, databases and spreadsheets for "no value". */
const nullWords = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '<na>', '\\n']);
/** Lines that a note names before it says how many more there are. */
const linesNamed = 10;

/** @throws Failure `metadata-unusable` where the columns do not say which product a row is about */
export function joinMetadata(file: MetadataFile, options: MetadataOptions): MetadataTable {
  const columns = chooseColumns(file, options);
  const rows = new Map<string, MetadataRow>();
  const references = createImageReferences<MetadataRow>();
  const matched = new Set<string>();
  let nullRowsDropped = 0;
  let duplicateRowsDropped = 0;

  for (const cells of file.rows) {
    const row = readRow(columns, cells);
    const reference = columns.image < 0 ? '' : readCell(cells, columns.image);
    const isBare = Object.keys(row.attributes).length === 0 && row.name === null && reference === '';
    if (row.id === '' || (isBare && file.columns.length > 1)) {
      nullRowsDropped++;
      continue;
    }
    const first = rows.get(row.id);
    if (first === undefined) rows.set(row.id, row);
    else duplicateRowsDropped++;
    // A further row of a product may name a further image of it.
    if (reference !== '') references.add(reference, first ?? row);
    else if (hasImageEnding(row.id)) references.add(row.id, first ?? row);
  }
  const byStem = createStemIndex([...rows.values()]);

  return {
    fields: columns.fields.map(({ name }) => name),
    rowCount: file.rows.length,
    nullRowsDropped,
    duplicateRowsDropped,
    notes: [...columns.notes, ...describeMalformed(file)],
    matchFile(path) {
      const row = references.find(path) ?? (columns.id < 0 ? null : byStem(lastSegment(path)));
      if (row !== null) matched.add(row.id);
      return row;
    },
    takeUnmatched: () => [...rows.keys()].filter((id) => !matched.has(id)),
  };
}

function readRow(columns: MetadataColumns, cells: readonly string[]): MetadataRow {
  const id =
    columns.id < 0 ? idOfReference(readCell(cells, columns.image)) : plainId(readCell(cells, columns.id));
  const name = columns.name < 0 ? '' : readCell(cells, columns.name);
  const attributes: [string, string][] = [];
  for (const field of columns.fields) {
    const value = readCell(cells, field.index);
    if (value !== '') attributes.push([field.name, value]);
  }
  return { id, name: name === '' ? null : name, attributes: Object.fromEntries(attributes) };
}

/** The cell trimmed, or the empty string for the ways to write "no value". */
function readCell(cells: readonly string[], index: number): string {
  const cell = (cells[index] ?? '').trim();
  return nullWords.has(cell.toLowerCase()) ? '' : cell;
}

/** pandas writes a column of whole numbers with gaps as "10002.0". */
function plainId(id: string): string {
  return /^\d+\.0+$/.test(id) ? id.slice(0, id.indexOf('.')) : id;
}

/**
 * Rows by file name: the id as it stands, else without regard to case, else without leading zeros, which
 * spreadsheets cut off; the last two only where they fit one row.
 */
function createStemIndex(rows: readonly MetadataRow[]): (fileName: string) => MetadataRow | null {
  const levels = [plainStem, foldStem, withoutZeros].map((normalise) => {
    const byKey = new Map<string, MetadataRow | null>();
    for (const row of rows) {
      const key = normalise(withoutImageEnding(row.id));
      byKey.set(key, byKey.has(key) ? null : row);
    }
    return { normalise, byKey };
  });
  return (name) => {
    const stem = withoutImageEnding(name);
    for (const { normalise, byKey } of levels) {
      const row = byKey.get(normalise(stem)) ?? null;
      if (row !== null) return row;
    }
    return null;
  };
}

function plainStem(stem: string): string {
  return plainId(stem.trim().normalize('NFC'));
}

function foldStem(stem: string): string {
  return plainStem(stem).toLowerCase();
}

function withoutZeros(stem: string): string {
  return foldStem(stem).replace(/^0+(?=\d+$)/, '');
}

function describeMalformed(file: MetadataFile): string[] {
  const lines = file.malformedLines;
  if (lines.length === 0) return [];
  const named = lines.slice(0, linesNamed).join(', ');
  const more =
    lines.length > linesNamed ? ` and ${(lines.length - linesNamed).toLocaleString('en')} more` : '';
  const which = lines.length === 1 ? 'A row has' : `${lines.length.toLocaleString('en')} rows have`;
  return [
    `${which} too few or too many cells, or a stray quote, in ${fileName(file)}: line ${named}${more}. They were read as well as they go.`,
  ];
}
