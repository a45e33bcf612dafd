/**
 * How much a product's other words count beside the votes of its neighbours, and how sharply both tell: as fits the known values best,
 * each hidden in turn. Some of these are wrong; so that they do not blunt everything, a share of them is taken to say nothing.
 */
import type { Evidence } from './evidence.ts';

export interface Weighing {
  /** Of the words, beside 1 of the votes. */
  readonly words: number;
  /** What all is divided by. */
  readonly temperature: number;
  /** Share of votes that a value without any is taken to have; null where neighbours alone tell: as was learnt of each. */
  readonly floor: number | null;
  /** Share of known values that say nothing. */
  readonly wrong: number;
}

export interface KnownCase {
  readonly evidence: Evidence;
  /** Place of the known value among those that come into question. */
  readonly own: number;
  /** How often a value that says nothing is this one. */
  readonly chance: number;
}

const wordWeights = [0, 0.15, 0.3, 0.5, 0.8];
const temperatures = [0.6, 0.8, 1, 1.3, 1.8];
const floors = [0.02, 0.004, 0.0008];
/** Of a value that nothing speaks for. */
const leastUnvoted = 1e-4;
const rounds = 25;

/** Each value's probability, in the evidence's order. */
export function weigh(
  { votes, words, confused }: Evidence,
  { words: weight, temperature, floor }: Omit<Weighing, 'wrong'>,
): Float64Array {
  const count = votes.length;
  const chances = new Float64Array(count);
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    const unvoted = floor ?? (confused[at] ?? 0) + leastUnvoted;
    const support = (Math.log((votes[at] ?? 0) + unvoted) + weight * (words[at] ?? 0)) / temperature;
    chances[at] = support;
    if (support > most) most = support;
  }
  let sum = 0;
  for (let at = 0; at < count; at++) {
    const chance = Math.exp((chances[at] ?? 0) - most);
    chances[at] = chance;
    sum += chance;
  }
  for (let at = 0; at < count; at++) chances[at] = (chances[at] ?? 0) / sum;
  return chances;
}

/** @param pause lets others have their turn */
export async function findWeighing(
  cases: readonly KnownCase[],
  pause: () => Promise<void>,
): Promise<Weighing> {
  const best = await findBest(cases, floors, wordWeights, pause);
  return best.words > 0 ? best : findBest(cases, [null], [0], pause);
}

async function findBest(
  cases: readonly KnownCase[],
  someFloors: readonly (number | null)[],
  weights: readonly number[],
  pause: () => Promise<void>,
): Promise<Weighing> {
  let best: Weighing = { words: 0, temperature: 1, floor: null, wrong: 0.01 };
  let bestLikelihood = Number.NEGATIVE_INFINITY;
  for (const floor of someFloors) {
    for (const words of weights) {
      for (const temperature of temperatures) {
        const own = cases.map(
          ({ evidence, own: place }) => weigh(evidence, { words, temperature, floor })[place] ?? 0,
        );
        const { wrong, likelihood } = findWrong(cases, own);
        if (likelihood > bestLikelihood) {
          bestLikelihood = likelihood;
          best = { words, temperature, floor, wrong };
        }
        await pause();
      }
    }
  }
  return best;
}

/** Expectation maximisation of the share that says nothing. @param own the known values' probabilities */
function findWrong(
  cases: readonly KnownCase[],
  own: readonly number[],
): { wrong: number; likelihood: number } {
  let wrong = 0.02;
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (const [at, { chance }] of cases.entries()) {
      const byChance = wrong * chance;
      sum += byChance / (byChance + (1 - wrong) * (own[at] ?? 0) + Number.MIN_VALUE);
    }
    wrong = sum / cases.length;
  }
  let likelihood = 0;
  for (const [at, { chance }] of cases.entries())
    likelihood += Math.log(wrong * chance + (1 - wrong) * (own[at] ?? 0) + 1e-300);
  return { wrong, likelihood };
}
