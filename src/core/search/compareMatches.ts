/** The order of matches. */
import type { Match } from './ports.ts';

/**
 * Nearest first; ties by id in code-unit order, which is the same on every machine and in every language. In a learned order the likeliest
 * first, and then those that are too far to be in it.
 */
export function compareMatches(a: Match, b: Match): number {
  return (
    (b.chance ?? -1) - (a.chance ?? -1) || a.distance - b.distance || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
