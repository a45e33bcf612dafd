/** What products are compared with: the vectors of a query, and by manhattan distance also what it is to be away from. */
import type { Metric } from '../../contract/search.ts';
import type { Candidates, SearchCatalog } from './candidates.ts';
import { matchAway, nearestAway } from './nearestAway.ts';
import { matchProduct, nearestProducts } from './nearestProducts.ts';
import type { Match, SimilarQuery, Wishes } from './ports.ts';
import { awayQuery, queryVectors } from './queryVectors.ts';

export interface Aim {
  /** What an index can be asked with; empty where it cannot answer. */
  readonly vectors: readonly Float32Array[];
  /** @param excluded rows that are never results */
  nearest(k: number, candidates: Candidates, excluded: ReadonlySet<number>): Match[];
  /** How near one product is; undefined while none of its images is embedded. */
  matchOf(row: number): Match | undefined;
}

export type AimOptions = Pick<Wishes, 'like' | 'unlike' | 'unlikeWeight'> & { readonly metric: Metric };

/** @param vectors L2-normalised, at least one */
export function aimAt(catalog: SearchCatalog, vectors: readonly Float32Array[], metric: Metric): Aim {
  return {
    vectors,
    nearest: (k, candidates, excluded) => nearestProducts(catalog, vectors, k, metric, candidates, excluded),
    matchOf: (row) => matchProduct(catalog, vectors, row, metric),
  };
}

/** @throws Failure as `queryVectors` */
export function findAim(catalog: SearchCatalog, query: SimilarQuery, options: AimOptions): Aim {
  const vectors = queryVectors(catalog, query, options);
  if (options.metric !== 'manhattan' || options.unlike.length === 0)
    return aimAt(catalog, vectors, options.metric);
  const away = awayQuery(catalog, query, options, vectors);
  return {
    vectors: [],
    nearest: (k, candidates, excluded) => nearestAway(catalog, away, k, candidates, excluded),
    matchOf: (row) => matchAway(catalog, away, row),
  };
}
