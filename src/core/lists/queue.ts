/** Which lists are still to be curated, in the order of a view. */
import type { ListState } from '../../contract/listWords.ts';
import type { ListStates } from '../products/filterMask.ts';

export function countStates(ids: readonly string[], { begun, done }: ListStates): Record<ListState, number> {
  const counts = { untouched: 0, begun: 0, done: 0 };
  for (const id of ids) counts[done.has(id) ? 'done' : begun.has(id) ? 'begun' : 'untouched']++;
  return counts;
}

/** The next one whose list is not done, after `after` and round about to it; null where all others are. */
export function nextToCurate(
  ids: readonly string[],
  { done }: ListStates,
  after: string | null,
): string | null {
  const start = after === null ? 0 : ids.indexOf(after) + 1;
  const round = [...ids.slice(start), ...ids.slice(0, start)];
  return round.find((id) => id !== after && !done.has(id)) ?? null;
}
