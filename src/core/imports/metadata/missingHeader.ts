/** Tells a table without a header, whose first row is a product like the others. */
import type { MetadataOptions } from '../../../contract/imports.ts';
import type { MetadataFile } from '../ports.ts';
import { cleanCell } from './cleanCells.ts';
import { hasKnownColumn } from './columnWords.ts';
import { type ImageIndex, placeKeys, stemOf } from './imageIndex.ts';
import { namesImage, referencePath } from './referencePath.ts';

/** Rows that are looked at. */
const sampleLength = 200;
/** Share of a column's cells that must name files, for its first cell to be one of them. */
const leastNamed = 0.5;

/**
 * The file with its first row among the rows, and columns called A, B, C, where that row names an image as
 * the rows below it do, or has a number like their file names; else as it is. Words that headers have, and columns that the
 * person names, say that there is a header.
 */
export function withMissingHeader(
  file: MetadataFile,
  { idColumn, imageColumn, map }: MetadataOptions,
  index: ImageIndex,
): MetadataFile {
  const { header, rows, lines, columns } = file;
  const told = [idColumn, imageColumn, ...Object.keys(map)];
  if (hasKnownColumn(columns) || columns.some((column) => told.includes(column))) return file;
  if (!columns.some((_column, place) => isData(file, place, index))) return file;
  const names = columns.map((_column, place) => lettersOf(place));
  const first = header.cells.map(cleanCell).filter((cell) => cell !== '');
  return {
    ...file,
    columns: names,
    rows: [columns.map((_column, place) => header.cells[place] ?? ''), ...rows],
    lines: [header.line, ...lines],
    notes: [
      ...file.notes,
      `Attention: the first row of the table (${first.slice(0, 3).join(', ')}) names no columns: it is a product like the others and was read as one. Its columns are called ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and so on' : ''}, as in a spreadsheet: choose what they hold (--id-column, --image-column, --map), or give the table a first row with names.`,
    ],
  };
}

/** The column's first cell is one more of what its other cells are: names of files. */
function isData({ header, rows }: MetadataFile, place: number, index: ImageIndex): boolean {
  const first = cleanCell(header.cells[place] ?? '');
  if (first === '') return false;
  const cells = rows
    .slice(0, sampleLength)
    .map((row) => cleanCell(row[place] ?? ''))
    .filter((cell) => cell !== '');
  const named = cells.filter((cell) => isFile(cell, index));
  if (named.length < cells.length * leastNamed) return false;
  const isAlike = cells.every((cell) => namesImage(cell) === namesImage(first));
  if (isAlike && isFile(first, index)) return true;
  return named.length > 0 && /\d/.test(first) && cells.every((cell) => shapeOf(cell) === shapeOf(first));
}

/** Of one file alone: "front" may be the name of a column, and of a picture in every folder. */
function isFile(cell: string, index: ImageIndex): boolean {
  const path = referencePath(cell);
  if (namesImage(cell)) return index.countPlaces(placeKeys(path).at(-1) ?? '') === 1;
  return index.hasStem(stemOf(path)) && index.countPlaces(placeKeys(path).at(-1) ?? '') === 1;
}

/** "AB-1001" as "a-9". */
function shapeOf(cell: string): string {
  return cell.replace(/\p{L}+/gu, 'a').replace(/\d+/g, '9');
}

/** As spreadsheets call columns: A, B … Z, AA. */
function lettersOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${lettersOf(Math.floor(place / 26) - 1)}${letter}`;
}
