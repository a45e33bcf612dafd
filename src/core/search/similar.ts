/** Look-alikes: the nearest products of a product, of an outside image, or of several at once. */
import type { Filter } from '../../contract/products.ts';
import { type SearchCatalog, selectCandidates } from './candidates.ts';
import { diversify, diversityPool } from './diversify.ts';
import { nearestProducts } from './nearestProducts.ts';
import type { Matches, SimilarOptions, SimilarQuery } from './ports.ts';
import { queryVectors, requireRow } from './queryVectors.ts';
import { sameFilters } from './sameFilters.ts';
import { traceMatches } from './traceMatches.ts';

/** What `SearchPort.similar` answers, of this catalog. @throws Failure as it does */
export function findSimilar(
  catalog: SearchCatalog,
  query: SimilarQuery,
  filters: readonly Filter[],
  options: SimilarOptions,
): Matches {
  const { k, metric, same, like, unlike, diversity } = options;
  const row = query.kind === 'product' ? requireRow(catalog, query.id) : undefined;
  const vectors = queryVectors(catalog, query, options);
  const candidates = selectCandidates(catalog, [...filters, ...sameFilters(catalog.rows, row, same)]);
  const excluded = new Set([...like, ...unlike].map((id) => requireRow(catalog, id)));
  if (row !== undefined) excluded.add(row);
  for (const id of query.kind === 'profile' ? query.profile.leftOut : []) {
    const other = catalog.rows.rowOf(id);
    if (other !== undefined) excluded.add(other);
  }
  let left = candidates.count;
  for (const own of excluded) left -= candidates.eligible[own] ?? 0;

  const wanted = diversityPool(k, diversity);
  const nearest = nearestProducts(catalog, vectors, wanted, metric, candidates, excluded);
  const vectorOf = (imageId: string) => catalog.index.vectorOf(imageId);
  const matches = diversify(nearest, k, diversity, metric, vectorOf);
  const isProfile = query.kind === 'profile';
  return { candidates: left, matches: isProfile ? traceMatches(catalog, matches, query.profile) : matches };
}
