/** What the lists of many products are made of: all products asked of the index at once, finished one by one. */
import type { Filter } from '../../contract/products.ts';
import { type Candidates, type SearchCatalog, selectCandidates } from './candidates.ts';
import { diversify, diversityPool } from './diversify.ts';
import { askedImages, matchProduct, nearestProducts, nearestWithin, type Reach } from './nearestProducts.ts';
import type { ListAnswer, ListMatches, ListQuery, ListsOptions, Match, NearestRequest } from './ports.ts';
import { vectorsOfRow } from './queryVectors.ts';
import { sameFilters } from './sameFilters.ts';

/** One product's list, as it is asked of the index. */
interface ListRequest<Query> extends NearestRequest {
  readonly query: Query;
  /** Undefined for a product that is not there. */
  readonly row: number | undefined;
  readonly candidates: Candidates;
}

/** What `SearchPort.listsOf` answers, of this catalog. @throws Failure as it does */
export async function* matchLists<Query extends ListQuery>(
  catalog: SearchCatalog,
  queries: Iterable<Query>,
  filters: readonly Filter[],
  options: ListsOptions,
): AsyncGenerator<ListAnswer<Query>> {
  const { rows, index } = catalog;
  const { metric, same, among = [], diversity, onFallback } = options;

  function* requests(): Generator<ListRequest<Query>> {
    for (const query of queries) {
      const { id, count, excluded } = query;
      const row = rows.rowOf(id);
      const own =
        row === undefined
          ? []
          : [...among, ...filters, ...(query.where ?? []), ...sameFilters(rows, row, same)];
      const candidates = selectCandidates(catalog, own, query.whereNot);
      const slots: number[] = [];
      for (const { imageId } of row === undefined || count === 0 ? [] : rows.imagesAt(row)) {
        const slot = index.slotOf(imageId);
        if (slot !== undefined) slots.push(slot);
      }
      const k = askedImages(catalog, diversityPool(count, diversity), excluded.length) + slots.length;
      yield { query, row, candidates, slots, k, allowed: candidates.allowedSlots };
    }
  }

  for await (const { request, neighbours } of index.nearestOfEach(requests(), metric, onFallback)) {
    const { query, row, k, candidates } = request;
    const reaches = neighbours.map((ofImage) => ({ asked: k, neighbours: ofImage }));
    const isThere = row !== undefined && rows.isAlive(row);
    yield { query, found: isThere ? matchList(catalog, query, row, candidates, options, reaches) : null };
  }
}

/** @param reaches the nearest images of each of its embedded images, where they are known already */
function matchList(
  catalog: SearchCatalog,
  { listed, held = [], excluded, count }: ListQuery,
  row: number,
  candidates: Candidates,
  { metric, among = [], diversity }: ListsOptions,
  reaches: readonly Reach[],
): ListMatches {
  const { rows } = catalog;
  let read: readonly Float32Array[] | undefined;
  const vectors = (): readonly Float32Array[] => {
    read ??= vectorsOfRow(catalog, row);
    return read;
  };
  const isAnyAsked = count > 0 || listed.length > 0;
  const isEmbedded = isAnyAsked && (reaches.length > 0 || vectors().length > 0);
  if (!isEmbedded) return { listed: listed.map(() => null), nearest: [] };

  const kept = new Set([row]);
  const whereHeld = held.length === 0 ? candidates : selectCandidates(catalog, among);
  const matches = listed.map((id): Match | null => {
    const other = rows.rowOf(id);
    if (other === undefined || kept.has(other)) return null;
    kept.add(other);
    if ((held.includes(id) ? whereHeld : candidates).eligible[other] !== 1) return null;
    return matchProduct(catalog, vectors(), other, metric) ?? null;
  });
  for (const id of excluded) {
    const other = rows.rowOf(id);
    if (other !== undefined) kept.add(other);
  }
  const free = count - matches.filter((match) => match !== null).length;
  if (free <= 0) return { listed: matches, nearest: [] };
  const wanted = diversityPool(free, diversity);
  const nearest =
    (reaches.length > 0 ? nearestWithin(catalog, reaches, wanted, candidates, kept) : undefined) ??
    nearestProducts(catalog, vectors(), wanted, metric, candidates, kept);
  const vectorOf = (imageId: string) => catalog.index.vectorOf(imageId);
  return { listed: matches, nearest: diversify(nearest, free, diversity, metric, vectorOf) };
}
