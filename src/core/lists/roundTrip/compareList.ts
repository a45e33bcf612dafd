/** What is to change for a list to be as it is wanted. */
import type { Decision, DecisionState } from '../../../contract/lists.ts';

/** A state as a row may have it; null: the file does not say, it stays as it is. */
export type WantedState = DecisionState | 'suggested' | null;

/** What is decided now. */
type StandingEntry = Pick<Decision, 'id' | 'state'> & Partial<Pick<Decision, 'position'>>;

/** A list as it is wanted, as values that travel. */
export interface WantedList {
  readonly productId: string;
  /** Those that are pins in the end, in the order wanted. */
  readonly entries: readonly {
    readonly id: string;
    readonly state: WantedState;
    /** The place that the file gives it, from 1; none where it gives none. */
    readonly rank?: number | null;
  }[];
}

export interface EntryChange {
  readonly id: string;
  readonly before: DecisionState | null;
  readonly after: DecisionState | null;
  /** Of a pin in the list, from 1; null for what is none. */
  readonly position: number | null;
}

export interface ListComparison {
  readonly productId: string;
  readonly changes: readonly EntryChange[];
  /** All pins as they are to be, in order. */
  readonly pins: readonly string[];
  /** Of each of these pins, from 1. */
  readonly places: readonly number[];
  /** Pins as they are. */
  readonly pinsBefore: readonly string[];
  /** Rejected after the file was written: "suggested" does not take that back. */
  readonly staysRejected: readonly string[];
  /** Accepted or pinned, and without a row. */
  readonly unnamed: readonly string[];
}

/**
 * What the file does not name stays as it is: a pin without a row keeps its place.
 * @param standing what is decided now, pins first in their order
 */
export function compareList(
  { productId, entries }: WantedList,
  standing: readonly StandingEntry[],
): ListComparison {
  const before = new Map(standing.map(({ id, state }) => [id, state]));
  const pinsBefore = standing.flatMap(({ id, state }) => (state === 'pinned' ? [id] : []));
  const named = new Set(entries.map(({ id }) => id));
  const pins = entries.flatMap(({ id, state }) =>
    state === 'pinned' || (state === null && before.get(id) === 'pinned') ? [id] : [],
  );
  for (const [at, id] of pinsBefore.entries()) if (!named.has(id)) pins.splice(at, 0, id);

  const changes: EntryChange[] = [];
  const staysRejected: string[] = [];
  const moved = movedPins(pinsBefore, pins);
  const places = placesOf(pins, moved, { standing, entries });
  for (const [at, id] of pins.entries()) {
    const state = before.get(id) ?? null;
    if (state === 'pinned' && !moved.has(id)) continue;
    changes.push({ id, before: state, after: 'pinned', position: places[at] ?? null });
  }
  for (const { id, state } of entries) {
    const now = before.get(id) ?? null;
    const after = state === 'suggested' ? null : state;
    if (state === null || state === 'pinned' || after === now) continue;
    if (after === null && now === 'rejected') staysRejected.push(id);
    else changes.push({ id, before: now, after, position: null });
  }
  const unnamed = standing.flatMap(({ id, state }) => (state === 'rejected' || named.has(id) ? [] : [id]));
  return { productId, changes, pins, places, pinsBefore, staysRejected, unnamed };
}

/**
 * A pin that stays among the others keeps its place, those that change places share the ones they had, and a new one has its
 * row's rank; each at least one behind the pin before it.
 */
function placesOf(
  pins: readonly string[],
  moved: ReadonlySet<string>,
  { standing, entries }: { standing: readonly StandingEntry[]; entries: WantedList['entries'] },
): number[] {
  const placeOf = new Map(standing.map(({ id, position }) => [id, position ?? null]));
  const rankOf = new Map(entries.map(({ id, rank }) => [id, rank]));
  const shared = pins.flatMap((id) => (moved.has(id) ? (placeOf.get(id) ?? []) : [])).sort((a, b) => a - b);
  let last = 0;
  return pins.map((id) => {
    const wanted = moved.has(id) ? shared.shift() : (placeOf.get(id) ?? rankOf.get(id));
    last = Math.max(last + 1, Math.min(wanted ?? 0, longestList));
    return last;
  });
}

/** No list is longer: a rank beyond this was typed to mean "last". */
const longestList = 200;

/** Those that come in another order than before, whatever was pinned or let go between them. */
function movedPins(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const left = new Set(after);
  const standing = new Set(before);
  const order = before.filter((id) => left.has(id));
  return new Set(after.filter((id) => standing.has(id)).filter((id, at) => order[at] !== id));
}
