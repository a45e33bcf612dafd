/** Finds the character that separates the cells of a table. */

const candidates = [',', ';', '\t', '|'] as const;
/** Lines that vote; a header and some rows are enough. */
const linesRead = 60;

/** @param sample the beginning of the file's text; @returns the delimiter, a comma where the table has one column */
export function detectDelimiter(sample: string): string {
  let best: { delimiter: string; agreement: number; cells: number } | null = null;
  for (const delimiter of candidates) {
    const counts = countCells(sample, delimiter);
    const cells = counts[0] ?? 1;
    if (cells < 2) continue;
    const agreement = counts.filter((count) => count === cells).length / counts.length;
    const isBetter =
      best === null || agreement > best.agreement || (agreement === best.agreement && cells > best.cells);
    if (isBetter) best = { delimiter, agreement, cells };
  }
  return best?.delimiter ?? ',';
}

/** Cells per line, outside quotes; a line that the sample cuts off does not count. */
function countCells(sample: string, delimiter: string): number[] {
  const counts: number[] = [];
  let cells = 1;
  let isQuoted = false;
  let isCellStart = true;
  let isBlank = true;
  for (let at = 0; at < sample.length && counts.length < linesRead; at++) {
    const character = sample[at];
    if (isQuoted) {
      if (character === '"') isQuoted = false;
      continue;
    }
    if (character === '\n' || character === '\r') {
      if (!isBlank) counts.push(cells);
      cells = 1;
      isCellStart = true;
      isBlank = true;
      continue;
    }
    isBlank = false;
    if (character === '"' && isCellStart) isQuoted = true;
    isCellStart = character === delimiter;
    if (isCellStart) cells++;
  }
  if (counts.length === 0 && !isBlank) counts.push(cells);
  return counts;
}
