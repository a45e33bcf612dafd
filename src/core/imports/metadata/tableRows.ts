/** Collects the records of a table as a header and rows of equal length, within limits. */
import { Failure } from '../../../contract/failure.ts';
import type { MetadataFile } from '../ports.ts';
import { findHeader, headerDepth } from './findHeader.ts';
import { nameColumns } from './nameColumns.ts';

/** What a table may hold before it is refused: a spreadsheet ends at 1,048,576 rows. */
const maxRows = 1_100_000;
const maxCells = 20_000_000;
/** Equal cells ("Men", "Summer") are kept once; more different ones than this are texts or ids. */
const maxSharedCells = 100_000;

export interface TableRecord {
  readonly cells: readonly string[];
  /** Its text in the file. */
  readonly raw: string;
  /** The line or row it begins on, from 1. */
  readonly line: number;
}

export interface TableRows {
  /** Null until the header is known, and in the end where there is none. */
  readonly columns: readonly string[] | null;
  /** What `columns` are named after, as it stands. */
  readonly header: MetadataFile['header'];
  readonly rows: readonly (readonly string[])[];
  /** The line of each of the rows. */
  readonly lines: readonly number[];
  /** Lines of rows with too few or too many cells. */
  readonly malformedLines: readonly number[];
  readonly notes: readonly string[];
  /** @throws Failure `metadata-unusable` beyond the limits */
  add(record: TableRecord): void;
  /** Adds the rows that a record took for one of its cells; false, and nothing added, where it is one row. */
  addTakenApart(record: TableRecord): boolean;
  /** Takes the records that waited for the header. Call it once all are added. */
  finish(): void;
}

export interface TableRowsOptions {
  /** The file's name for messages. */
  readonly name: string;
  /** Joins the cells of a row that has too many. */
  readonly delimiter: string;
  /** The cells of the rows that a record took for one of its cells; null where it is one row. */
  readonly takeApart?: (record: TableRecord, columnCount: number) => string[][] | null;
  /** False for records that are surely one row each. */
  readonly mayBeSeveral?: (record: TableRecord, columnCount: number) => boolean;
}

export function createTableRows({
  name,
  delimiter,
  takeApart = () => null,
  mayBeSeveral = () => false,
}: TableRowsOptions): TableRows {
  const rows: string[][] = [];
  const lines: number[] = [];
  let header: MetadataFile['header'] = { cells: [], line: 0 };
  const malformedLines: number[] = [];
  const notes: string[] = [];
  const shared = new Map<string, string>();
  let waiting: TableRecord[] | null = [];
  let columns: string[] | null = null;
  let recordCount = 0;

  function share(cell: string): string {
    const known = shared.get(cell);
    if (known !== undefined) return known;
    if (cell.length <= 64 && shared.size < maxSharedCells) shared.set(cell, cell);
    return cell;
  }

  function addMalformed(line: number): void {
    if (malformedLines.at(-1) !== line) malformedLines.push(line);
  }

  function addRow(cells: readonly string[], line: number, width: number): void {
    recordCount++;
    checkSize(width);
    if (cells.length === 1 && (cells[0] ?? '').trim() === '') return;
    const row = cells.slice(0, width);
    // Rows of a spreadsheet often end in delimiters; only further text means that a cell was cut in two.
    const isCellCut = cells.slice(width).some((cell) => cell.trim() !== '');
    if (isCellCut) row[width - 1] = cells.slice(width - 1).join(delimiter);
    if (isCellCut || row.length < width) addMalformed(line);
    while (row.length < width) row.push('');
    rows.push(row.map(share));
    lines.push(line);
  }

  function checkSize(width: number): void {
    if (recordCount <= maxRows && rows.length * width <= maxCells) return;
    throw new Failure(
      'metadata-unusable',
      `${name} has more than ${(recordCount - 1).toLocaleString('en')} rows of ${width} columns, more than can be read at once. Split it, or leave out columns.`,
    );
  }

  function takeHeader(): void {
    const records = waiting ?? [];
    waiting = null;
    const at = findHeader(records.map(({ cells }) => cells));
    const named = records[at];
    if (named === undefined) return;
    header = { cells: named.cells, line: named.line };
    columns = nameColumns(named.cells, name);
    const isTitled = records.slice(0, at).some(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    if (isTitled)
      notes.push(`The header of ${name} is on line ${named.line}; what stands above it was left out.`);
    for (const record of records.slice(at + 1)) add(record);
  }

  function add(record: TableRecord): void {
    if (waiting !== null) {
      waiting.push(record);
      if (waiting.length >= headerDepth) takeHeader();
    } else if (columns === null) {
      waiting = [record];
    } else if (!mayBeSeveral(record, columns.length) || !addTakenApart(record)) {
      addRow(record.cells, record.line, columns.length);
    }
  }

  function addTakenApart(record: TableRecord): boolean {
    const width = columns?.length ?? 0;
    const parts = columns === null ? null : takeApart(record, width);
    if (parts === null) return false;
    addMalformed(record.line);
    for (const [index, cells] of parts.entries()) addRow(cells, record.line + index, width);
    return true;
  }

  return {
    get columns() {
      return columns;
    },
    get header() {
      return header;
    },
    rows,
    lines,
    malformedLines,
    notes,
    add,
    addTakenApart,
    finish() {
      if (waiting !== null) takeHeader();
    },
  };
}
