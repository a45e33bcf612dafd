/** How the neighbours vote on one field, and how often they are right. */
import type { FieldValues } from '../products/fieldColumn.ts';
import { type Neighbours, weightOf } from './neighbours.ts';

/** Per row a code of each value that a neighbour has, with its share of the votes; a row without voters has none. */
export interface Votes {
  readonly starts: Int32Array;
  readonly codes: Int32Array;
  readonly shares: Float32Array;
}

/** A product's own value has no vote on itself: its neighbours are others. Those without a value do not vote. */
export function countVotes({ k, rows, scores }: Neighbours, column: FieldValues): Votes {
  const rowCount = rows.length / k;
  const starts = new Int32Array(rowCount + 1);
  const codes: number[] = [];
  const shares: number[] = [];
  const tally = new Float64Array(column.values.length);
  for (let row = 0; row < rowCount; row++) {
    const first = codes.length;
    let sum = 0;
    for (let at = row * k; at < (row + 1) * k; at++) {
      const neighbour = rows[at] ?? -1;
      const code = neighbour < 0 ? 0 : column.codeAt(neighbour);
      if (code === 0) continue;
      const weight = weightOf(scores[at] ?? 0);
      if (tally[code] === 0) codes.push(code);
      tally[code] = (tally[code] ?? 0) + weight;
      sum += weight;
    }
    for (let at = first; at < codes.length; at++) {
      const code = codes[at] ?? 0;
      shares.push((tally[code] ?? 0) / sum);
      tally[code] = 0;
    }
    starts[row + 1] = codes.length;
  }
  return { starts, codes: Int32Array.from(codes), shares: Float32Array.from(shares) };
}

export interface Measured {
  /** Share of known values that the votes find. */
  readonly found: number;
  /** Share of the commonest value. */
  readonly commonest: number;
  /** Cohen's kappa (1960) of votes and values. */
  readonly agreement: number;
}

/** Hides every known value in turn and asks the neighbours; null where no product with a value has any. */
export function measureVotes({ starts, codes, shares }: Votes, column: FieldValues): Measured | null {
  const said = new Int32Array(column.values.length);
  const guessed = new Int32Array(column.values.length);
  let [asked, right] = [0, 0];
  for (let row = 0; row + 1 < starts.length; row++) {
    const own = column.codeAt(row);
    const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    if (own === 0 || from === to) continue;
    let best = from;
    for (let at = from + 1; at < to; at++) if ((shares[at] ?? 0) > (shares[best] ?? 0)) best = at;
    const guess = codes[best] ?? 0;
    asked++;
    if (guess === own) right++;
    said[own] = (said[own] ?? 0) + 1;
    guessed[guess] = (guessed[guess] ?? 0) + 1;
  }
  if (asked === 0) return null;
  const byChance = said.reduce((sum, count, code) => sum + count * (guessed[code] ?? 0), 0) / asked ** 2;
  const found = right / asked;
  return {
    found,
    commonest: Math.max(...said) / asked,
    agreement: byChance === 1 ? 0 : (found - byChance) / (1 - byChance),
  };
}
