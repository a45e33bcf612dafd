/**
 * Mutual proximity: two products are near where each is among the other's nearest, which takes places from hubs. Distances are
 * taken to be normally distributed around each product and independent, and their mean and deviation are estimated from a
 * sample (Schnitzer, Flexer, Schedl & Widmer, JMLR 2012; Feldbauer & Flexer, KAIS 2019, for samples).
 */
import type { Candidates } from './candidateSearch.ts';
import type { ProductTable } from './productTable.ts';
import { type SearchSources, searchAll } from './searchAll.ts';

/** Another order of the nearest. */
export interface CandidateOrder {
  /** How many of the nearest are ordered anew. */
  readonly pool: number;
  arrange(row: number, candidates: Candidates): Candidates;
}

/** Of the distances from one product to the others. */
export interface DistanceSpread {
  readonly mean: number;
  readonly deviation: number;
}

/** Products that every other is compared with: the deviation is then known to about 9 %. */
const sampleSize = 64;

/** One minus the mutual proximity: the share of products that are nearer to one of the two than they are to each other. */
export function mutualDistance(distance: number, one: DistanceSpread, other: DistanceSpread): number {
  const a = shareNearer(distance, one);
  const b = shareNearer(distance, other);
  return a + b - a * b;
}

function shareNearer(distance: number, { mean, deviation }: DistanceSpread): number {
  if (deviation === 0) return distance < mean ? 0 : 1;
  return 0.5 * complementaryError((mean - distance) / (deviation * Math.SQRT2));
}

/** erfc, to a relative error of 1.2e-7 everywhere: the tails decide here (Press et al., Numerical Recipes, 6.2). */
export function complementaryError(x: number): number {
  const z = Math.abs(x);
  const t = 1 / (1 + z / 2);
  let series = 0;
  for (const coefficient of coefficients) series = series * t + coefficient;
  const tail = t * Math.exp(-z * z + series);
  return x >= 0 ? tail : 2 - tail;
}

/** From the highest power of t down. */
const coefficients = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
  1.00002368, -1.26551223,
];

/** By row; products without a picture have a spread that is never asked for. @throws Failure `cancelled` */
export async function measureSpreads(
  sources: SearchSources,
  table: ProductTable,
  onMeasured: () => void,
): Promise<readonly DistanceSpread[]> {
  const pictured = table.ids.filter((_, row) => table.hasPicture(row));
  const step = Math.max(1, pictured.length / sampleSize);
  const sample = Array.from(
    { length: Math.min(sampleSize, pictured.length) },
    (_, at) => pictured[Math.floor(at * step)] ?? '',
  );
  const queries = table.ids.map((id) => ({ id, listed: sample, excluded: [], count: 0 }));
  const spreads: DistanceSpread[] = [];
  for await (const { found } of searchAll(sources, queries, onMeasured)) {
    spreads.push(spreadOf((found?.listed ?? []).flatMap((match) => match?.distance ?? [])));
  }
  return spreads;
}

export function spreadOf(distances: readonly number[]): DistanceSpread {
  const count = Math.max(1, distances.length);
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / count;
  const square = distances.reduce((sum, distance) => sum + (distance - mean) ** 2, 0) / count;
  return { mean, deviation: Math.sqrt(square) };
}

/** Nearest by mutual proximity first; equals stay in the order of their distance. */
export function orderByMutualProximity(spreads: readonly DistanceSpread[], pool: number): CandidateOrder {
  return {
    pool,
    arrange(row, { rows, scores, areAll }) {
      const own = spreads[row] ?? unknown;
      const mutual = Float64Array.from(rows, (other, at) =>
        mutualDistance(1 - (scores[at] ?? 0), own, spreads[other] ?? unknown),
      );
      const order = Array.from(rows.keys()).sort((a, b) => (mutual[a] ?? 0) - (mutual[b] ?? 0) || a - b);
      return {
        rows: Int32Array.from(order, (at) => rows[at] ?? -1),
        scores: Float64Array.from(order, (at) => scores[at] ?? 0),
        areAll,
      };
    },
  };
}

const unknown: DistanceSpread = { mean: 0, deviation: 0 };

/** How many of the nearest are ordered anew for a list of this length. */
export function poolOf(length: number): number {
  return Math.max(100, 5 * length);
}
