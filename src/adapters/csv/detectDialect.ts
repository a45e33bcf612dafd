/** How a table is written as text: what separates its cells, what stands before it, how its quotes are meant. */
import { hasKnownColumn } from '../../core/imports/metadata/columnWords.ts';
import { readLines } from './sampleLines.ts';

export interface Dialect {
  readonly delimiter: string;
  /** Characters before the table: a line that names the delimiter, comments. */
  readonly skippedLength: number;
  /** The line on which the table begins, from 1. */
  readonly firstLine: number;
  /** Quotes within a cell are written \" and not "". */
  readonly hasBackslashQuotes: boolean;
  /** Blanks stand between a delimiter and a quote. */
  readonly hasBlanksBeforeQuotes: boolean;
  readonly notes: readonly string[];
}

const candidates = [',', ';', '\t', '|'] as const;
/** Excel's own line; some programs quote it, or pad it like the rows below. */
const separatorLine = /^"?sep=(.)"?[,;\t|"]*(?:\r\n|\n|\r)/i;

/**
 * @param sample the beginning of the file's text
 * @param chosen the delimiter that the person chose
 */
export function detectDialect(sample: string, name: string, chosen?: string): Dialect {
  const separator = separatorLine.exec(sample);
  let skippedLength = separator?.[0].length ?? 0;
  let firstLine = separator === null ? 1 : 2;
  const told = chosen ?? separator?.[1];
  const notes: string[] = [];
  const comments = leadingComments(sample.slice(skippedLength), told);
  if (comments.count > 0) {
    skippedLength += comments.length;
    firstLine += comments.count;
    notes.push(
      `${comments.count === 1 ? 'A comment line' : `${comments.count} comment lines`} at the beginning of ${name} ${comments.count === 1 ? 'was' : 'were'} left out.`,
    );
  }
  const table = sample.slice(skippedLength);
  const delimiter = told ?? detectDelimiter(table);
  return {
    delimiter,
    skippedLength,
    firstLine,
    hasBackslashQuotes: hasBackslashQuotes(table, delimiter),
    hasBlanksBeforeQuotes: delimiter !== '\t' && table.includes(`${delimiter} "`),
    notes,
  };
}

/** The delimiter on which most lines agree, then the one with most cells; a comma where the table has one column. */
export function detectDelimiter(sample: string): string {
  let best: { delimiter: string; agreement: number; cells: number } | null = null;
  for (const delimiter of candidates) {
    const counts = readLines(sample, delimiter).map(({ cells }) => cells);
    const { cells, lines } = mostFrequent(counts.filter((count) => count > 1));
    if (lines === 0) continue;
    const agreement = lines / counts.length;
    const isBetter =
      best === null || agreement > best.agreement || (agreement === best.agreement && cells > best.cells);
    if (isBetter) best = { delimiter, agreement, cells };
  }
  return best?.delimiter ?? ',';
}

function mostFrequent(counts: readonly number[]): { cells: number; lines: number } {
  const lines = new Map<number, number>();
  for (const count of counts) lines.set(count, (lines.get(count) ?? 0) + 1);
  let best = { cells: 1, lines: 0 };
  for (const [cells, count] of lines) if (count > best.lines) best = { cells, lines: count };
  return best;
}

/** Lines with # at the beginning, unless they are the header itself ("#id,name"). */
function leadingComments(text: string, told: string | undefined): { length: number; count: number } {
  const lines = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))+/.exec(text)?.[0] ?? '';
  if (!lines.includes('#')) return { length: 0, count: 0 };
  const all = lines.match(/[^\r\n]*(?:\r\n|\n|\r)/g) ?? [];
  const after = text.slice(lines.length);
  const delimiter = told ?? detectDelimiter(after);
  const [header] = readLines(after, delimiter);
  const [last] = readLines(all.findLast((line) => line.includes('#')) ?? '', delimiter);
  const isHeader =
    header !== undefined && last?.cells === header.cells && !hasKnownColumn(header.text.split(delimiter));
  const comments = isHeader
    ? all.slice(
        0,
        all.findLastIndex((line) => line.includes('#')),
      )
    : all;
  return { length: comments.join('').length, count: comments.length };
}

/** True where, in a quoted cell, a backslash stands before a quote that cannot be the end of the cell. */
function hasBackslashQuotes(table: string, delimiter: string): boolean {
  const end = delimiter.replace(/[\\\]^-]/g, '\\$&');
  return new RegExp(`(?:^|[${end}\\r\\n]) *"[^"]*\\\\" *[^\\s"${end}]`).test(table);
}
