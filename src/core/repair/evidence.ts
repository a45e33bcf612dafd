/**
 * What each value of a field has for it at one product: the votes of its neighbours, and how well its other words fit those of the
 * products that have the value. Its own value counts for neither.
 */
import type { FieldValues } from '../products/fieldColumn.ts';
import { foldText } from '../products/textTokens.ts';
import type { Confusions } from './confusions.ts';
import { findNamedValues, stemsOf } from './namedValues.ts';
import type { ProductWords } from './productWords.ts';
import type { Votes } from './votes.ts';

/** Values that come into question for one product: the share of its neighbours' votes that each has, and the fit of its words as a logarithm. */
export interface Evidence {
  readonly codes: readonly number[];
  readonly votes: readonly number[];
  readonly words: readonly number[];
  /** How often each value stands rightly where no neighbour has it. */
  readonly confused: readonly number[];
}

/** How much better one of a row's words fits a value than the row's own one, or than any where it has none; as a logarithm. */
export interface WordFit {
  /** The field that says it; null: the name. */
  readonly field: string | null;
  readonly word: string;
  readonly fit: number;
}

export interface EvidenceOfField {
  at(row: number): Evidence;
  /** Of all words of a row, each once. */
  wordsFor(row: number, code: number): WordFit[];
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
  confusions: Confusions,
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

  const named = findNamedValues(words.names, column.values);
  /** How much likelier a name says a value, or does not, where the value is right than where it is not; as logarithms. */
  const [naming, silence] = measureNaming();

  function measureNaming(): [number, number] {
    let [known, own, other] = [0, 0, 0];
    for (let row = 0; row < rowCount; row++) {
      const code = column.codeAt(row);
      if (code === 0) continue;
      known++;
      for (const said of named.at(row)) {
        if (said === code) own++;
        else other++;
      }
    }
    const values = counts.reduce((sum, count, code) => sum + (code !== 0 && count > 0 ? 1 : 0), 0);
    const whereRight = (own + 1) / (known + 2);
    const elsewhere = (other + 1) / (known * Math.max(1, values - 1) + 2);
    return [Math.log(whereRight / elsewhere), Math.log((1 - whereRight) / (1 - elsewhere))];
  }

  function fitOfNaming(row: number, code: number): number {
    return named.at(row).has(code) ? naming : silence;
  }

  function fitOf(row: number, code: number): number {
    let fit = fitOfNaming(row, code);
    forWords(row, (word) => {
      fit += fits[code * wordCount + word] ?? 0;
    });
    return fit;
  }

  function fitOfOwnWord(code: number, word: number): number {
    const others = (together[code * wordCount + word] ?? 0) - 1;
    return Math.log(others + priorProducts * (shares[word] ?? 0)) - havingOf(code, 1);
  }

  function fitOfOwn(row: number, code: number): number {
    let fit = fitOfNaming(row, code);
    forWords(row, (word) => {
      fit += fitOfOwnWord(code, word);
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
        confused: codes.map((code) => confusions.at(row, code)),
      };
    },
    wordsFor(row, code) {
      const own = column.codeAt(row);
      const found = new Map<string, WordFit>();
      const add = ({ field: of, word, fit }: WordFit): void => {
        const name = JSON.stringify([of, of === null ? stemsOf(word) : word]);
        const known = found.get(name);
        found.set(name, { field: of, word: known?.word ?? word, fit: fit + (known?.fit ?? 0) });
      };
      forWords(row, (word) => {
        const beside = own === 0 ? Math.log(shares[word] ?? 0) : fitOfOwnWord(own, word);
        add({ ...words.nameOf(word), fit: (fits[code * wordCount + word] ?? 0) - beside });
      });
      const say = (value: number, fit: number): void => {
        if (named.at(row).has(value)) add({ field: null, word: foldText(column.values[value] ?? ''), fit });
      };
      say(code, naming - silence);
      say(own, silence - naming);
      return [...found.values()];
    },
    voteOf(row, wanted) {
      const end = votes.starts[row + 1] ?? 0;
      for (let at = votes.starts[row] ?? 0; at < end; at++)
        if (votes.codes[at] === wanted) return votes.shares[at] ?? 0;
      return 0;
    },
  };
}
