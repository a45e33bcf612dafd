/** Look-alikes from the cluster held against those from this machine. */
import type { LookAlike } from '../../contract/search.ts';

export type Found = ReadonlyMap<string, readonly Pick<LookAlike, 'id' | 'distance' | 'score'>[]>;

/** The share of queries whose look-alikes are the same: products, order, distances and scores, bit by bit. */
export function shareOfSame(expected: Found, found: Found): number {
  const same = [...expected].filter(([id, matches]) => {
    const others = found.get(id) ?? [];
    return (
      matches.length === others.length &&
      matches.every(({ id: wanted, distance, score }, at) => {
        const other = others[at];
        return other?.id === wanted && other.distance === distance && other.score === score;
      })
    );
  });
  return same.length / expected.size;
}

/** The share of this machine's look-alikes that were found. */
export function recallOf(expected: Found, found: Found): number {
  let wanted = 0;
  let hits = 0;
  for (const [id, matches] of expected) {
    const others = new Set(found.get(id)?.map((match) => match.id));
    wanted += matches.length;
    hits += matches.filter((match) => others.has(match.id)).length;
  }
  return hits / wanted;
}
