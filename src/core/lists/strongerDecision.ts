import type { DecisionState } from '../../contract/lists.ts';

interface DatedDecision {
  readonly state: DecisionState;
  readonly decidedAt: string;
}

const strength: Readonly<Record<DecisionState, number>> = { pinned: 2, accepted: 1, rejected: 0 };

/** Which of two decisions on the same two products stands: pinned over accepted over rejected, of two alike the later. */
export function strongerDecision<D extends DatedDecision>(one: D, other: D): D {
  const difference = strength[one.state] - strength[other.state];
  if (difference !== 0) return difference > 0 ? one : other;
  return one.decidedAt > other.decidedAt ? one : other;
}
