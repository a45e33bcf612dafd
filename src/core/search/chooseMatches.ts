/** Which of the nearest are shown, and in which order: one way for a search and for the suggestions of every list. */
import type { Metric } from '../../contract/search.ts';
import { diversify, diversityPool } from './diversify.ts';
import { groupVariants } from './groupVariants.ts';
import type { Match, Wishes } from './ports.ts';

export type Choice = Partial<Omit<Wishes, 'like' | 'unlike' | 'unlikeWeight'>> & { readonly metric: Metric };

/** Above it two products are taken for one in another colour or cut: pictures of the same garment lie there. */
export const defaultVariantScore = 0.95;

/** What stands beside a choice, and how it is made beyond what is wished. */
export interface ChoiceSetting {
  /** Products that stand beside them, for their variants too. */
  readonly standing?: readonly Match[];
  /** Whether the variants of each are wanted, or only who leads. */
  readonly isNamed?: boolean;
  /** What tells near-identical pictures, where vectors are compared otherwise than they look. */
  readonly lookOf?: VectorOf;
  /** Another order than that of the distance: of a pool as for the greatest variety. */
  readonly order?: ((matches: readonly Match[]) => readonly Match[]) | undefined;
}

type VectorOf = (imageId: string) => Float32Array | undefined;

/** How many of the nearest are looked at first, for `k` of them. @param isNamed as in `chooseMatches` */
export function choicePool(k: number, { variants, diversity = 0 }: Choice, isNamed = true): number {
  if (variants !== 'grouped') return diversityPool(k, diversity);
  // Where only those that lead are wanted, few more than them are near enough.
  return isNamed || diversity > 0 ? diversityPool(k, 1) : 4 * k;
}

/**
 * Of the nearest those within the limits of the score; of near-identical ones the nearest, which has the others; and of these
 * `k` that differ among each other as much as is wished.
 * @param find the nearest, so many
 * @param vectorOf the vector of a match's image
 */
export function chooseMatches(
  find: (count: number) => Match[],
  k: number,
  choice: Choice,
  vectorOf: VectorOf,
  { standing = [], isNamed = true, lookOf = vectorOf, order }: ChoiceSetting = {},
): Match[] {
  const { metric, diversity = 0, variants, variantScore = defaultVariantScore } = choice;
  if (variants !== 'grouped') {
    const pool = order === undefined ? choicePool(k, choice) : diversityPool(k, 1);
    const nearest = nearestWithinScores(find, pool, choice);
    return diversify(order?.(nearest) ?? nearest, k, diversity, metric, vectorOf);
  }
  const most = diversityPool(k, order === undefined ? diversity : 1);
  for (let pool = choicePool(k, choice, isNamed); ; pool *= 4) {
    const nearest = nearestWithinScores(find, pool, choice);
    const groups = groupVariants(nearest, variantScore, lookOf, { most, standing, isNamed });
    if (groups.length < k && nearest.length === pool) continue;
    const leaders = groups.map(({ leader }) => leader);
    const folded = new Map(groups.map((group) => [group.leader.id, group.variants]));
    const chosen = diversify(order?.(leaders) ?? leaders, k, diversity, metric, vectorOf);
    return isNamed ? chosen.map((match) => ({ ...match, variants: folded.get(match.id) ?? [] })) : chosen;
  }
}

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
