import type { LearnedRanking } from '../../../contract/ranking.ts';
import type { Match } from '../../search/ports.ts';
import { chanceOf } from './fitLogistic.ts';
import { pairFeatures } from './pairFeatures.ts';

/** All that orders look-alikes. */
export type Ranking = Pick<LearnedRanking, 'fields' | 'intercept' | 'weights'>;

/**
 * The matches in the learned order, each with the rank that it has by distance; equally good ones stay as they were.
 * @param matches nearest first
 * @param own the query product's values in the ranking's fields, empty for none; @param valuesOf a match's
 */
export function arrange(
  ranking: Ranking,
  matches: readonly Match[],
  own: readonly string[],
  valuesOf: (match: Match) => readonly string[],
): Match[] {
  return matches
    .map((match, at) => ({
      match: { ...match, distanceRank: at + 1 },
      chance: chanceOf(ranking, pairFeatures(match.score, own, valuesOf(match))),
    }))
    .sort((a, b) => b.chance - a.chance)
    .map(({ match }) => match);
}
