/** A list as it will be once a decision is on disk: shown at once, until the engine has answered with its own. */
import type { Output } from '../../../../contract/contract.ts';
import type { DecisionState, PinKind, ShownListEntry } from '../../../../contract/lists.ts';
import type { Candidate, PinDays } from '../deciding.ts';

export interface ListChange {
  /** Null takes the decision back. */
  readonly state: DecisionState | null;
  readonly pin: PinKind | null;
  /** Of a pin, from 1. */
  readonly position?: number | undefined;
  /** Of a pin; left out: as they are. */
  readonly days?: PinDays | undefined;
  /** Left out: as it is, or none for another decision; empty: none. */
  readonly reason?: string | undefined;
}

type StandingDecision = Output<'lists.get'>['decisions'][number];

/** A product's decisions as they will be: the changed ones last, until the engine has put them in their places. */
export function decidedDecisions(
  standing: readonly StandingDecision[],
  ids: readonly string[],
  { state, pin, position, days, reason }: ListChange,
): StandingDecision[] {
  const others = standing.filter((each) => !ids.includes(each.id));
  if (state === null) return others;
  const decided = ids.map((id): StandingDecision => {
    const before = standing.find((each) => each.id === id && each.state === state);
    return {
      ...{ id, state, pin, position: position ?? null, isResting: false },
      from: (days ?? before)?.from ?? null,
      until: (days ?? before)?.until ?? null,
      reason: reasonAfter(reason, before?.reason ?? null),
    };
  });
  return [...others, ...decided];
}

function reasonAfter(said: string | undefined, before: string | null): string | null {
  return said === undefined ? before : said || null;
}

export function decidedList(
  list: Output<'lists.show'>,
  candidates: readonly Candidate[],
  change: ListChange,
): Output<'lists.show'> {
  let { entries } = list;
  const isLearned = list.isLearned === true;
  for (const candidate of candidates) entries = decideOne(entries, candidate, change, isLearned);
  const length = Math.max(list.entries.length, 1);
  const ids = new Set(candidates.map((each) => each.id));
  const rejected = candidates.flatMap(({ id, name }) => {
    const before = list.rejected.find((each) => each.id === id)?.reason ?? null;
    return change.state === 'rejected' ? [{ id, name, reason: reasonAfter(change.reason, before) }] : [];
  });
  return {
    ...list,
    entries: entries
      .slice(0, length)
      .map((entry, at) => (entry.rank === at + 1 ? entry : { ...entry, rank: at + 1 })),
    rejected: [...list.rejected.filter((each) => !ids.has(each.id)), ...rejected],
  };
}

function decideOne(
  entries: readonly ShownListEntry[],
  { id, name, score, imageId }: Candidate,
  { state, pin, position }: ListChange,
  isLearned: boolean,
): ShownListEntry[] {
  const others = entries.filter((entry) => entry.id !== id);
  const standing = entries.find((entry) => entry.id === id);
  if (state === 'rejected' || (state === null && standing === undefined)) return others;
  const entry: ShownListEntry = {
    ...(standing ?? { rank: 0, id, name, score, imageId, reason: null }),
    state: state ?? 'suggested',
    pin,
  };
  const pins = others.filter((other) => other.pin !== null).length;
  const nearer = others.findLastIndex((other) => other.pin !== null || other.score >= score) + 1;
  // Only the engine knows the learned order: meanwhile what stands in the list stays where it is, and what does not is the last.
  const learned = Math.max(pins, standing === undefined ? entries.length - 1 : standing.rank - 1);
  const at = pin === null ? (isLearned ? learned : nearer) : (position ?? standing?.rank ?? pins + 1) - 1;
  return [...others.slice(0, at), entry, ...others.slice(at)];
}
