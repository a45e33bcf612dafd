/** The table of a matrix as text that spreadsheets open as it is. */

const byteOrderMark = '\uFEFF';
/** As in exports: finer than the difference between two machines. */
const digits = 6;

export function writeMatrixCsv(ids: readonly string[], values: readonly (readonly number[])[]): string {
  const lines = [
    ['product_id', ...ids.map(writeId)],
    ...ids.map((id, row) => [writeId(id), ...(values[row] ?? []).map((value) => value.toFixed(digits))]),
  ];
  return `${byteOrderMark}${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** One that begins like a formula gets an apostrophe, so that no spreadsheet runs it (OWASP, CSV injection). */
function writeId(id: string): string {
  const safe = /^[=+\-@\t\r]/.test(id) ? `'${id}` : id;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
