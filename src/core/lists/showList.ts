/** One product's list as a curator is shown it. */
import type { ShownListEntry } from '../../contract/lists.ts';
import type { Metric } from '../../contract/search.ts';
import { type SearchCatalog, selectCandidates } from '../search/candidates.ts';
import { requireRow } from '../search/queryVectors.ts';
import type { CurationStore, DecisionStore } from './ports.ts';
import { buildRecommendationList } from './recommendationList.ts';

export interface ShownList {
  readonly state: 'untouched' | 'begun';
  readonly entries: ShownListEntry[];
}

/** @throws Failure `not-found` for an unknown product */
export function showList(
  catalog: SearchCatalog,
  store: Pick<CurationStore, 'decisionsOf'>,
  { id, type, top, metric }: { id: string; type: string; top: number; metric: Metric },
): ShownList {
  const decisions = store.decisionsOf(id, type);
  const reasons = new Map(decisions.map((decision) => [decision.id, decision.reason]));
  const ofType: DecisionStore = { decisionsOf: (productId) => store.decisionsOf(productId, type) };
  const entries = buildRecommendationList(
    catalog,
    ofType,
    requireRow(catalog, id),
    selectCandidates(catalog, []),
    { top, metric, diversity: 0, onlyCurated: false },
  );
  return {
    state: decisions.length === 0 ? 'untouched' : 'begun',
    entries: entries.map(({ match, state }, index) => ({
      rank: index + 1,
      id: match.id,
      name: catalog.rows.nameAt(match.row),
      score: match.score,
      state,
      pin: state === 'pinned' ? 'hard' : null,
      reason: reasons.get(match.id) ?? null,
    })),
  };
}
