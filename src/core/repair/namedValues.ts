/** Which values of a field a product's own name says: "Honey Water Toner" names the value Toner, however rare that is. */
import { tokenise } from '../products/textTokens.ts';

export interface NamedValues {
  /** Codes of the values that a row's name says. */
  at(row: number): ReadonlySet<number>;
}

const none: ReadonlySet<number> = new Set();

/** @param names by row; @param values by code, the first one is "no value" */
export function findNamedValues(names: readonly string[], values: readonly string[]): NamedValues {
  const stemsOfValues = values.map((value) => tokenise(value).map(stemOf));
  const codesByStem = Map.groupBy(values.keys(), (code) => stemsOfValues[code]?.[0] ?? '');
  codesByStem.delete('');
  const named = names.map((name) => {
    const said = new Set(stemsOf(name));
    const codes = new Set<number>();
    for (const stem of said)
      for (const code of codesByStem.get(stem) ?? [])
        if (stemsOfValues[code]?.every((each) => said.has(each)) === true) codes.add(code);
    return codes;
  });
  return { at: (row) => named[row] ?? none };
}

/** Without the s of a plural, and "T-shirt" as "tshirt" too. */
export function stemsOf(text: string): string[] {
  const stems = tokenise(text).map(stemOf);
  return [...stems, ...stems.slice(1).map((stem, at) => `${stems[at] ?? ''}${stem}`)];
}

function stemOf(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}
