/** Collects the records of a CSV file as a header and rows of equal length, within limits. */
import { Failure } from '../../contract/failure.ts';
import { splitSwallowed } from './splitSwallowed.ts';

/** What a metadata file may hold before it is refused: a spreadsheet ends at 1,048,576 rows. */
const maxRows = 1_100_000;
const maxCells = 20_000_000;
const maxColumns = 1000;
const maxColumnNameLength = 300;
/** Equal cells ("Men", "Summer") are kept once; more different ones than this are texts or ids. */
const maxSharedCells = 100_000;

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Its text in the file. */
  readonly raw: string;
  /** The line it begins on, from 1. */
  readonly line: number;
}

export interface MetadataRows {
  readonly columns: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
  readonly malformedLines: readonly number[];
  /** @throws Failure `metadata-unusable` beyond the limits */
  add(record: CsvRecord): void;
  /** Adds the rows that a quote opened by mistake took for one cell; false, and nothing added, where they are none. */
  addSwallowed(raw: string, line: number): boolean;
}

/** @param name the file's name for messages */
export function createMetadataRows(name: string, delimiter: string): MetadataRows {
  const rows: string[][] = [];
  const malformedLines: number[] = [];
  const shared = new Map<string, string>();
  let columns: string[] | null = null;
  let recordCount = 0;

  function share(cell: string): string {
    const known = shared.get(cell);
    if (known !== undefined) return known;
    if (cell.length <= 64 && shared.size < maxSharedCells) shared.set(cell, cell);
    return cell;
  }

  function addRow(cells: readonly string[], width: number, line: number): void {
    recordCount++;
    checkSize(width);
    if (cells.length === 1 && (cells[0] ?? '').trim() === '') return;
    const row = cells.slice(0, width);
    // Rows of a spreadsheet often end in delimiters; only further text means that a cell was cut in two.
    const isCellCut = cells.slice(width).some((cell) => cell.trim() !== '');
    if (isCellCut) row[width - 1] = cells.slice(width - 1).join(delimiter);
    if ((isCellCut || row.length < width) && malformedLines.at(-1) !== line) malformedLines.push(line);
    while (row.length < width) row.push('');
    rows.push(row.map(share));
  }

  function checkSize(width: number): void {
    if (recordCount <= maxRows && rows.length * width <= maxCells) return;
    throw new Failure(
      'metadata-unusable',
      `${name} has more than ${(recordCount - 1).toLocaleString('en')} rows of ${width} columns, more than can be read at once. Split it, or leave out columns.`,
    );
  }

  function addSwallowed(raw: string, line: number): boolean {
    if (columns === null) return false;
    const lines = splitSwallowed(raw, delimiter, columns.length);
    if (lines === null) return false;
    malformedLines.push(line);
    for (const [index, cells] of lines.entries()) addRow(cells, columns.length, line + index);
    return true;
  }

  return {
    get columns() {
      return columns;
    },
    rows,
    malformedLines,
    addSwallowed,
    add({ cells, raw, line }) {
      if (columns === null) {
        if (cells.some((cell) => cell.trim() !== '')) columns = nameColumns(cells, name);
      } else if (!mayHaveSwallowed(cells, columns.length) || !addSwallowed(raw, line)) {
        addRow(cells, columns.length, line);
      }
    },
  };
}

/** A record with line breaks in it, and a cell too many or one that begins with a quote of its own. */
function mayHaveSwallowed(cells: readonly string[], width: number): boolean {
  const broken = cells.filter((cell) => /[\r\n]/.test(cell));
  return broken.length > 0 && (cells.length !== width || broken.some((cell) => cell.startsWith('"')));
}

/** Trimmed and made unique: an empty name becomes "column 3", a second "colour" becomes "colour 2". */
function nameColumns(cells: readonly string[], name: string): string[] {
  if (cells.length > maxColumns) {
    throw new Failure(
      'metadata-unusable',
      `${name} has ${cells.length.toLocaleString('en')} columns; ${maxColumns.toLocaleString('en')} are the most that can be read. Leave out columns.`,
    );
  }
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const trimmed = cell.replace(/\s+/g, ' ').trim();
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
