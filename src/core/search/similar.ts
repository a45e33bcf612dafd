/** Look-alikes: the nearest products of a product, of an outside image, or of several at once. */
import type { LookAlike, SimilarInput, SimilarOutput } from '../../contract/search.ts';
import { type SearchCatalog, selectCandidates } from './candidates.ts';
import { diversify, diversityPool } from './diversify.ts';
import { nearestProducts, type ProductMatch } from './nearestProducts.ts';
import { queryVectors, requireRow, type SimilarQuery } from './queryVectors.ts';
import { sameFilters } from './sameFilters.ts';

export type SimilarOptions = Omit<SimilarInput, 'query'>;
/** The contract's answer without the time it took, which the engine measures. */
export type SimilarAnswer = Omit<SimilarOutput, 'milliseconds'>;

/**
 * The `k` nearest products, ordered by distance and ties by id (with `diversity` above 0: by marginal relevance). The
 * query product and the products it is told to be like or unlike are never among them.
 * @throws Failure `not-found` for an unknown product or one without embedding; `bad-input` for an unknown field, for
 *   `same` with an outside image, and where likes and unlikes cancel out
 */
export function findSimilar(
  catalog: SearchCatalog,
  query: SimilarQuery,
  options: SimilarOptions,
): SimilarAnswer {
  const { k, metric, where, same, like, unlike, diversity } = options;
  const row = query.kind === 'product' ? requireRow(catalog, query.id) : undefined;
  const vectors = queryVectors(catalog, query, like, unlike);
  const candidates = selectCandidates(catalog, [...where, ...sameFilters(catalog.rows, row, same)]);
  const excluded = new Set([...like, ...unlike].map((id) => requireRow(catalog, id)));
  if (row !== undefined) excluded.add(row);
  let left = candidates.count;
  for (const own of excluded) left -= candidates.eligible[own] ?? 0;

  const wanted = diversity === 0 ? k : diversityPool(k);
  const nearest = nearestProducts(catalog, vectors, wanted, metric, candidates, excluded);
  const chosen =
    diversity === 0
      ? nearest
      : diversify(nearest, k, diversity, metric, (imageId) => catalog.index.vectorOf(imageId));
  return {
    metric,
    k,
    candidates: left,
    results: chosen.map((match, i) => describeMatch(catalog, match, i + 1)),
  };
}

/** A match as the contract shows it: the product with its nearest image. */
function describeMatch({ rows }: SearchCatalog, match: ProductMatch, rank: number): LookAlike {
  const { id, name, attributes, images } = rows.at(match.row);
  return {
    rank,
    id,
    name,
    score: match.score,
    distance: match.distance,
    image: images.find(({ imageId }) => imageId === match.imageId)?.path ?? '',
    imageId: match.imageId,
    attributes,
  };
}
