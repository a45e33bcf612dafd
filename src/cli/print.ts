/** What goes to standard output, in the one form that was asked for. */
import type { OutputOptions } from './options.ts';

/** One JSON object with `--json`, else the lines for people. */
export function printResult(options: OutputOptions, result: unknown, forPeople: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${forPeople()}\n`);
}

/** A remark about the run: never on standard output. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Columns of text, each as wide as its widest cell; numbers are right-aligned. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, at) => pad(cell, widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, width: number): string {
  return /^-?[\d.,]+%?$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
}

/** 44424 → 44,424 */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
