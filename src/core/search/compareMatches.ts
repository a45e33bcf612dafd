/** The order of matches, and of the neighbours that an index answers with. */
import type { Match, Neighbour } from './ports.ts';

type Ordered = Pick<Match, 'id' | 'distance' | 'chance'>;

/**
 * Nearest first; ties by id in code-unit order, which is the same on every machine and in every language. In a learned order the likeliest
 * first, and then those that are too far to be in it.
 */
export function compareMatches(a: Ordered, b: Ordered): number {
  return (
    (b.chance ?? -1) - (a.chance ?? -1) || a.distance - b.distance || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** Nearest first, ties by slot. */
export function compareNeighbours(a: Neighbour, b: Neighbour): number {
  return a.distance - b.distance || a.slot - b.slot;
}

/** The first `k` of them in order; the list is sorted in its place. */
export function nearestOf(neighbours: Neighbour[], k: number): Neighbour[] {
  return neighbours.sort(compareNeighbours).slice(0, k);
}
