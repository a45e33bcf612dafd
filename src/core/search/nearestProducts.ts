/** From nearest images to nearest products. */
import type { Metric } from '../../contract/search.ts';
import type { Candidates, SearchCatalog } from './candidates.ts';
import { compareMatches } from './compareMatches.ts';
import type { Match, Neighbour } from './ports.ts';

/** The nearest images of one query vector: as many as were asked for, or all there are. */
export interface Reach {
  readonly asked: number;
  readonly neighbours: readonly Neighbour[];
}

/**
 * Images asked for beyond what a list has on average: one that is farther than the last shows that none is missing.
 * More would only be read for nothing.
 */
const headroom = 1;
/** Images asked for beyond that, in place of excluded products; a list with more of them near is searched again. */
const mostSpared = 50;

/**
 * The `k` nearest products: a product's distance is the smallest over all pairs of a query vector and one of its images.
 * Asks the index for more images until no unseen one could still change the answer, so the result is exact.
 * @param queries L2-normalised, 2048 long, at least one
 * @param excluded rows that are never results
 */
export function nearestProducts(
  catalog: SearchCatalog,
  queries: readonly Float32Array[],
  k: number,
  metric: Metric,
  candidates: Candidates,
  excluded: ReadonlySet<number>,
): Match[] {
  let own = 0;
  for (const row of excluded) own += catalog.rows.isAlive(row) ? catalog.rows.imageCountAt(row) : 0;
  const reachOf = (query: Float32Array, asked: number): Reach & { query: Float32Array } => ({
    query,
    asked,
    neighbours: catalog.index.nearest(query, asked, metric, candidates.allowedSlots),
  });
  let reaches = queries.map((query) => reachOf(query, askedImages(catalog, k, 0) + own));
  for (;;) {
    const matches = mergeReaches(catalog, reaches, candidates, excluded);
    if (!reaches.some((reach) => mayHoldMore(reach, matches, k))) return matchesOf(catalog, matches, k);
    reaches = reaches.map((reach) =>
      mayHoldMore(reach, matches, k) ? reachOf(reach.query, reach.asked * 2) : reach,
    );
  }
}

/** How many images the index is asked for, so that they are hardly ever too few. @param excluded products that may be among them */
export function askedImages({ rows, index }: SearchCatalog, products: number, excluded: number): number {
  // Second images of one product take places of others; half as many again, since they come in groups.
  const secondImages = Math.max(0, index.count / Math.max(1, rows.productCount) - 1);
  const wanted = products + Math.min(excluded, mostSpared);
  return Math.ceil(wanted * (1 + 1.5 * secondImages)) + headroom;
}

/** The same from images that are known already; undefined where one that is not among them could change the answer. */
export function nearestWithin(
  catalog: SearchCatalog,
  reaches: readonly Reach[],
  k: number,
  candidates: Candidates,
  excluded: ReadonlySet<number>,
): Match[] | undefined {
  const matches = mergeReaches(catalog, reaches, candidates, excluded);
  return reaches.some((reach) => mayHoldMore(reach, matches, k)) ? undefined : matchesOf(catalog, matches, k);
}

/** A product with its nearest image, by that one's slot. */
type Reached = Neighbour & Pick<Match, 'id'>;

/** The first `k`, with the ids of their images: making those of all that were reached takes longer than finding them. */
function matchesOf({ index }: SearchCatalog, reached: readonly Reached[], k: number): Match[] {
  return reached.slice(0, k).map(({ slot, ...match }) => ({ ...match, imageId: index.imageAt(slot) ?? '' }));
}

/** Whether an image beyond the reach could be one of the `k` nearest products, or tie with the last. */
function mayHoldMore({ neighbours, asked }: Reach, matches: readonly Reached[], k: number): boolean {
  const worst = matches[k - 1]?.distance ?? Number.POSITIVE_INFINITY;
  return neighbours.length >= asked && (neighbours.at(-1)?.distance ?? 0) <= worst;
}

/** Each product once, with its nearest image, in order. */
function mergeReaches(
  { rows, index }: SearchCatalog,
  reaches: readonly Reach[],
  { eligible, rowsAt }: Candidates,
  excluded: ReadonlySet<number>,
): Reached[] {
  const best = new Map<number, Reached>();
  for (const { neighbours } of reaches) {
    for (const { slot, distance, score } of neighbours) {
      if (!index.isHeld(slot)) continue;
      for (const row of rowsAt(slot)) {
        if (eligible[row] !== 1 || excluded.has(row) || !rows.isAlive(row)) continue;
        const known = best.get(row);
        if (known !== undefined && known.distance <= distance) continue;
        best.set(row, { id: rows.idAt(row), slot, distance, score });
      }
    }
  }
  return [...best.values()].sort(compareMatches);
}

/** How near one product is to the query vectors, by its nearest image; undefined while none of its images is embedded. */
export function matchProduct(
  { rows, index }: SearchCatalog,
  queries: readonly Float32Array[],
  row: number,
  metric: Metric,
): Match | undefined {
  let best: Match | undefined;
  for (const { imageId } of rows.imagesAt(row)) {
    for (const query of queries) {
      const comparison = index.compare(query, imageId, metric);
      if (comparison !== undefined && (best === undefined || comparison.distance < best.distance)) {
        best = { id: rows.idAt(row), imageId, ...comparison };
      }
    }
  }
  return best;
}
