/** Refuses workbooks that are none, and those that would fill the memory: zip bombs, cells a million rows apart. */
import { Failure } from '../../contract/failure.ts';
import type { ArchiveEntry } from './readArchive.ts';

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
export function checkWorkbook(entries: readonly ArchiveEntry[], name: string): void {
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
}

/** Told how far a sheet reaches, as it is read. @throws Failure `metadata-unusable` where that is too far */
export function createReachCheck(name: string): (row: number, column: number) => void {
  let rows = 0;
  let columns = 0;
  return (row, column) => {
    if (row <= rows && column <= columns) return;
    rows = Math.max(rows, row);
    columns = Math.max(columns, column);
    if (rows <= maxRows && columns <= maxColumns && rows * columns <= maxCells) return;
    throw new Failure(
      'metadata-unusable',
      `A sheet of ${name} reaches to row ${rows.toLocaleString('en')} and column ${columns.toLocaleString('en')}, more than can be read at once. Remove what stands far outside the table, or save it as CSV.`,
    );
  };
}

export function damaged(name: string, detail: string): Failure {
  return new Failure(
    'metadata-unusable',
    `${name} cannot be read as an Excel workbook. Open it in Excel and save it again, or save it as CSV.`,
    detail,
  );
}
