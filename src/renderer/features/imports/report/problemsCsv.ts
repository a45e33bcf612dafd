/** The list of failed files as text: for the clipboard and for a spreadsheet. */
import type { Problem } from '../../../../contract/imports.ts';
import { writeCsv } from '../../../shell/csvText.ts';

/** One line per file, path and reason separated by a tab. */
export function writeProblemsText(problems: readonly Problem[]): string {
  return problems.map((problem) => `${problem.path}\t${oneLine(problem.reason)}`).join('\n');
}

/** A CSV with a header, as spreadsheets expect it. */
export function writeProblemsCsv(problems: readonly Problem[]): string {
  return writeCsv([['path', 'reason'], ...problems.map(({ path, reason }) => [path, reason])]);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
