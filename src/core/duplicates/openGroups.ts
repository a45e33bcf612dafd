/** Of the groups that were found those that are still to be looked at. */
import type { DuplicateGroup } from '../../contract/insight/duplicates.ts';
import type { DecidedDuplicates } from './ports.ts';

/**
 * Without products that are hidden or gone; without groups of which all were said to be no duplicates of each other. One that is
 * new in such a group opens it again.
 */
export function openGroups(
  found: readonly DuplicateGroup[],
  { hidden, distinct }: DecidedDuplicates,
  isThere: (id: string) => boolean,
): DuplicateGroup[] {
  const setsOf = new Map<string, Set<number>>();
  for (const [set, ids] of distinct.entries()) {
    for (const id of ids) {
      const known = setsOf.get(id);
      if (known === undefined) setsOf.set(id, new Set([set]));
      else known.add(set);
    }
  }
  const isDistinct = ([first, ...others]: readonly string[]): boolean =>
    [...(setsOf.get(first ?? '') ?? [])].some((set) =>
      others.every((id) => setsOf.get(id)?.has(set) === true),
    );
  return found.flatMap((group) => {
    const ids = group.ids.filter((id) => isThere(id) && !hidden.has(id));
    return ids.length < 2 || isDistinct(ids) ? [] : [{ ...group, ids }];
  });
}
