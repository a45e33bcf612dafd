/** Words in order, and the rows of each, in typed arrays and one long string: a twelfth of what strings and lists of their own take. */
import { type PackedTexts, packedTextAt, packTexts } from '../columns/textColumn.ts';

export interface PackedWords extends PackedTexts {
  /** Where the rows of each word begin in `rows`, and where the last ones end. */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

export const noWords: PackedWords = {
  ...packTexts([]),
  starts: new Uint32Array(1),
  rows: new Uint32Array(0),
};

/**
 * These words and others.
 * @param isGone rows that have none of these words any more; they may have others
 */
export function mergeWords(
  packed: PackedWords,
  others: ReadonlyMap<string, readonly number[]>,
  isGone: (row: number) => boolean,
): PackedWords {
  const ordered = [...others.keys()].sort();
  const othersCount = ordered.reduce((sum, word) => sum + (others.get(word)?.length ?? 0), 0);
  const words: string[] = [];
  const starts: number[] = [];
  const rows = new Uint32Array(packed.rows.length + othersCount);
  let end = 0;
  let at = 0;
  const count = packed.ends.length;
  for (let other = 0; at < count || other < ordered.length; ) {
    const own = at < count ? packedTextAt(packed, at) : undefined;
    const its = ordered[other];
    const word = its === undefined || (own !== undefined && own <= its) ? (own ?? '') : its;
    const start = end;
    if (own === word) {
      for (let place = packed.starts[at] ?? 0; place < (packed.starts[at + 1] ?? 0); place++) {
        const row = packed.rows[place] ?? 0;
        if (!isGone(row)) rows[end++] = row;
      }
      at++;
    }
    if (its === word) {
      for (const row of others.get(word) ?? []) rows[end++] = row;
      other++;
    }
    if (end === start) continue;
    words.push(word);
    starts.push(start);
  }
  return { ...packTexts(words), starts: Uint32Array.from([...starts, end]), rows: rows.slice(0, end) };
}

/** The rows of all words that begin so; one that has several of them comes several times. */
export function rowsBeginning(packed: PackedWords, beginning: string): Uint32Array {
  const first = countWhile(packed, (word) => word < beginning);
  const end = countWhile(packed, (word) => word < beginning || word.startsWith(beginning));
  return packed.rows.subarray(packed.starts[first], packed.starts[end]);
}

/** Of how many words, from the first on, this is true. */
function countWhile(packed: PackedWords, isTrue: (word: string) => boolean): number {
  let low = 0;
  let high = packed.ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(packedTextAt(packed, middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}
