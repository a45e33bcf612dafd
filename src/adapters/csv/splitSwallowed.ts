/** A quote that was opened by mistake swallows the rows up to the next one; this takes them apart again. */
import { parse } from 'csv-parse/sync';

/** Lines that must be whole rows; the others may be short ones, as rows of a damaged file are. */
const wholeShare = 2 / 3;

/**
 * @param raw the text of one record that spans several lines
 * @returns a row per line where the lines are rows of their own (as many cells as there are columns, or more), else null:
 *   then the line breaks belong to a cell
 */
export function splitSwallowed(raw: string, delimiter: string, columnCount: number): string[][] | null {
  if (columnCount < 2) return null;
  const lines = raw.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  const isWhole = (cells: readonly string[] | undefined) =>
    cells !== undefined && cells.length >= columnCount;
  const areRows = (rows: readonly (readonly string[])[]) =>
    isWhole(rows[0]) && rows.filter(isWhole).length >= rows.length * wholeShare;
  // Quotes can only join cells, so what fails without them fails with them: the cheap test comes first.
  if (!areRows(lines.map((line) => line.split(delimiter)))) return null;
  const rows = lines.map((line) => readLine(line, delimiter));
  return areRows(rows) ? rows : null;
}

function readLine(line: string, delimiter: string): string[] {
  const quotes = line.split('"').length - 1;
  // The line that opens a quote and does not close it: its quote is a character like any other.
  if (quotes % 2 === 1 || quotes === 0) return line.split(delimiter);
  try {
    const [cells] = parse(line, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ['\n'],
    });
    return cells ?? [];
  } catch {
    return line.split(delimiter);
  }
}
