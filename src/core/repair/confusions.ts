/**
 * How often a value stands, and rightly so, with products none of whose neighbours have it: some values look like others. What is no
 * more frequent than mistakes, which are as likely wherever they are, is taken for these.
 */
import type { FieldValues } from '../products/fieldColumn.ts';
import type { Votes } from './votes.ts';

export interface Confusions {
  /** Probability that a product without a vote for a value has it, by what its neighbours say; its own value does not count. */
  at(row: number, code: number): number;
}

const rounds = 30;
/** One case makes no rule. */
const discounted = 1;
const firstWrong = 0.1;
const rowsAtOnce = 500;

/** A value and what neighbours say that do not: votes for that, where the value stands and where it may. */
interface Confusion {
  readonly place: number;
  readonly count: number;
  readonly asked: number;
  readonly chance: number;
}

/**
 * @param chanceOf how often a mistaken value is this one
 * @param pause lets others have their turn
 */
export async function learnConfusions(
  votes: Votes,
  column: FieldValues,
  chanceOf: (code: number) => number,
  pause: () => Promise<void>,
): Promise<Confusions> {
  const { starts, codes, shares } = votes;
  const valueCount = column.values.length;
  const { standing, possible } = await countUnvoted(votes, column, pause);
  const confused: Confusion[] = [];
  let expected = 0;
  for (const [place, asked] of possible.entries()) {
    const [count, chance] = [standing[place] ?? 0, chanceOf(Math.floor(place / valueCount))];
    expected += chance * Math.max(0, asked);
    if (count > 0) confused.push({ place, count, asked: Math.max(1, asked), chance });
  }

  /** By place: how often it stands rightly, and which share of those that stand. */
  const rates = new Float32Array(possible.length);
  const natural = new Float32Array(possible.length).fill(0.5);
  let wrong = firstWrong;
  for (let round = 0; round < rounds; round++) {
    let mistakes = 0;
    for (const { place, count, asked, chance } of confused) {
      const rate = Math.max(0, (natural[place] ?? 0) * count - discounted) / asked;
      const share = rate / (rate + wrong * chance);
      rates[place] = rate;
      natural[place] = share;
      mistakes += count * (1 - share);
    }
    wrong = mistakes / Math.max(1, expected);
    await pause();
  }

  return {
    at(row, code) {
      const isOwn = column.codeAt(row) === code;
      let chance = 0;
      for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
        const [share, place] = [shares[at] ?? 0, code * valueCount + (codes[at] ?? 0)];
        const self = isOwn ? (share * (natural[place] ?? 0)) / Math.max(1, possible[place] ?? 0) : 0;
        chance += share * Math.max(0, (rates[place] ?? 0) - self);
      }
      return chance;
    },
  };
}

/** By `value × what neighbours say`: their votes at products that have the value, and at any, where none of them says it. */
async function countUnvoted(
  { starts, codes, shares }: Votes,
  column: FieldValues,
  pause: () => Promise<void>,
): Promise<{ standing: Float32Array; possible: Float32Array }> {
  const valueCount = column.values.length;
  const standing = new Float32Array(valueCount * valueCount);
  const voted = new Float32Array(valueCount * valueCount);
  const all = new Float64Array(valueCount);
  for (let row = 0; row + 1 < starts.length; row++) {
    const own = column.codeAt(row);
    if (own === 0) continue;
    const said = codes.subarray(starts[row] ?? 0, starts[row + 1] ?? 0);
    const isVoted = said.includes(own);
    for (const [at, code] of said.entries()) {
      const share = shares[(starts[row] ?? 0) + at] ?? 0;
      all[code] = (all[code] ?? 0) + share;
      if (!isVoted) add(standing, own * valueCount + code, share);
      for (const other of said) add(voted, other * valueCount + code, share);
    }
    if (row % rowsAtOnce === 0) await pause();
  }
  return { standing, possible: voted.map((share, place) => (all[place % valueCount] ?? 0) - share) };
}

function add(to: Float32Array, at: number, value: number): void {
  to[at] = (to[at] ?? 0) + value;
}
