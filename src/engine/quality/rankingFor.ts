/** In which order look-alikes are shown, and leave: one answer for searches, lists and exports. */
import { Failure } from '../../contract/failure.ts';
import type { LearnedRanking } from '../../contract/insight/ranking.ts';
import type { SimilarInput } from '../../contract/search.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { substitute } from '../../core/lists/ports.ts';

/** What is asked for, of look-alikes of one product or of its list; left out: nothing is wished. */
export interface OrderAsked
  extends Partial<
    Pick<SimilarInput, 'order' | 'metric' | 'region' | 'like' | 'unlike' | 'diversity' | 'colourWeight'> & {
      type: string;
    }
  > {
  /** Of a taste, or of a picture from outside. */
  readonly isOfProduct?: boolean;
}

/** Null: by distance. @throws Failure `bad-input` where the learned order is asked for and cannot be had */
export async function rankingFor(
  { quality }: Pick<CatalogSession, 'quality'>,
  asked: OrderAsked,
): Promise<LearnedRanking | null> {
  const { order = 'chosen' } = asked;
  if (order === 'distance') return null;
  const kept = await quality.ranking();
  if (order === 'learned') {
    if (kept?.ranking.isBetter !== true) throw noBetterOrder();
    const reason = findHindrance(asked);
    if (reason !== null) throw new Failure('bad-input', reason);
    return kept.ranking;
  }
  return kept?.isUsed === true && findHindrance(asked) === null ? kept.ranking : null;
}

export function noBetterOrder(): Failure {
  return new Failure(
    'bad-input',
    'No order was learned that is better than by distance. Decide on more look-alikes, and learn again.',
  );
}

/** Why look-alikes can only be ordered by distance; null where they can be in the learned order. */
function findHindrance(asked: OrderAsked): string | null {
  const { type = substitute, metric, region, like = [], unlike = [], isOfProduct } = asked;
  const { diversity = 0, colourWeight = 0 } = asked;
  if (isOfProduct === false || type !== substitute)
    return 'The learned order is one of look-alikes of a product, and these are not: there is no learned order of others.';
  if (metric === 'tuned')
    return 'There is no learned order by the tuned distance: it was learned beside the cosine. Choose another distance, or leave the learned order out.';
  if (region !== undefined || like.length + unlike.length > 0 || diversity + colourWeight > 0)
    return 'There is no learned order with variety, likes and dislikes, a weight of colours, or a part of a picture. Leave these out, or the learned order.';
  return null;
}
