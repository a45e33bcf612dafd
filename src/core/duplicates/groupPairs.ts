/** Makes groups of pairs, each around the product that the most others are linked to. */
import type { DuplicateReason } from '../../contract/insight/duplicates.ts';

export interface Pair {
  /** Places of products in the catalog's order. */
  readonly one: number;
  readonly other: number;
  readonly score: number;
  readonly reason: DuplicateReason;
}

/** The first is the one that the most others are like. */
export interface PairedGroup {
  readonly members: readonly number[];
  /** Of the link by which the least sure member is in it. */
  readonly score: number;
  readonly reason: DuplicateReason;
}

interface Link {
  readonly to: number;
  readonly score: number;
  readonly reason: DuplicateReason;
}

/**
 * Each product is in one group at most; the surest groups first, then the smaller ones, then in the catalog's order.
 * @param isChained a copy of a copy is a copy; where not, all members are like the first
 */
export function groupPairs(pairs: Iterable<Pair>, isChained: boolean): PairedGroup[] {
  const links = new Map<number, Link[]>();
  const link = (from: number, to: number, { score, reason }: Pair): void => {
    const known = links.get(from);
    if (known === undefined) links.set(from, [{ to, score, reason }]);
    else known.push({ to, score, reason });
  };
  for (const pair of pairs) {
    link(pair.one, pair.other, pair);
    link(pair.other, pair.one, pair);
  }
  const centres = [...links].sort(
    ([a, ofA], [b, ofB]) => ofB.length - ofA.length || sum(ofB) - sum(ofA) || a - b,
  );
  const taken = new Set<number>();
  const groups: PairedGroup[] = [];
  for (const [centre] of centres) {
    if (taken.has(centre)) continue;
    taken.add(centre);
    const members: Link[] = [];
    const waiting = [centre];
    for (let from = waiting.shift(); from !== undefined; from = waiting.shift()) {
      for (const next of surestFirst(links.get(from) ?? [])) {
        if (taken.has(next.to)) continue;
        taken.add(next.to);
        members.push(next);
        if (isChained) waiting.push(next.to);
      }
    }
    const [last] = surestFirst(members).slice(-1);
    if (last === undefined) continue;
    groups.push({
      members: [centre, ...members.map(({ to }) => to)],
      score: last.score,
      reason: last.reason,
    });
  }
  return groups.sort(
    (a, b) =>
      b.score - a.score || a.members.length - b.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0),
  );
}

function surestFirst(links: readonly Link[]): Link[] {
  return links.toSorted((a, b) => b.score - a.score || a.to - b.to);
}

function sum(links: readonly Link[]): number {
  return links.reduce((total, { score }) => total + score, 0);
}
