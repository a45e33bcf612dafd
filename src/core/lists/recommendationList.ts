/** One product's recommendation list: its look-alikes as the curator left them. */
import type { DecisionState, ExportOptions } from '../../contract/lists.ts';
import { compareMatches } from '../search/compareMatches.ts';
import type { ListMatches, ListQuery, Match } from '../search/ports.ts';
import type { ListedDecision } from './ports.ts';

/** How a list is made; whose it is, and what the file looks like, is asked elsewhere. */
export type ListOptions = Pick<ExportOptions, 'top' | 'diversity' | 'onlyCurated'>;

export type ListState = Exclude<DecisionState, 'rejected'> | 'suggested';

export interface ListEntry {
  readonly match: Match;
  readonly state: ListState;
}

/** What a search is asked for a list, with the states of those listed, in their order. */
export interface CuratedQuery extends ListQuery {
  readonly states: readonly ListState[];
}

/**
 * @param decisions on the product's look-alikes, pinned ones in the curator's order
 * @param generated the suggestions that were generated for it, in order: then no others are; null where nothing was
 */
export function askForList(
  id: string,
  decisions: readonly ListedDecision[],
  generated: readonly string[] | null,
  { top, onlyCurated }: Pick<ListOptions, 'top' | 'onlyCurated'>,
): CuratedQuery {
  const listed: string[] = [];
  const states: CuratedQuery['states'][number][] = [];
  const excluded: string[] = [];
  for (const { id: other, state } of decisions) {
    if (state === 'rejected') {
      excluded.push(other);
      continue;
    }
    listed.push(other);
    states.push(state);
  }
  if (generated !== null && !onlyCurated) {
    const decided = new Set(decisions.map(({ id: other }) => other));
    const left = generated.filter((other) => !decided.has(other));
    listed.push(...left);
    states.push(...left.map((): ListState => 'suggested'));
  }
  return { id, listed, states, excluded, count: onlyCurated || generated !== null ? 0 : top };
}

/**
 * The list, at most `top` long: pinned ones first, in the curator's order; then accepted ones, whether or not they are among
 * the nearest, and the nearest others as suggestions, all by distance with ties by id. Rejected ones are left out and the
 * next nearest move up. With `diversity` above 0 the suggestions follow the accepted ones, in the order of the search.
 * Generated suggestions follow the accepted ones as they are. Filters hold for every entry, decided or not. Empty for a
 * product without an embedded image.
 */
export function buildRecommendationList(
  { states }: CuratedQuery,
  { listed, nearest }: ListMatches,
  { top, diversity }: Pick<ListOptions, 'top' | 'diversity'>,
): ListEntry[] {
  const pinned: ListEntry[] = [];
  const accepted: ListEntry[] = [];
  const generated: ListEntry[] = [];
  const listsOfState = { pinned, accepted, suggested: generated };
  for (const [i, state] of states.entries()) {
    const match = listed[i] ?? null;
    if (match !== null) listsOfState[state].push({ match, state });
  }
  const byDistance = (a: ListEntry, b: ListEntry): number => compareMatches(a.match, b.match);
  const kept = accepted.sort(byDistance).slice(0, Math.max(0, top - pinned.length));
  const suggested = nearest.map((match): ListEntry => ({ match, state: 'suggested' }));
  const others = [...kept, ...suggested];
  if (diversity === 0) others.sort(byDistance);
  return [...pinned, ...others, ...generated].slice(0, top);
}
