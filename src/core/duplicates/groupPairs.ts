/** Makes groups of pairs: around the product that the most others are linked to, so that no chain joins what is not alike. */
import type { DuplicateReason } from '../../contract/duplicates.ts';

export interface Pair {
  /** Places of products in the catalog's order. */
  readonly one: number;
  readonly other: number;
  readonly score: number;
  readonly reason: DuplicateReason;
}

/** The first is the one that all others are like. */
export interface PairedGroup {
  readonly members: readonly number[];
  /** Of the pair of the first and the member that is least like it. */
  readonly score: number;
  readonly reason: DuplicateReason;
}

interface Link {
  readonly to: number;
  readonly score: number;
  readonly reason: DuplicateReason;
}

/** Each product is in one group at most; the surest groups first, then the smaller ones, then in the catalog's order. */
export function groupPairs(pairs: Iterable<Pair>): PairedGroup[] {
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
  for (const [centre, around] of centres) {
    if (taken.has(centre)) continue;
    const free = around.filter(({ to }) => !taken.has(to)).sort((a, b) => b.score - a.score || a.to - b.to);
    const last = free.at(-1);
    if (last === undefined) continue;
    const members = [centre, ...free.map(({ to }) => to)];
    for (const member of members) taken.add(member);
    groups.push({ members, score: last.score, reason: last.reason });
  }
  return groups.sort(
    (a, b) =>
      b.score - a.score || a.members.length - b.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0),
  );
}

function sum(links: readonly Link[]): number {
  return links.reduce((total, { score }) => total + score, 0);
}
