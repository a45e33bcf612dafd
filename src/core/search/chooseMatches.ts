/** Which of the nearest are shown, and in which order: one way for a search and for the suggestions of every list. */
import type { Metric } from '../../contract/search.ts';
import { compareMatches } from './compareMatches.ts';
import { diversify, diversityPool } from './diversify.ts';
import { groupVariants } from './groupVariants.ts';
import { arrangedCount } from './learnedOrder.ts';
import type { Look, Match, Wishes } from './ports.ts';

export type Choice = Partial<Omit<Wishes, 'like' | 'unlike' | 'unlikeWeight'>> & { readonly metric: Metric };

/** Above it two products are taken for one in another colour or cut: pictures of the same garment lie there. */
export const defaultVariantScore = 0.95;

/** What stands beside a choice, and how it is made beyond what is wished. */
export interface ChoiceSetting {
  /** Products that stand beside them, for their variants too. */
  readonly standing?: readonly Match[];
  /** Whether the variants of each are wanted, or only who leads. */
  readonly isNamed?: boolean;
  /** Tells a learned order, where there is one: of the nearest, those chosen already included. */
  readonly weigh?: ((nearest: readonly Match[]) => readonly Match[]) | undefined;
  /** Of the nearest those that are not chosen, though they have their place in a learned order; ids. */
  readonly leftOut?: ReadonlySet<string>;
}

/** What is known of a match's image. */
export interface Pictures {
  vectorOf(imageId: string): Float32Array | undefined;
  /** What tells near-identical pictures. */
  lookOf(imageId: string): Look | undefined;
}

/** How many of the nearest are looked at first, for `k` of them. @param isNamed as in `chooseMatches`; @param leftOut of the nearest */
export function choicePool(k: number, choice: Choice, isNamed = true, leftOut = 0): number {
  const { variants, diversity = 0, ranking } = choice;
  const least = ranking === undefined ? 0 : Math.max(arrangedCount, k + leftOut);
  if (variants !== 'grouped') return Math.max(least, diversityPool(k, diversity));
  // Where only those that lead are wanted, few more than them are near enough.
  return Math.max(least, isNamed || diversity > 0 ? diversityPool(k, 1) : 4 * k);
}

/**
 * Of the nearest those within the limits of the score; of near-identical ones the nearest, which has the others; and of these
 * `k` that differ among each other as much as is wished, or the first `k` in the learned order. That is of `arrangedCount` of the nearest
 * whatever `k` is: a longer choice begins as a shorter one.
 * @param find the nearest, so many
 */
export function chooseMatches(
  find: (count: number) => Match[],
  k: number,
  choice: Choice,
  { vectorOf, lookOf }: Pictures,
  { standing = [], isNamed = true, weigh, leftOut = noneLeftOut }: ChoiceSetting = {},
): Match[] {
  const { metric, diversity = 0, variants, variantScore = defaultVariantScore } = choice;
  const most = weigh === undefined ? diversityPool(k, diversity) : Math.max(arrangedCount, k);
  for (let pool = choicePool(k, choice, isNamed, leftOut.size); ; pool *= 4) {
    const nearest = nearestWithinScores(find, pool, choice);
    const weighed = weigh?.(nearest) ?? nearest;
    const among = leftOut.size === 0 ? weighed : weighed.filter(({ id }) => !leftOut.has(id));
    if (variants !== 'grouped') return choose(among);
    const groups = groupVariants(among, variantScore, lookOf, { most, standing, isNamed });
    if (groups.length < k && nearest.length === pool) continue;
    const chosen = choose(groups.map(({ leader }) => leader));
    const folded = new Map(groups.map((group) => [group.leader.id, group.variants]));
    return isNamed ? chosen.map((match) => ({ ...match, variants: folded.get(match.id) ?? [] })) : chosen;
  }

  /** @param among nearest first */
  function choose(among: readonly Match[]): Match[] {
    if (weigh === undefined) return diversify(among, k, diversity, metric, vectorOf);
    const ranked = among.map((match, at) => ({ ...match, distanceRank: at + 1 }));
    return ranked.sort(compareMatches).slice(0, k);
  }
}

const noneLeftOut: ReadonlySet<string> = new Set();

/** Whether a score is within the limits. */
export function isWithinScores(score: number, { minScore, maxScore }: Partial<Wishes>): boolean {
  return score >= leastOf(minScore) && score <= mostOf(maxScore);
}

// Rounding must not shut out an equal picture, or an opposite one.
function leastOf(minScore = -1): number {
  return minScore <= -1 ? -2 : minScore;
}

function mostOf(maxScore = 1): number {
  return maxScore >= 1 ? 2 : maxScore;
}

/** The nearest with a score within the limits: asks for more until there are enough, or no other can be within. */
function nearestWithinScores(find: (count: number) => Match[], wanted: number, choice: Choice): Match[] {
  const { minScore, metric } = choice;
  for (let asked = wanted; ; asked *= 4) {
    const found = find(asked);
    const within = found.filter(({ score }) => isWithinScores(score, choice));
    // By manhattan distance scores do not fall along the list.
    const isPast = metric !== 'manhattan' && (found.at(-1)?.score ?? 1) < leastOf(minScore);
    if (within.length >= wanted || isPast || found.length < asked) return within.slice(0, wanted);
  }
}
