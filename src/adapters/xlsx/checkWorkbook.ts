/** Refuses workbooks that are none, and those that would fill the memory: zip bombs, cells a million rows apart. */
import type { Buffer } from 'node:buffer';
import { Failure } from '../../contract/failure.ts';
import { type ArchiveEntry, readArchive } from './readArchive.ts';

const mebibyte = 1024 * 1024;
const maxUnpackedBytes = 256 * mebibyte;
/** As for tables of text; a spreadsheet ends at 1,048,576 rows and 16,384 columns. */
const maxRows = 1_048_576;
const maxColumns = 16_384;
const maxCells = 20_000_000;
const maxEntries = 10_000;

/**
 * @param name the file's name for messages
 * @throws Failure `metadata-unusable`
 */
export function checkWorkbook(bytes: Buffer, name: string): void {
  const entries = attempt(name, () => readArchive(bytes));
  if (!entries.some(({ path }) => path === 'xl/workbook.xml')) {
    throw new Failure(
      'metadata-unusable',
      `${name} is no Excel workbook (.xlsx). Open it in the program it comes from and save it as .xlsx or CSV.`,
    );
  }
  const unpackedBytes = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpackedBytes > maxUnpackedBytes || entries.length > maxEntries) {
    throw new Failure(
      'metadata-unusable',
      `${name} has ${Math.ceil(unpackedBytes / mebibyte).toLocaleString('en')} MiB when unpacked; ${maxUnpackedBytes / mebibyte} MiB are the most that can be read. Save the sheet as CSV.`,
    );
  }
  for (const entry of entries) checkEntry(entry, name);
}

function checkEntry(entry: ArchiveEntry, name: string): void {
  const content = attempt(name, entry.unpack);
  if (!/worksheets\/[^/]+\.xml$/.test(entry.path)) return;
  const { rows, columns } = measureSheet(content.toString('latin1'));
  if (rows <= maxRows && columns <= maxColumns && rows * columns <= maxCells) return;
  throw new Failure(
    'metadata-unusable',
    `A sheet of ${name} reaches to row ${rows.toLocaleString('en')} and column ${columns.toLocaleString('en')}, more than can be read at once. Remove what stands far outside the table, or save it as CSV.`,
  );
}

function attempt<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    throw damaged(name, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

export function damaged(name: string, detail: string): Failure {
  return new Failure(
    'metadata-unusable',
    `${name} cannot be read as an Excel workbook. Open it in Excel and save it again, or save it as CSV.`,
    detail,
  );
}

/** The last row that is named and the last column with something in it. */
function measureSheet(xml: string): { rows: number; columns: number } {
  let rows = 0;
  let columns = 0;
  for (const [, row] of xml.matchAll(/<row\s[^>]*?\br=["'](\d+)["']/g)) rows = Math.max(rows, Number(row));
  for (const [, column, row, end] of xml.matchAll(/<c\s[^>]*?\br=["']([A-Z]+)(\d+)["'][^>]*?(\/?)>/g)) {
    rows = Math.max(rows, Number(row));
    if (end === '') columns = Math.max(columns, columnNumber(column ?? ''));
  }
  return { rows, columns };
}

/** "A" is 1, "AA" 27. */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
