/** Finds the header of a table below the title, the date and the empty lines that people write above it. */
import { hasKnownColumn } from './columnWords.ts';

/** Records that are looked at: titles are a few lines. */
export const headerDepth = 40;
/** Rows below that say how many cells a row has. */
const rowsBelow = 20;

/**
 * The first record with as many filled cells as the rows below it. A record with more than half of them is taken too:
 * a header may leave a column without a name.
 * @param records the first records of the table
 * @returns the header's place, or -1 where all records are empty
 */
export function findHeader(records: readonly (readonly string[])[]): number {
  const first = records.findIndex((cells) => countFilled(cells) > 0);
  for (let at = first; at >= 0 && at < records.length - 1; at++) {
    const cells = records[at] ?? [];
    const typical = typicalFilled(records.slice(at + 1, at + 1 + rowsBelow));
    if (!isTitle(cells, typical)) return at;
    if (typical === 2 && !isBelowKnown(records.slice(at + 1), cells.length)) return first;
  }
  return first;
}

/** Few cells are filled where the rows below have many; the first one, unless the header of an index is empty there. */
function isTitle(cells: readonly string[], typical: number): boolean {
  const filled = countFilled(cells);
  const isIndexed = (cells[0] ?? '').trim() === '' && filled > 0 && filled + 1 >= typical;
  return typical >= 2 && filled <= typical / 2 && !isIndexed;
}

/** One cell above rows of two may be a header above cut cells; only words that headers have tell that it is a title. */
function isBelowKnown(records: readonly (readonly string[])[], titleCells: number): boolean {
  const header = records.find((cells) => countFilled(cells) >= 2);
  return header !== undefined && (titleCells > 1 || hasKnownColumn(header));
}

function typicalFilled(records: readonly (readonly string[])[]): number {
  const counts = records.map(countFilled).filter((count) => count > 0);
  counts.sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}

function countFilled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}
