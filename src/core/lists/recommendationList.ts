/** One product's recommendation list: its look-alikes as the curator left them. */
import type { ExportOptions } from '../../contract/exports.ts';
import type { DecisionState, PinKind } from '../../contract/lists.ts';
import { isWithinScores } from '../search/chooseMatches.ts';
import { compareMatches } from '../search/compareMatches.ts';
import type { ListMatches, ListQuery, Match } from '../search/ports.ts';
import { type ListedDecision, substitute } from './ports.ts';

/** How a list is made; whose it is, and what the file looks like, is asked elsewhere. */
export type ListOptions = Pick<
  ExportOptions,
  'type' | 'top' | 'diversity' | 'minScore' | 'maxScore' | 'onlyCurated'
>;

export type ListedState = Exclude<DecisionState, 'rejected'> | 'suggested';

export interface ListEntry {
  readonly match: Match;
  readonly state: ListedState;
  readonly pin: PinKind | null;
}

/** One that stands in a list already. */
interface Chosen {
  readonly state: ListedState;
  readonly pin: PinKind | null;
  /** Of a pin, from 1. */
  readonly place: number;
}

/** What a search is asked for a list, with what was decided of those listed, in their order. */
export interface CuratedQuery extends ListQuery {
  readonly chosen: readonly Chosen[];
}

/**
 * @param decisions on the product's look-alikes, pinned ones in the curator's order
 * @param generated the suggestions that were generated for it, in order: then no others are; null where nothing was
 * @param today as "2026-11-26"; a pin before its first day or after its last counts as accepted
 */
export function askForList(
  id: string,
  decisions: readonly ListedDecision[],
  generated: readonly string[] | null,
  { type, top, onlyCurated }: Pick<ListOptions, 'type' | 'top' | 'onlyCurated'>,
  today: string,
): CuratedQuery {
  const listed: string[] = [];
  const chosen: Chosen[] = [];
  const held: string[] = [];
  const excluded: string[] = [];
  let last = 0;
  for (const decision of decisions) {
    if (decision.state === 'rejected') {
      excluded.push(decision.id);
      continue;
    }
    const pin = isPinnedOn(decision, today) ? (decision.pin ?? 'hard') : null;
    last = decision.position ?? last + 1;
    listed.push(decision.id);
    chosen.push({ state: pin === null ? 'accepted' : 'pinned', pin, place: last });
    if (pin === 'hard') held.push(decision.id);
  }
  if (generated !== null && !onlyCurated) {
    const decided = new Set(decisions.map(({ id: other }) => other));
    for (const other of generated) {
      if (decided.has(other)) continue;
      listed.push(other);
      chosen.push({ state: 'suggested', pin: null, place: 0 });
    }
  }
  // Nothing but what a person decided, or had generated, says what goes well with a product.
  const count = onlyCurated || generated !== null || type !== substitute ? 0 : top;
  return { id, listed, chosen, held, excluded, count };
}

function isPinnedOn({ state, from, until }: ListedDecision, day: string): boolean {
  return state === 'pinned' && (from ?? day) <= day && day <= (until ?? day);
}

/** The day of now, as pins are dated. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * The list, at most `top` long. Hard pins stand at their places, or last where the list is shorter. The places between them
 * are filled by soft pins in the curator's order; then by accepted ones, whether or not they are among the nearest, and the
 * nearest others as suggestions, all by distance with ties by id. Rejected ones are left out and the next nearest move up.
 * With `diversity` above 0 the suggestions follow the accepted ones, in the order of the search.
 * Generated suggestions follow the accepted ones as they are, within the limits of the score. Filters hold for every entry but hard pins. Empty for a product without an embedded image.
 */
export function buildRecommendationList(
  { chosen }: CuratedQuery,
  { listed, nearest }: ListMatches,
  options: Pick<ListOptions, 'top'> & Partial<ListOptions>,
): ListEntry[] {
  const { top, diversity = 0 } = options;
  const hard: (ListEntry & { place: number })[] = [];
  const soft: ListEntry[] = [];
  const accepted: ListEntry[] = [];
  const generated: ListEntry[] = [];
  for (const [i, { place, ...decided }] of chosen.entries()) {
    const match = listed[i] ?? null;
    if (match === null) continue;
    if (decided.pin === 'hard') hard.push({ match, ...decided, place });
    else if (decided.state === 'suggested') {
      if (isWithinScores(match.score, options)) generated.push({ match, ...decided });
    } else (decided.pin === 'soft' ? soft : accepted).push({ match, ...decided });
  }
  const byDistance = (a: ListEntry, b: ListEntry): number => compareMatches(a.match, b.match);
  const kept = accepted.sort(byDistance).slice(0, Math.max(0, top - hard.length - soft.length));
  const suggested = nearest.map((match): ListEntry => ({ match, state: 'suggested', pin: null }));
  const others = [...kept, ...suggested];
  if (diversity === 0) others.sort(byDistance);
  return placeAll(
    hard.sort((a, b) => a.place - b.place),
    [...soft, ...others, ...generated],
    top,
  );
}

function placeAll(
  hard: readonly (ListEntry & { place: number })[],
  others: readonly ListEntry[],
  top: number,
): ListEntry[] {
  const list: ListEntry[] = [];
  const waiting = [...others];
  const pins = [...hard];
  while (list.length < top) {
    const [pin] = pins;
    const isDue =
      pin !== undefined &&
      (pin.place <= list.length + 1 || waiting.length === 0 || pins.length >= top - list.length);
    const next = isDue ? pins.shift() : waiting.shift();
    if (next === undefined) break;
    list.push({ match: next.match, state: next.state, pin: next.pin });
  }
  return list;
}
