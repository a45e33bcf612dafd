/** The order of look-alikes that was learned from decisions, told of a product's matches. */
import type { LearnedRanking } from '../../contract/insight/ranking.ts';
import { chanceOf } from '../quality/ranking/fitLogistic.ts';
import { pairFeatures } from '../quality/ranking/pairFeatures.ts';
import type { SearchCatalog } from './candidates.ts';
import type { Match } from './ports.ts';

/** So many of the nearest are put in the learned order, and the others follow by distance. Each has to be compared for every list that leaves. */
export const arrangedCount = 100;

/** @returns what gives the nearest (nearest first, as they stay) the chance that each is accepted */
export function learnedOrder(
  { rows }: Pick<SearchCatalog, 'rows'>,
  row: number,
  ranking: Pick<LearnedRanking, 'fields' | 'intercept' | 'weights'>,
): (nearest: readonly Match[]) => readonly Match[] {
  const known = new Set(rows.fields);
  const valuesAt = (at: number | undefined): string[] =>
    ranking.fields.map((field) => (at !== undefined && known.has(field) ? rows.valueOf(at, field) : ''));
  const own = valuesAt(row);
  return (nearest) =>
    nearest.map((match, at) =>
      at < arrangedCount
        ? {
            ...match,
            chance: chanceOf(ranking, pairFeatures(match.score, own, valuesAt(rows.rowOf(match.id)))),
          }
        : match,
    );
}
