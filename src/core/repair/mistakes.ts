/**
 * How often each value stands where another one is right. As in confident learning (Northcutt, Jiang, Chuang 2021) the joint of right
 * and given values is estimated from what is told of each product without its own value; here by expectation maximisation, and held
 * towards mistakes that are as likely for every value, so that a few confusions make no rule.
 */

/** What comes into question for one product that has a value, with what is told of each. */
export interface GivenCase {
  readonly own: number;
  readonly codes: readonly number[];
  readonly chances: readonly number[];
}

/** @returns per case the probability that each of its values is the right one */
export type JudgeCase = (given: GivenCase) => readonly number[];

const rounds = 20;
/** How many products the assumption counts, beside those that have a value. */
const priorShare = 1 / 40;
const leastPrior = 100;
const mostPrior = 1000;

/** How often a value is given where another one, or it itself, is right. */
type ShareOf = (right: number, given: number) => number;

function judgeBy(shareOf: ShareOf): JudgeCase {
  return ({ own, codes, chances }) => {
    const weights = codes.map((code, at) => (chances[at] ?? 0) * shareOf(code, own));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return sum > 0 ? weights.map((weight) => weight / sum) : weights;
  };
}

/**
 * Every mistake is as likely whatever is right. For fields that neighbours alone tell: what looks alike there and is not would be
 * learnt as a mistake.
 * @param chanceOf how often a mistaken value is this one
 * @param wrong share of values whose products look wholly like others, @param odd of these that are right nevertheless
 */
export function judgeByChance(chanceOf: (code: number) => number, wrong: number, odd: number): JudgeCase {
  const judge = judgeBy((right, given) => (right === given ? 1 - wrong : wrong * chanceOf(given)));
  const mistaken = Math.max(0, wrong - odd) / wrong;
  return (given) =>
    judge(given).map((share, at) => (given.codes[at] === given.own ? share : share * mistaken));
}

/**
 * @param valueCount codes are below it
 * @param chanceOf how often a mistaken value is this one
 * @param wrong share of values that are mistaken, to begin with
 * @param pause lets others have their turn
 */
export async function learnMistakes(
  cases: readonly GivenCase[],
  valueCount: number,
  chanceOf: (code: number) => number,
  wrong: number,
  pause: () => Promise<void>,
): Promise<JudgeCase> {
  const prior = Math.min(mostPrior, Math.max(leastPrior, cases.length * priorShare));
  /** By right and given value: how many products. */
  let counts = new Map<number, number>();
  let rightCounts = new Float64Array(valueCount);
  let mistaken = wrong;

  const shareOf: ShareOf = (right, given) => {
    const assumed = right === given ? 1 - mistaken : mistaken * chanceOf(given);
    const counted = counts.get(right * valueCount + given) ?? 0;
    return (counted + prior * assumed) / ((rightCounts[right] ?? 0) + prior);
  };

  const judge = judgeBy(shareOf);

  for (let round = 0; round < rounds; round++) {
    const nextCounts = new Map<number, number>();
    const nextRight = new Float64Array(valueCount);
    let apart = 0;
    for (const [at, given] of cases.entries()) {
      for (const [place, share] of judge(given).entries()) {
        const code = given.codes[place] ?? 0;
        const key = code * valueCount + given.own;
        nextCounts.set(key, (nextCounts.get(key) ?? 0) + share);
        nextRight[code] = (nextRight[code] ?? 0) + share;
        if (code !== given.own) apart += share;
      }
      if (at % 500 === 0) await pause();
    }
    counts = nextCounts;
    rightCounts = nextRight;
    mistaken = apart / Math.max(1, cases.length);
  }
  return judge;
}
