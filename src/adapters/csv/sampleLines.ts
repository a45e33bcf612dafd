/** The first lines of a table as text, before it is known how it is written. */

export interface SampleLine {
  readonly text: string;
  /** Cells, counted outside quotes. */
  readonly cells: number;
}

/** Lines that are looked at; a header and some rows are enough. */
const linesRead = 60;

/** Lines with something in them; line breaks within quotes are part of a line, and one that the sample cuts off is none. */
export function readLines(sample: string, delimiter: string): SampleLine[] {
  const lines: SampleLine[] = [];
  let from = 0;
  let cells = 1;
  let isQuoted = false;
  let isCellStart = true;
  for (let at = 0; at < sample.length && lines.length < linesRead; at++) {
    const character = sample[at];
    if (isQuoted) {
      if (character === '"') isQuoted = false;
    } else if (character === '\n' || character === '\r') {
      take(sample.slice(from, at));
      from = at + 1;
    } else if (character === delimiter) {
      cells++;
      isCellStart = true;
    } else if (character === '"' && isCellStart) {
      isQuoted = true;
      isCellStart = false;
    } else if (character !== ' ') {
      isCellStart = false;
    }
  }
  if (lines.length === 0) take(sample.slice(from));
  return lines;

  function take(text: string): void {
    if (text !== '') lines.push({ text, cells });
    cells = 1;
    isCellStart = true;
  }
}
