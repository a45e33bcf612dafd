/** The order of matches. */
import type { Match } from './ports.ts';

/** Nearest first; ties by id in code-unit order, which is the same on every machine and in every language. */
export function compareMatches(a: Match, b: Match): number {
  return a.distance - b.distance || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
