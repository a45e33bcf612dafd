/** The list of failed files as text: for the clipboard and for a spreadsheet. */
import type { Problem } from '../../../../contract/imports.ts';

const byteOrderMark = '\uFEFF';

/** One line per file, path and reason separated by a tab. */
export function writeProblemsText(problems: readonly Problem[]): string {
  return problems.map((problem) => `${problem.path}\t${oneLine(problem.reason)}`).join('\n');
}

/** UTF-8 CSV with a byte-order mark and a header, as spreadsheets expect it. */
export function writeProblemsCsv(problems: readonly Problem[]): string {
  const rows = [['path', 'reason'], ...problems.map((problem) => [problem.path, problem.reason])];
  return `${byteOrderMark}${rows.map((row) => row.map(writeCell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that begins like a formula gets an apostrophe, so that no spreadsheet runs it (OWASP, CSV injection). */
function writeCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
