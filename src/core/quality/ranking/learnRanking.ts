/** Learns from accepts and rejects in which order look-alikes are best shown, and whether that is better than by distance. */
import {
  decisionsNeeded,
  type LearnedRanking,
  type RankingStanding,
} from '../../../contract/insight/ranking.ts';
import { createRandom } from '../../map/random.ts';
import { createTally, estimate } from '../estimate.ts';
import { type Cases, chanceOf, fitLogistic, type LogisticModel } from './fitLogistic.ts';

/** One decided look-alike. */
export interface DecidedPair {
  /** Of the product: pairs of one product are held out together. */
  readonly group: number;
  readonly features: readonly number[];
  readonly isAccepted: boolean;
}

const folds = 5;
const seed = 7;

/** What there is to learn from. */
export function standingOf(pairs: readonly Pick<DecidedPair, 'group' | 'isAccepted'>[]): RankingStanding {
  const groups = Map.groupBy(pairs, ({ group }) => group);
  const accepted = pairs.filter(({ isAccepted }) => isAccepted).length;
  const mixed = [...groups.values()].filter(isMixed).length;
  const rejected = pairs.length - accepted;
  return {
    ...{ accepted, rejected, mixed },
    isEnough:
      accepted >= decisionsNeeded.accepted &&
      rejected >= decisionsNeeded.rejected &&
      mixed >= decisionsNeeded.mixed,
  };
}

/**
 * Held-out products judge: of each pair of an accepted and a rejected look-alike of one product, which order puts the accepted
 * one first? That share is the area under the ROC curve within a product. An order is offered only where it is better than
 * distance on products that it was not learned from, with an interval that excludes zero.
 * @param fields whose agreement the features tell after the cosine similarity
 * @param pause lets the engine answer others
 */
export async function learnRanking(
  pairs: readonly DecidedPair[],
  fields: readonly string[],
  pause: () => Promise<void>,
): Promise<Omit<LearnedRanking, 'at'>> {
  const cases = toCases(pairs, fields.length + 1);
  const byGroup = [...Map.groupBy(pairs.keys(), (at) => pairs[at]?.group ?? 0).values()];
  const foldOf = dealFolds(byGroup.length);
  const chances = new Float64Array(pairs.length);
  for (let fold = 0; fold < folds; fold++) {
    const inFold = (group: number): boolean => foldOf[group] === fold;
    const held = byGroup.flatMap((places, group) => (inFold(group) ? places : []));
    const others = byGroup.flatMap((places, group) => (inFold(group) ? [] : places));
    const model = fitOrder(cases, others);
    await pause();
    for (const at of held) chances[at] = chanceOf(model, pairs[at]?.features ?? []);
  }
  const judged = byGroup.filter((places) => isMixed(places.flatMap((at) => pairs[at] ?? [])));
  const [plain, learned] = [createTally(judged.length), createTally(judged.length)];
  for (const [group, places] of judged.entries()) {
    plain.counts[group] = 1;
    learned.counts[group] = 1;
    plain.hits[group] = shareInOrder(places, pairs, (at) => pairs[at]?.features[0] ?? 0);
    learned.hits[group] = shareInOrder(places, pairs, (at) => chances[at] ?? 0);
  }
  const { estimates, difference } = estimate([plain, learned]);
  const none = { value: 0, low: 0, high: 0 };
  const { intercept, weights } = fitOrder(cases);
  return {
    fields: [...fields],
    intercept,
    weights: [...weights],
    decisions: pairs.length,
    products: judged.length,
    plain: estimates[0] ?? none,
    learned: estimates[1] ?? none,
    difference: difference ?? none,
    isBetter: standingOf(pairs).isEnough && (difference?.low ?? 0) > 0,
  };
}

/**
 * Likeness never counts against a look-alike: decisions are on the nearest, and what they happen to say of likeness among those would
 * bring the farthest to the front. Where it would, it has no weight (the best order that keeps to that), and distance orders equals.
 */
function fitOrder(cases: Cases, among?: readonly number[]): LogisticModel {
  const model = fitLogistic(cases, among);
  if ((model.weights[0] ?? 0) >= 0) return model;
  const { width, features } = cases;
  return fitLogistic(
    { ...cases, features: features.map((value, at) => (at % width === 0 ? 0 : value)) },
    among,
  );
}

/** Whether something was accepted and something rejected. */
function isMixed(pairs: readonly Pick<DecidedPair, 'isAccepted'>[]): boolean {
  return pairs.some(({ isAccepted }) => isAccepted) && pairs.some(({ isAccepted }) => !isAccepted);
}

function toCases(pairs: readonly DecidedPair[], width: number): Cases {
  const features = new Float64Array(pairs.length * width);
  for (const [at, pair] of pairs.entries()) features.set(pair.features, at * width);
  return { width, features, labels: Uint8Array.from(pairs, ({ isAccepted }) => Number(isAccepted)) };
}

/** As many groups in each fold, one at most more, in an order that is drawn. */
function dealFolds(groups: number): Uint8Array {
  const random = createRandom(seed);
  const foldOf = Uint8Array.from({ length: groups }, (_, at) => at % folds);
  for (let at = groups - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [foldOf[at], foldOf[other]] = [foldOf[other] ?? 0, foldOf[at] ?? 0];
  }
  return foldOf;
}

/** Of all pairs of an accepted and a rejected one; a tie counts half. */
function shareInOrder(
  places: readonly number[],
  pairs: readonly DecidedPair[],
  worthOf: (at: number) => number,
): number {
  const accepted = places.filter((at) => pairs[at]?.isAccepted === true).map(worthOf);
  const rejected = places.filter((at) => pairs[at]?.isAccepted === false).map(worthOf);
  let right = 0;
  for (const one of accepted)
    for (const other of rejected) right += one > other ? 1 : one === other ? 0.5 : 0;
  return right / (accepted.length * rejected.length);
}
