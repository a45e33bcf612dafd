/** Lines of a delimited file as shops read them: UTF-8 without byte order mark, no cell is changed. */

/** Cells that would not be read back as they are get quotes (RFC 4180); blanks at the ends are among them. */
export function delimitedLine(cells: readonly string[], delimiter = ','): string {
  return cells
    .map((cell) =>
      cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(delimiter);
}
