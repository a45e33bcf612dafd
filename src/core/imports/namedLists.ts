/** Names behind the numbers of an import's report. */
import type { NamedList } from '../../contract/imports.ts';

export type NamedEntry = NamedList['entries'][number];

/** Names kept of each kind: more than anybody reads, and a report stays small. */
export const namesKept = 1000;

/** A list with as many names as are kept; null where there is nothing to name. */
export function nameSome(
  what: NamedList['what'],
  entries: readonly NamedEntry[],
  total = entries.length,
): NamedList | null {
  return total === 0 ? null : { what, total, entries: entries.slice(0, namesKept) };
}
