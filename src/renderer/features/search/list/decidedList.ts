/** A list as it will be once a decision is on disk: shown at once, until the engine has answered with its own. */
import type { Output } from '../../../../contract/contract.ts';
import type { DecisionState, PinKind, ShownListEntry } from '../../../../contract/lists.ts';
import type { Candidate } from '../deciding.ts';

export interface ListChange {
  /** Null takes the decision back. */
  readonly state: DecisionState | null;
  readonly pin: PinKind | null;
  /** Of a pin, from 1. */
  readonly position?: number | undefined;
}

export function decidedList(
  list: Output<'lists.show'>,
  candidates: readonly Candidate[],
  change: ListChange,
): Output<'lists.show'> {
  let { entries } = list;
  for (const candidate of candidates) entries = decideOne(entries, candidate, change);
  const length = Math.max(list.entries.length, 1);
  return { ...list, entries: entries.slice(0, length).map((entry, at) => ({ ...entry, rank: at + 1 })) };
}

function decideOne(
  entries: readonly ShownListEntry[],
  { id, name, score, imageId }: Candidate,
  { state, pin, position }: ListChange,
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
  const at = pin === null ? nearer : (position ?? standing?.rank ?? pins + 1) - 1;
  return [...others.slice(0, at), entry, ...others.slice(at)];
}
