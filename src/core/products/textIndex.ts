/** Full-text search, in memory: a posting list per word, words in a sorted dictionary. */
import { wordsOf } from './textTokens.ts';

export interface TextIndex {
  /** Adds the words of a row, all at once. */
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

/** Most words stand for one product (ids do), so a lone row is kept without an array around it. */
type Postings = number | number[];

export function createTextIndex(): TextIndex {
  const postings = new Map<string, Postings>();
  let sorted: string[] = [];
  let unsorted: string[] = [];

  /** Words of a row come one after the other, so one that comes twice finds its row at the end of the list. */
  function addWord(word: string, row: number): void {
    const rows = postings.get(word);
    if (rows === undefined) {
      postings.set(word, row);
      unsorted.push(word);
    } else if (typeof rows === 'number') {
      if (rows !== row) postings.set(word, [rows, row]);
    } else if (rows.at(-1) !== row) {
      rows.push(row);
    }
  }

  function removeWord(word: string, row: number): void {
    const rows = postings.get(word);
    if (rows === row) {
      // The word stays in the dictionary without rows: taking it out of a sorted array costs more than it saves.
      postings.set(word, []);
    } else if (Array.isArray(rows)) {
      const at = rows.indexOf(row);
      if (at >= 0) rows.splice(at, 1);
    }
  }

  function sortWords(): void {
    if (unsorted.length === 0) return;
    // Plain sort: it finds the sorted run and merges, so adding a few words to many is linear.
    sorted = sorted.concat(unsorted.sort()).sort();
    unsorted = [];
  }

  function* rowsOfPrefix(prefix: string): Generator<Postings> {
    sortWords();
    for (let at = lowerBound(sorted, prefix); at < sorted.length; at++) {
      const word = sorted[at];
      if (word === undefined || !word.startsWith(prefix)) return;
      const rows = postings.get(word);
      if (rows !== undefined) yield rows;
    }
  }

  return {
    add(row, ...texts) {
      for (const text of texts) for (const word of wordsOf(text)) addWord(word, row);
    },
    remove(row, ...texts) {
      for (const text of texts) for (const word of wordsOf(text)) removeWord(word, row);
    },
    sortWords,
    match(text, rowCount) {
      const wanted = [...new Set(wordsOf(text))];
      if (wanted.length === 0) return null;
      const passed = new Uint16Array(rowCount);
      wanted.forEach((word, index) => {
        for (const rows of rowsOfPrefix(word)) {
          if (typeof rows === 'number') {
            if (passed[rows] === index) passed[rows] = index + 1;
          } else {
            for (const row of rows) if (passed[row] === index) passed[row] = index + 1;
          }
        }
      });
      const matches = new Uint8Array(rowCount);
      for (let row = 0; row < rowCount; row++) matches[row] = passed[row] === wanted.length ? 1 : 0;
      return matches;
    },
  };
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
