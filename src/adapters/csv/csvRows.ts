/** CSV as spreadsheets open it: UTF-8 with BOM, a header, CRLF, and no cell that is run as a formula. */
import { csvFormatRow } from 'd3-dsv';

const byteOrderMark = '\ufeff';
/** What a spreadsheet takes for the beginning of a formula; full-width forms count in East Asian versions. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Makes a function from rows to CSV text (RFC 4180). Its first call also writes the byte order mark and the header,
 * so call it once with no rows for an empty table.
 *
 * Texts that a spreadsheet would run as a formula get a leading apostrophe; numbers stay numbers, even negative
 * ones, and those that are not finite become empty cells.
 */
export function createCsvStringifier(
  columns: readonly string[],
): (rows: readonly (readonly (string | number)[])[]) => string {
  let isFirst = true;
  return (rows) => {
    const text = format(rows);
    if (!isFirst) return text;
    isFirst = false;
    return byteOrderMark + format([columns]) + text;
  };
}

const format = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${csvFormatRow(row.map(toCell))}\r\n`).join('');

function toCell(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return formulaStart.test(value) ? `'${value}` : value;
}
