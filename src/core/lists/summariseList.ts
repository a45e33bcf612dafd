/** How full a product's list is, without searching for what would fill it. */
import type { ListCounts, ListedDecision } from './ports.ts';

export interface ListToSummarise {
  readonly id: string;
  readonly decisions: readonly ListedDecision[];
  /** Null where nothing was generated. */
  readonly generated: readonly string[] | null;
  /** Products that may be suggested where nothing was generated, whoever's list it is; 0 for types without suggestions. */
  readonly others: number;
  /** It has a usable image; without one its list is empty. */
  readonly isSearchable: boolean;
}

export interface ProductFacts {
  isThere(id: string): boolean;
  /** It is there, has a usable image and is not sold out. */
  mayLeave(id: string): boolean;
}

/** As `buildRecommendationList` would make it without filters. @param length of a list of its type */
export function summariseList(
  { id, decisions, generated, others, isSearchable }: ListToSummarise,
  length: number,
  { isThere, mayLeave }: ProductFacts,
): ListCounts {
  const count = (state: ListedDecision['state']) =>
    decisions.filter((each) => each.state === state && isThere(each.id)).length;
  const leaving = decisions.filter((each) => mayLeave(each.id));
  const chosen = leaving.filter(({ state }) => state !== 'rejected').length;
  const decided = new Set(decisions.map((each) => each.id));
  const suggested =
    generated === null
      ? Math.max(0, others - leaving.length - (mayLeave(id) ? 1 : 0))
      : generated.filter((other) => !decided.has(other) && mayLeave(other)).length;
  const entries = isSearchable ? Math.min(length, chosen + suggested) : 0;
  return {
    pinned: count('pinned'),
    accepted: count('accepted'),
    rejected: count('rejected'),
    entries,
    missing: length - entries,
  };
}
