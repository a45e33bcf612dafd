/** Decides what each column of a metadata file is: the id, images, another key, the name, or a field. */
import { exportColumns } from '../../../contract/exports.ts';
import { Failure } from '../../../contract/failure.ts';
import type { MetadataOptions } from '../../../contract/imports.ts';
import type { MetadataFile } from '../ports.ts';
import { findHandleColumn, isKeyName, isPictureName, plainColumnName } from './columnWords.ts';
import { guessColumns } from './guessColumns.ts';
import type { ImageIndex } from './imageIndex.ts';
import { findBetterKeys } from './keyEvidence.ts';
import { splitReferences } from './splitReferences.ts';

export interface MetadataColumns {
  /** Places of the columns in a row; -1 where there is none. */
  readonly id: number;
  readonly name: number;
  /** Columns that name images of the product, the surest first. */
  readonly images: readonly number[];
  /** A column whose values the images are named after although it is not the id; it is a field all the same. */
  readonly key: number;
  /** The other columns in their order, under the names that the catalog gives them. */
  readonly fields: readonly { readonly name: string; readonly index: number }[];
  readonly notes: readonly string[];
}

/** What a column can be renamed to that is no field. */
type Role = 'id' | 'image' | 'name';
const roles: readonly string[] = ['id', 'image', 'name'] satisfies Role[];
/** Sorting knows these words, so no field may have them. */
const reservedFields: readonly string[] = ['id', 'name', 'added'];
/** Rows that are looked at to tell an image column. */
const sampleLength = 200;
/** A key becomes the id where as many rows have it. */
const fullShare = 0.98;

/**
 * Options come first, then the map (a column mapped to `id`, `image` or `name` becomes that column), then what the
 * images are named after, then guesses.
 * @throws Failure `metadata-unusable` where an option names no column, two columns get one name, neither an id nor an
 *   image column is found (it lists the columns), or the file is an export of lists
 */
export function chooseColumns(
  file: MetadataFile,
  options: MetadataOptions,
  index: ImageIndex,
): MetadataColumns {
  refuseExport(file);
  const notes: string[] = [];
  const renamed = new Map(
    Object.entries(options.map).map(([from, to]) => [requireColumn(file, from), to.trim()] as const),
  );
  const mapped = (role: Role) => [...renamed].find(([, to]) => to.toLowerCase() === role)?.[0] ?? null;
  const chosen = (column: string | undefined) =>
    column === undefined ? null : requireColumn(file, column, renamed);

  const free = file.columns.filter((column) => !roles.includes(renamed.get(column)?.toLowerCase() ?? ''));
  const sample = sampleOf(file, free);
  const guessed = guessColumns(free, sample);
  const told = chosen(options.idColumn) ?? mapped('id');
  const firstImage = chosen(options.imageColumn) ?? mapped('image') ?? guessed.imageColumn;
  // A further column that the person gave a name is meant as a field.
  const pictures = free.filter(
    (column, at) => column !== guessed.idColumn && namesFiles(column, sample, at, index),
  );
  const further = [...guessed.imageColumns, ...pictures].filter((column) => !renamed.has(column));
  const images = [firstImage, ...further].filter(
    (column, at, all): column is string => column !== null && column !== told && all.indexOf(column) === at,
  );
  const name = mapped('name') ?? guessed.nameColumn;
  const { id, key } = chooseId(file, index, { told, guessed: guessed.idColumn, images, notes });
  const isRole = (column: string) => column === id || images.includes(column) || column === name;
  if (id === null && images.length === 0) {
    throw new Failure(
      'metadata-unusable',
      `${fileName(file)} has no column that is known to hold the product id or the image. Choose one of its columns (--id-column NAME or --image-column NAME): ${listColumns(file)}.`,
    );
  }

  const fields: { name: string; index: number }[] = [];
  for (const [index, column] of file.columns.entries()) {
    if (isRole(column) || isLeftOut(file, column, index, notes)) continue;
    fields.push({ name: fieldName(renamed.get(column) ?? column, notes), index });
  }
  refuseDoubles(file, fields);
  const indexOf = (column: string | null) => (column === null ? -1 : file.columns.indexOf(column));
  return {
    id: indexOf(id),
    name: name === id ? -1 : indexOf(name),
    images: images.filter((column) => column !== id).map(indexOf),
    key: indexOf(key),
    fields,
    notes,
  };
}

interface IdChoice {
  readonly told: string | null;
  readonly guessed: string | null;
  readonly images: readonly string[];
  readonly notes: string[];
}

/** The column that was told; else the one that the images are named after, where every row has it; else the guessed. */
function chooseId(
  file: MetadataFile,
  index: ImageIndex,
  { told, guessed, images, notes }: IdChoice,
): { id: string | null; key: string | null } {
  const id = told ?? guessed;
  const place = id === null ? -1 : file.columns.indexOf(id);
  const [better = -1, ...equals] = findBetterKeys(file, index, {
    id: place,
    images: images.map((column) => file.columns.indexOf(column)),
  });
  const key = file.columns[better];
  if (key === undefined) return { id, key: null };
  const becomesId = told === null && mayBeId(file, better, place, key);
  notes.push(
    `Rows were joined by the column ${key}, whose values are the file names${becomesId ? '; it was taken as the product id' : ''}.`,
  );
  if (equals.length > 0) {
    const others = equals.map((column) => file.columns[column]).join(', ');
    notes.push(
      `Attention: the images may as well be named after ${others} of ${fileName(file)}; ${key} was taken. If that is wrong, choose the column (--id-column).`,
    );
  }
  return becomesId ? { id: key, key: null } : { id, key };
}

/** A key of its own in every row that has the guessed id; without one, any column will do. */
function mayBeId(file: MetadataFile, column: number, guessed: number, name: string): boolean {
  if (guessed < 0) return true;
  // Rows of a Shopify export are variants and images of the product that the handle names.
  if (!isKeyName(name) || findHandleColumn(file.columns) === file.columns[guessed]) return false;
  const count = (place: number) => new Set(file.rows.map((row) => (row[place] ?? '').trim())).size;
  return count(column) >= count(guessed) * fullShare;
}

/** The column as the file has it: by its exact name, else without regard to case, accents and punctuation. */
function requireColumn(file: MetadataFile, wanted: string, renamed?: ReadonlyMap<string, string>): string {
  const plain = plainColumnName(wanted);
  const found =
    file.columns.find((column) => column === wanted.trim()) ??
    file.columns.find((column) => plain !== '' && plainColumnName(column) === plain) ??
    [...(renamed ?? [])].find(([, to]) => to === wanted.trim())?.[0];
  if (found !== undefined) return found;
  throw new Failure(
    'metadata-unusable',
    `${fileName(file)} has no column "${wanted}". Its columns are: ${listColumns(file)}.`,
  );
}

/** A column of pictures whose cells name files that are there, although without an ending. */
function namesFiles(column: string, sample: readonly string[][], at: number, index: ImageIndex): boolean {
  if (!isPictureName(column)) return false;
  const filled = sample.map((row) => row[at] ?? '').filter((cell) => cell.trim() !== '');
  const found = filled.filter((cell) => splitReferences(cell, index.hasFile).some(index.hasFile));
  return found.length > 0 && found.length >= filled.length / 2;
}

function sampleOf(file: MetadataFile, columns: readonly string[]): string[][] {
  const places = columns.map((column) => file.columns.indexOf(column));
  return file.rows.slice(0, sampleLength).map((row) => places.map((place) => row[place] ?? ''));
}

function fieldName(name: string, notes: string[]): string {
  const trimmed = name.trim();
  if (!reservedFields.includes(trimmed)) return trimmed === '' ? 'unnamed' : trimmed;
  const other = `${trimmed} (metadata)`;
  notes.push(`The column "${trimmed}" became the field "${other}": "${trimmed}" is the product's own.`);
  return other;
}

/** Delimiters at the ends of all lines make a column that nobody meant, and pandas writes its index as one. */
function isLeftOut(file: MetadataFile, column: string, index: number, notes: string[]): boolean {
  const isUnnamed = /^column \d+$/.test(column) || /^unnamed: ?\d+/i.test(column);
  if (!isUnnamed) return false;
  if (file.rows.every((row) => (row[index] ?? '').trim() === '')) return true;
  if (!countsRows(file, index)) return false;
  notes.push(`A column without a name that only counts the rows of ${fileName(file)} was left out.`);
  return true;
}

function countsRows(file: MetadataFile, index: number): boolean {
  let previous = -1;
  return file.rows.every((row) => {
    const cell = (row[index] ?? '').trim();
    const isNext = /^\d+$/.test(cell) && Number(cell) > previous;
    previous = Number(cell);
    return isNext;
  });
}

function refuseExport(file: MetadataFile): void {
  if (!exportColumns.every((column) => file.columns.includes(column))) return;
  throw new Failure(
    'metadata-unusable',
    `${fileName(file)} is an export of recommendation lists, not the metadata of products. Choose the table that describes the products; edited lists come back through Import lists.`,
  );
}

function refuseDoubles(file: MetadataFile, fields: readonly { name: string; index: number }[]): void {
  const seen = new Map<string, number>();
  for (const { name, index } of fields) {
    const first = seen.get(name);
    if (first !== undefined) {
      throw new Failure(
        'metadata-unusable',
        `The columns "${file.columns[first]}" and "${file.columns[index]}" of ${fileName(file)} would both become the field "${name}". Give one of them another name.`,
      );
    }
    seen.set(name, index);
  }
}

function listColumns(file: MetadataFile): string {
  const shown = file.columns.slice(0, 50).join(', ');
  return file.columns.length > 50 ? `${shown} and ${file.columns.length - 50} more` : shown;
}

export function fileName(file: MetadataFile): string {
  return file.path.slice(Math.max(file.path.lastIndexOf('/'), file.path.lastIndexOf('\\')) + 1);
}
