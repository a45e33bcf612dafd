/** Guesses which columns of a metadata file hold the id, the image and the name. */
import {
  findHandleColumn,
  idNames,
  imageColumnNames,
  isImageName,
  nameColumnNames,
  plainColumnName,
} from './columnWords.ts';
import { namesImage } from './referencePath.ts';
import { splitReferences } from './splitReferences.ts';

export interface GuessedColumns {
  readonly idColumn: string | null;
  readonly imageColumn: string | null;
  /** All columns that name images of a product, `imageColumn` first. */
  readonly imageColumns: readonly string[];
  readonly nameColumn: string | null;
}

/** Share of the filled sample cells that must look like image files. */
const namedShare = 0.5;
/** The same for a column whose name says nothing about images. */
const unnamedShare = 0.8;

/** @param sampleRows some rows of the file; without any, no image column is found */
export function guessColumns(
  columns: readonly string[],
  sampleRows: readonly (readonly string[])[],
): GuessedColumns {
  const idColumn = findHandleColumn(columns) ?? findByName(columns, idNames);
  const shares = columns.map((_column, index) => shareOfImages(index, sampleRows));
  const isImage = (column: string) => {
    const least = isImageName(column) ? namedShare : unnamedShare;
    return column !== idColumn && (shares[columns.indexOf(column)] ?? 0) >= least;
  };
  const found = columns.filter(isImage);
  const first = findByName(found, imageColumnNames) ?? found[0] ?? null;
  const imageColumns = first === null ? [] : [first, ...found.filter((column) => column !== first)];
  const nameColumn = findByName(
    columns.filter((column) => column !== idColumn && !imageColumns.includes(column)),
    nameColumnNames,
  );
  return { idColumn, imageColumn: first, imageColumns, nameColumn };
}

function findByName(columns: readonly string[], names: readonly string[]): string | null {
  for (const name of names) {
    const found = columns.find((column) => plainColumnName(column) === name);
    if (found !== undefined) return found;
  }
  return null;
}

/** Of the filled cells, those that name image files, one or several. */
function shareOfImages(index: number, rows: readonly (readonly string[])[]): number {
  const filled = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return 0;
  return filled.filter((cell) => splitReferences(cell).some(namesImage)).length / filled.length;
}
