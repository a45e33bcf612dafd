/** One product's list as a curator is shown it. */
import type { ShownListEntry } from '../../contract/lists.ts';
import type { Metric } from '../../contract/search.ts';
import type { ProductReader } from '../products/ports.ts';
import type { SearchPort } from '../search/ports.ts';
import type { CurationPort } from './ports.ts';
import { askForList, buildRecommendationList } from './recommendationList.ts';

export interface ShownList {
  readonly state: 'untouched' | 'begun';
  readonly entries: ShownListEntry[];
}

export interface ListSources {
  readonly products: Pick<ProductReader, 'recordsOf'>;
  readonly search: SearchPort;
  readonly curation: Pick<CurationPort, 'decisionsOf' | 'generatedOf'>;
}

/** @param id the product's own; it is there */
export async function showList(
  { products, search, curation }: ListSources,
  { id, type, top, metric }: { id: string; type: string; top: number; metric: Metric },
): Promise<ShownList> {
  const decisions = await curation.decisionsOf(id, type);
  const reasons = new Map(decisions.map((decision) => [decision.id, decision.reason]));
  const generated = await curation.generatedOf(id, type);
  const asked = askForList(id, decisions, generated, { top, onlyCurated: false });
  const options = { metric, same: [], diversity: 0, onFallback: () => undefined };
  const entries: ShownListEntry[] = [];
  for await (const { query, found } of search.listsOf([asked], [], options)) {
    const list = found === null ? [] : buildRecommendationList(query, found, { top, diversity: 0 });
    const ids = list.map(({ match }) => match.id);
    const records = await products.recordsOf(ids, []);
    for (const [i, { match, state }] of list.entries()) {
      entries.push({
        rank: entries.length + 1,
        id: match.id,
        name: records[i]?.name ?? match.id,
        score: match.score,
        state,
        pin: state === 'pinned' ? 'hard' : null,
        reason: reasons.get(match.id) ?? null,
      });
    }
  }
  return { state: decisions.length === 0 ? 'untouched' : 'begun', entries };
}
