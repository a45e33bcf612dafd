/** Counts in how many lists each product is: in the lists as they stand, or as mutual proximity would order look-alikes. */
import type { DecisionStore } from '../ports.ts';
import { askForList, buildRecommendationList, today } from '../recommendationList.ts';
import { createCandidateSearch } from './candidateSearch.ts';
import { createListFill } from './listFill.ts';
import { measureSpreads, orderByMutualProximity, poolOf } from './mutualProximity.ts';
import type { ProductTable } from './productTable.ts';
import { plainRule } from './rules.ts';
import { type SearchSources, searchAll } from './searchAll.ts';

export interface CountSources extends SearchSources {
  /** Told after each list. */
  onCounted(): void;
}

/** By row. @throws Failure `cancelled` */
export async function countStandingLists(
  sources: CountSources,
  table: ProductTable,
  decisions: DecisionStore,
  { type, top }: { readonly type: string; readonly top: number },
): Promise<Uint32Array> {
  const counts = new Uint32Array(table.ids.length);
  const how = { type, top, onlyCurated: false };
  const day = today();
  const queries = table.ids.map((id) =>
    askForList(id, decisions.decisionsOf(id), decisions.generatedOf(id), how, day),
  );
  for await (const { query, found } of searchAll(sources, queries, sources.onCounted)) {
    for (const { match } of found === null ? [] : buildRecommendationList(query, found, how)) {
      const row = table.rowOf(match.id);
      if (row !== undefined) counts[row] = (counts[row] ?? 0) + 1;
    }
  }
  return counts;
}

/** Of plain look-alikes, and of the same re-ranked, by row. @throws Failure `cancelled` */
export async function countReranked(
  sources: CountSources,
  table: ProductTable,
  top: number,
): Promise<{ plain: Uint32Array; reranked: Uint32Array }> {
  const order = orderByMutualProximity(await measureSpreads(sources, table, sources.onCounted), poolOf(top));
  const ground = { table, exposure: new Uint32Array(0), variantGroups: null };
  const requests = table.ids.map((_, row) => ({
    fill: createListFill(ground, {
      row,
      rule: plainRule,
      kept: [],
      chosen: [],
      rejected: [],
      missing: top,
    }),
    count: order.pool,
    without: [],
  }));
  const found = await createCandidateSearch(sources, table, sources.onCounted).find(requests);
  const plain = new Uint32Array(table.ids.length);
  const reranked = new Uint32Array(table.ids.length);
  for (const [row, candidates] of found.entries()) {
    for (const other of candidates.rows.subarray(0, top)) plain[other] = (plain[other] ?? 0) + 1;
    for (const other of order.arrange(row, candidates).rows.subarray(0, top))
      reranked[other] = (reranked[other] ?? 0) + 1;
  }
  return { plain, reranked };
}
