/** What else is said of products, beside the field that is looked at: their other values, and the words of their names. */
import type { ProductTable } from '../lists/generation/productTable.ts';
import { tokenise } from '../products/textTokens.ts';

/** Words are numbered from 0, those of one field one after the other; the words of a row are `words[starts[row]…starts[row + 1]]`. */
export interface ProductWords {
  readonly starts: Int32Array;
  readonly words: Int32Array;
  readonly wordCount: number;
  /** Share of the products that have each. */
  readonly shares: Float64Array;
  /** Names by row. */
  readonly names: readonly string[];
  /** The numbers of a field's values: from the first to before the second. */
  rangeOf(field: string): readonly [from: number, to: number];
  /** What a number stands for: a field's value, or a word of names, where the field is null. */
  nameOf(word: number): { readonly field: string | null; readonly word: string };
}

/** A field with more values than this says something else of nearly every product. */
const mostValues = 500;
/** Rarer words say nothing that holds for others. */
const leastProducts = 5;
const mostNameWords = 2000;

export function readProductWords(table: ProductTable, fields: readonly string[]): ProductWords {
  const rowCount = table.ids.length;
  const ranges = new Map<string, readonly [number, number]>();
  const wordsOfRows = Array.from({ length: rowCount }, (): number[] => []);
  let wordCount = 0;
  for (const field of fields) {
    const column = table.column(field);
    const used = column.values.length <= mostValues ? column.values.length : 0;
    ranges.set(field, [wordCount, wordCount + used]);
    if (used === 0) continue;
    for (const [row, words] of wordsOfRows.entries()) {
      const code = column.codeAt(row);
      if (code !== 0) words.push(wordCount + code);
    }
    wordCount += used;
  }
  const nameWords = countNameWords(table.names);
  for (const [row, words] of wordsOfRows.entries()) {
    for (const word of new Set(tokenise(table.names[row] ?? ''))) {
      const place = nameWords.get(word);
      if (place !== undefined) words.push(wordCount + place);
    }
  }
  wordCount += nameWords.size;

  const starts = new Int32Array(rowCount + 1);
  for (const [row, words] of wordsOfRows.entries()) starts[row + 1] = (starts[row] ?? 0) + words.length;
  const words = new Int32Array(starts[rowCount] ?? 0);
  for (const [row, own] of wordsOfRows.entries()) words.set(own, starts[row] ?? 0);
  const shares = new Float64Array(wordCount);
  for (const word of words) shares[word] = (shares[word] ?? 0) + 1 / rowCount;
  const inNames = [...nameWords.keys()];
  return {
    ...{ starts, words, wordCount, shares, names: table.names },
    rangeOf: (field) => ranges.get(field) ?? [0, 0],
    nameOf(word) {
      for (const [field, [from, to]] of ranges)
        if (word >= from && word < to) return { field, word: table.column(field).values[word - from] ?? '' };
      return { field: null, word: inNames[word - (wordCount - inNames.length)] ?? '' };
    },
  };
}

/** Each word's place among the most frequent ones. */
function countNameWords(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names)
    for (const word of new Set(tokenise(name))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map(
    [...counts]
      .filter(([, count]) => count >= leastProducts)
      .sort((one, other) => other[1] - one[1])
      .slice(0, mostNameWords)
      .map(([word], place) => [word, place]),
  );
}
