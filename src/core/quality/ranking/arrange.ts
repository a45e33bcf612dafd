import type { LearnedRanking } from '../../../contract/ranking.ts';
import type { ProductRecord } from '../../products/ports.ts';
import type { Match } from '../../search/ports.ts';
import { chanceOf } from './fitLogistic.ts';
import { pairFeatures } from './pairFeatures.ts';

/**
 * The matches in the learned order; equally good ones stay as they were.
 * @param records of the matches, in their order; one that is gone counts as having no value
 */
export function arrange(
  ranking: Pick<LearnedRanking, 'fields' | 'intercept' | 'weights'>,
  own: Pick<ProductRecord, 'attributes'>,
  matches: readonly Match[],
  records: readonly (Pick<ProductRecord, 'attributes'> | null)[],
): Match[] {
  return matches
    .map((match, at) => {
      const others = records[at]?.attributes ?? {};
      const features = pairFeatures(match.score, ranking.fields, own.attributes, others);
      return { match, chance: chanceOf(ranking, features) };
    })
    .sort((a, b) => b.chance - a.chance)
    .map(({ match }) => match);
}
