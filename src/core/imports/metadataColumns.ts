/** Decides what each column of a metadata file is: the id, the image, the name, or a field. */
import { Failure } from '../../contract/failure.ts';
import type { MetadataOptions } from '../../contract/imports.ts';
import { guessColumns, plainColumnName } from './guessColumns.ts';
import type { MetadataFile } from './ports.ts';

export interface MetadataColumns {
  /** Places of the columns in a row; -1 where there is none. */
  readonly id: number;
  readonly image: number;
  readonly name: number;
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

/**
 * Options come first, then the map (a column mapped to `id`, `image` or `name` becomes that column), then guesses.
 * @throws Failure `metadata-unusable` where an option names no column, two columns get one name, or neither an id
 *   nor an image column is found; it lists the columns
 */
export function chooseColumns(file: MetadataFile, options: MetadataOptions): MetadataColumns {
  const notes: string[] = [];
  const renamed = new Map(
    Object.entries(options.map).map(([from, to]) => [requireColumn(file, from), to.trim()] as const),
  );
  const mapped = (role: Role) => [...renamed].find(([, to]) => to.toLowerCase() === role)?.[0] ?? null;
  const chosen = (column: string | undefined) =>
    column === undefined ? null : requireColumn(file, column, renamed);

  const free = file.columns.filter((column) => !roles.includes(renamed.get(column)?.toLowerCase() ?? ''));
  const guessed = guessColumns(free, sampleOf(file, free));
  const id = chosen(options.idColumn) ?? mapped('id') ?? guessed.idColumn;
  const image =
    chosen(options.imageColumn) ??
    mapped('image') ??
    (guessed.imageColumn === id ? null : guessed.imageColumn);
  const name = mapped('name') ?? ([id, image].includes(guessed.nameColumn) ? null : guessed.nameColumn);
  if (id === null && image === null) {
    throw new Failure(
      'metadata-unusable',
      `${fileName(file)} has no column that is known to hold the product id or the image. Choose one of its columns (--id-column NAME or --image-column NAME): ${listColumns(file)}.`,
    );
  }

  const fields: { name: string; index: number }[] = [];
  for (const [index, column] of file.columns.entries()) {
    if ([id, image, name].includes(column) || isUnnamedAndEmpty(file, column, index)) continue;
    fields.push({ name: fieldName(renamed.get(column) ?? column, notes), index });
  }
  refuseDoubles(file, fields);
  const indexOf = (column: string | null) => (column === null ? -1 : file.columns.indexOf(column));
  return { id: indexOf(id), image: indexOf(image), name: indexOf(name), fields, notes };
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

/** Delimiters at the ends of all lines make a column that nobody meant. */
function isUnnamedAndEmpty(file: MetadataFile, column: string, index: number): boolean {
  return /^column \d+$/.test(column) && file.rows.every((row) => (row[index] ?? '').trim() === '');
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
