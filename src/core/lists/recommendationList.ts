/** One product's recommendation list: its look-alikes as the curator left them. */
import type { DecisionState, ExportOptions } from '../../contract/lists.ts';
import type { Candidates, SearchCatalog } from '../search/candidates.ts';
import { diversify, diversityPool } from '../search/diversify.ts';
import {
  compareMatches,
  matchProduct,
  nearestProducts,
  nearestWithin,
  type ProductMatch,
  type Reach,
} from '../search/nearestProducts.ts';
import { vectorsOfRow } from '../search/queryVectors.ts';
import type { DecisionStore } from './ports.ts';

/** How a list is made; whose it is, and what the file looks like, is asked elsewhere. */
export type ListOptions = Pick<ExportOptions, 'top' | 'metric' | 'diversity' | 'onlyCurated'>;

export type ListState = Exclude<DecisionState, 'rejected'> | 'suggested';

export interface ListEntry {
  readonly match: ProductMatch;
  readonly state: ListState;
}

/** How many of the nearest products a list with this many places is chosen from. */
export function nearestNeeded(places: number, diversity: number): number {
  return diversity === 0 ? places : diversityPool(places);
}

/**
 * The list of the product in `row`, at most `top` long: pinned ones first, in the curator's order; then accepted ones,
 * whether or not they are among the nearest, and the nearest others as suggestions, all by distance with ties by id.
 * Rejected ones are left out and the next nearest move up. Filters hold for every entry, decided or not.
 * With `diversity` above 0 the suggestions follow the accepted ones, by marginal relevance as in a search.
 * Empty for a product without an embedded image.
 * @param candidates the products that may be recommended
 * @param reaches the nearest images of each of its embedded images, where they are known already
 */
export function buildRecommendationList(
  catalog: SearchCatalog,
  store: DecisionStore,
  row: number,
  candidates: Candidates,
  options: ListOptions,
  reaches: readonly Reach[] = [],
): ListEntry[] {
  const { top, metric, diversity, onlyCurated } = options;
  const decisions = store.decisionsOf(catalog.rows.idAt(row));
  if (onlyCurated && decisions.length === 0) return [];
  let read: readonly Float32Array[] | undefined;
  const vectors = (): readonly Float32Array[] => {
    read ??= vectorsOfRow(catalog, row);
    return read;
  };
  if (reaches.length === 0 && vectors().length === 0) return [];

  const decided = new Set<number>([row]);
  const pinned: ListEntry[] = [];
  const accepted: ListEntry[] = [];
  for (const { id, state } of decisions) {
    const other = catalog.rows.rowOf(id);
    if (other === undefined || decided.has(other)) continue;
    decided.add(other);
    if (state === 'rejected' || candidates.eligible[other] !== 1) continue;
    const match = matchProduct(catalog, vectors(), other, metric);
    if (match !== undefined) (state === 'pinned' ? pinned : accepted).push({ match, state });
  }

  accepted.sort((a, b) => compareMatches(a.match, b.match));
  const kept = accepted.slice(0, Math.max(0, top - pinned.length));
  const free = onlyCurated ? 0 : top - pinned.length - kept.length;
  const suggest = (): ProductMatch[] => {
    const wanted = nearestNeeded(free, diversity);
    const nearest =
      (reaches.length > 0 ? nearestWithin(catalog, reaches, wanted, candidates, decided) : undefined) ??
      nearestProducts(catalog, vectors(), wanted, metric, candidates, decided);
    if (diversity === 0) return nearest;
    return diversify(nearest, free, diversity, metric, (imageId) => catalog.index.vectorOf(imageId));
  };
  const suggested = (free > 0 ? suggest() : []).map((match): ListEntry => ({ match, state: 'suggested' }));
  const others = [...kept, ...suggested];
  if (diversity === 0) others.sort((a, b) => compareMatches(a.match, b.match));
  return [...pinned, ...others].slice(0, top);
}
