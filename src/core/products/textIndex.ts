/** Full-text search, in memory: words in order with the rows of each, and beside them the words that came since. */
import { mergeWords, noWords, rowsBeginning } from './packedWords.ts';
import { wordsOf } from './textTokens.ts';

export interface TextIndex {
  /** Adds the words of a row that has none, all at once. */
  add(row: number, ...texts: string[]): void;
  /** Takes back what `add` was given for the row. */
  remove(row: number, ...texts: string[]): void;
  /** Does now what the next `match` would have to do first. */
  sortWords(): void;
  /**
   * Rows that have, for every word of the text, a word that begins with it.
   * @returns a byte per row below `rowCount` (1 matches), or null where the text has nothing to search for
   */
  match(text: string, rowCount: number): Uint8Array | null;
}

/** So many words are looked through one by one sooner than brought into order with all others. */
const mostRecent = 4096;

export function createTextIndex(): TextIndex {
  let packed = noWords;
  /** Words of rows that came since, and rows whose words among the others do not count any more. */
  let recent = new Map<string, number[]>();
  let gone = new Set<number>();

  /** Words of a row come one after the other, so one that comes twice finds its row at the end of the list. */
  function addWord(word: string, row: number): void {
    const rows = recent.get(word);
    if (rows === undefined) recent.set(word, [row]);
    else if (rows.at(-1) !== row) rows.push(row);
  }

  function removeRecent(word: string, row: number): void {
    const rest = recent.get(word)?.filter((other) => other !== row);
    if (rest === undefined) return;
    if (rest.length === 0) recent.delete(word);
    else recent.set(word, rest);
  }

  function sortWords(): void {
    if (recent.size === 0) return;
    packed = mergeWords(packed, recent, (row) => gone.has(row));
    recent = new Map();
    gone = new Set();
  }

  /** Raises the rows that have a word that begins so, and stand at the step, to the next. */
  function passOn(beginning: string, step: number, passed: Uint16Array): void {
    const pass = (row: number): void => {
      if (passed[row] === step) passed[row] = step + 1;
    };
    for (const row of rowsBeginning(packed, beginning)) if (!gone.has(row)) pass(row);
    for (const [word, rows] of recent) if (word.startsWith(beginning)) rows.forEach(pass);
  }

  return {
    add(row, ...texts) {
      for (const text of texts) for (const word of wordsOf(text)) addWord(word, row);
    },
    remove(row, ...texts) {
      gone.add(row);
      for (const text of texts) for (const word of wordsOf(text)) removeRecent(word, row);
    },
    sortWords,
    match(text, rowCount) {
      const wanted = [...new Set(wordsOf(text))];
      if (wanted.length === 0) return null;
      if (recent.size > mostRecent) sortWords();
      const passed = new Uint16Array(rowCount);
      for (const [step, word] of wanted.entries()) passOn(word, step, passed);
      const matches = new Uint8Array(rowCount);
      for (let row = 0; row < rowCount; row++) matches[row] = passed[row] === wanted.length ? 1 : 0;
      return matches;
    },
  };
}
