import { Failure } from '../../../contract/failure.ts';

const maxColumns = 1000;
const maxColumnNameLength = 300;

/**
 * Column names, trimmed and made unique: an empty name becomes "column 3", a second "colour" becomes "colour 2".
 * @param name the file's name for messages
 * @throws Failure `metadata-unusable` for too many columns, and for a first row that is no header
 */
export function nameColumns(cells: readonly string[], name: string): string[] {
  if (cells.length > maxColumns) {
    throw new Failure(
      'metadata-unusable',
      `${name} has ${cells.length.toLocaleString('en')} columns; ${maxColumns.toLocaleString('en')} are the most that can be read. Leave out columns.`,
    );
  }
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const trimmed = cell.replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, ' ').trim();
    if (trimmed.length > maxColumnNameLength) {
      throw new Failure(
        'metadata-unusable',
        `${name} has no header: its first row has a cell of ${trimmed.length.toLocaleString('en')} characters. Give it a first row with the names of the columns.`,
      );
    }
    const base = trimmed === '' ? `column ${index + 1}` : trimmed;
    let unique = base;
    for (let count = 2; taken.has(unique); count++) unique = `${base} ${count}`;
    taken.add(unique);
    return unique;
  });
}
