/**
 * What each value of a field has for it at one product: the votes of its neighbours, and how well its other words fit those of the
 * products that have the value. Its own value counts for neither.
 */
import type { FieldValues } from '../products/fieldColumn.ts';
import type { ProductWords } from './productWords.ts';
import type { Votes } from './votes.ts';

/** Values that come into question for one product: the share of its neighbours' votes that each has, and the fit of its words as a logarithm. */
export interface Evidence {
  readonly codes: readonly number[];
  readonly votes: readonly number[];
  readonly words: readonly number[];
}

export interface EvidenceOfField {
  at(row: number): Evidence;
  /** Share of its neighbours' votes that a value has. */
  voteOf(row: number, code: number): number;
}

/** Words are taken to be as frequent with a value as everywhere, as if so many products more had it. */
const priorProducts = 5;
/** These always come into question, and what neighbours or the product itself say. */
const frequentValues = 100;

/** @param field what the column is of */
export function gatherEvidence(
  column: FieldValues,
  votes: Votes,
  words: ProductWords,
  field: string,
): EvidenceOfField {
  const rowCount = votes.starts.length - 1;
  const [ownFrom, ownTo] = words.rangeOf(field);
  const { wordCount, shares } = words;
  const counts = new Int32Array(column.values.length);
  const together = new Float32Array(column.values.length * wordCount);

  function forWords(row: number, visit: (word: number) => void): void {
    const end = words.starts[row + 1] ?? 0;
    for (let at = words.starts[row] ?? 0; at < end; at++) {
      const word = words.words[at] ?? 0;
      if (word < ownFrom || word >= ownTo) visit(word);
    }
  }

  for (let row = 0; row < rowCount; row++) {
    const code = column.codeAt(row);
    if (code === 0) continue;
    counts[code] = (counts[code] ?? 0) + 1;
    forWords(row, (word) => {
      const place = code * wordCount + word;
      together[place] = (together[place] ?? 0) + 1;
    });
  }
  const frequent = [...counts.keys()]
    .filter((code) => code !== 0 && (counts[code] ?? 0) > 1)
    .sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0))
    .slice(0, frequentValues);

  const havingOf = (code: number, self: number): number =>
    Math.log((counts[code] ?? 0) - self + priorProducts);
  /** Of each value and word, for products that do not have the value. */
  const fits = new Float32Array(together.length);
  for (const code of counts.keys()) {
    const having = havingOf(code, 0);
    for (let word = 0; word < wordCount; word++) {
      const place = code * wordCount + word;
      fits[place] = Math.log((together[place] ?? 0) + priorProducts * (shares[word] ?? 0)) - having;
    }
  }

  function fitOf(row: number, code: number): number {
    let fit = 0;
    forWords(row, (word) => {
      fit += fits[code * wordCount + word] ?? 0;
    });
    return fit;
  }

  function fitOfOwn(row: number, code: number): number {
    const having = havingOf(code, 1);
    let fit = 0;
    forWords(row, (word) => {
      const others = (together[code * wordCount + word] ?? 0) - 1;
      fit += Math.log(others + priorProducts * (shares[word] ?? 0)) - having;
    });
    return fit;
  }

  return {
    at(row) {
      const own = column.codeAt(row);
      const voteOf = new Map<number, number>();
      for (const code of frequent) voteOf.set(code, 0);
      if (own !== 0) voteOf.set(own, 0);
      for (let at = votes.starts[row] ?? 0; at < (votes.starts[row + 1] ?? 0); at++)
        voteOf.set(votes.codes[at] ?? 0, votes.shares[at] ?? 0);
      const codes = [...voteOf.keys()];
      return {
        codes,
        votes: codes.map((code) => voteOf.get(code) ?? 0),
        words: codes.map((code) => (code === own ? fitOfOwn(row, code) : fitOf(row, code))),
      };
    },
    voteOf(row, wanted) {
      const end = votes.starts[row + 1] ?? 0;
      for (let at = votes.starts[row] ?? 0; at < end; at++)
        if (votes.codes[at] === wanted) return votes.shares[at] ?? 0;
      return 0;
    },
  };
}
