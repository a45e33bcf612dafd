/** Look-alikes: the nearest products of a product, of an outside image, of a taste, or of several at once. */
import type { Filter } from '../../contract/products.ts';
import { findAim } from './aim.ts';
import { type SearchCatalog, selectCandidates } from './candidates.ts';
import { chooseMatches, defaultVariantScore } from './chooseMatches.ts';
import { groupVariants } from './groupVariants.ts';
import { learnedOrder } from './learnedOrder.ts';
import type { Matches, SimilarOptions, SimilarQuery } from './ports.ts';
import { requireRow } from './queryVectors.ts';
import { requireRange } from './requireRange.ts';
import { sameFilters } from './sameFilters.ts';
import { tellParts } from './tellParts.ts';
import { traceMatches } from './traceMatches.ts';

/** What `SearchPort.similar` answers, of this catalog. @throws Failure as it does */
export function findSimilar(
  catalog: SearchCatalog,
  query: SimilarQuery,
  filters: readonly Filter[],
  options: SimilarOptions,
): Matches {
  const { k, same, like, unlike, variants, variantScore = defaultVariantScore } = options;
  requireRange(options);
  const row = query.kind === 'product' ? requireRow(catalog, query.id) : undefined;
  const aim = findAim(catalog, query, options);
  const candidates = selectCandidates(catalog, [...filters, ...sameFilters(catalog.rows, row, same)]);
  const excluded = new Set([...like, ...unlike].map((id) => requireRow(catalog, id)));
  if (row !== undefined) excluded.add(row);
  for (const id of query.kind === 'profile' ? query.profile.leftOut : []) {
    const other = catalog.rows.rowOf(id);
    if (other !== undefined) excluded.add(other);
  }
  let left = candidates.count;
  for (const own of excluded) left -= candidates.eligible[own] ?? 0;

  const { ranking } = options;
  // As they are where no order was learned, and of what is no product.
  const weigh = ranking === undefined || row === undefined ? undefined : learnedOrder(catalog, row, ranking);
  const find = (count: number) => aim.nearest(count, candidates, excluded);
  const matches = chooseMatches(find, k, options, catalog.index, { weigh }).map((match) =>
    tellParts(catalog, aim.vectors, match),
  );
  return {
    candidates: left,
    groups:
      variants === 'grouped'
        ? matches.length
        : groupVariants(matches, variantScore, catalog.index.lookOf).length,
    matches: query.kind === 'profile' ? traceMatches(catalog, matches, query.profile) : matches,
  };
}
