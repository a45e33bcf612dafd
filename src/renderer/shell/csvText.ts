/** Tables as text that spreadsheets open as it is. */

const byteOrderMark = '\uFEFF';

/** UTF-8 CSV with a byte-order mark. @param rows the header first */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `${byteOrderMark}${rows.map((row) => row.map(writeCell).join(',')).join('\r\n')}\r\n`;
}

/** A text that begins like a formula gets an apostrophe, so that no spreadsheet runs it (OWASP, CSV injection). */
function writeCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
