/** Look-alikes that also differ among each other. */
import type { Metric } from '../../contract/search.ts';
import { distanceBetween } from './metrics.ts';
import type { Match } from './ports.ts';

/**
 * How many of the nearest are chosen among, for `k` results: with `diversity` above 0 ten times as many and at least 200, so
 * that there are others to choose.
 */
export function diversityPool(k: number, diversity: number): number {
  return diversity === 0 || k === 0 ? k : Math.max(200, 10 * k);
}

interface Contender {
  readonly match: Match;
  readonly vector: Float32Array;
  /** Distance to the nearest chosen one, among the first `seen` chosen. */
  gap: number;
  seen: number;
  cost: number;
}

/**
 * Maximal marginal relevance (J. Carbonell and J. Goldstein, "The use of MMR, diversity-based reranking for reordering
 * documents and producing summaries", SIGIR 1998), written in distances: the next result is the one with the smallest
 * (1 − diversity) · distance to the query − diversity · distance to the nearest result already chosen.
 * With similarity = 1 − distance that is their formula. The nearest of all stays first; equal costs keep the given order.
 * With `diversity` 0 the nearest, as they are.
 * @param matches nearest first
 * @param vectorOf the vector of a match's image
 */
export function diversify(
  matches: readonly Match[],
  k: number,
  diversity: number,
  metric: Metric,
  vectorOf: (imageId: string) => Float32Array | undefined,
): Match[] {
  if (diversity === 0) return matches.slice(0, k);
  const contenders: Contender[] = [];
  for (const match of matches) {
    const vector = vectorOf(match.imageId);
    if (vector === undefined) continue;
    contenders.push({ match, vector, gap: Number.POSITIVE_INFINITY, seen: 0, cost: match.distance });
  }
  const chosen: Contender[] = contenders.splice(0, 1);
  for (const contender of contenders) contender.cost = Number.NEGATIVE_INFINITY;
  while (chosen.length < k && contenders.length > 0) {
    const place = placeOfCheapest(contenders);
    const contender = contenders[place];
    if (contender === undefined) break;
    if (contender.seen === chosen.length) {
      chosen.push(contender);
      contenders.splice(place, 1);
      continue;
    }
    // A gap only shrinks as more are chosen, so an old cost is a lower bound: only the cheapest is brought up to date.
    for (let i = contender.seen; i < chosen.length; i++) {
      const other = chosen[i];
      if (other === undefined) continue;
      contender.gap = Math.min(contender.gap, distanceBetween(contender.vector, other.vector, metric));
    }
    contender.seen = chosen.length;
    contender.cost = (1 - diversity) * contender.match.distance - diversity * contender.gap;
  }
  return chosen.slice(0, k).map(({ match }) => match);
}

function placeOfCheapest(contenders: readonly Contender[]): number {
  let place = 0;
  let cheapest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < contenders.length; i++) {
    const cost = contenders[i]?.cost ?? cheapest;
    if (cost >= cheapest) continue;
    place = i;
    cheapest = cost;
  }
  return place;
}
