/** The nearest products of every product, which vote on its values. */
import { votingNeighbours } from '../../contract/insight/repair.ts';
import { type SearchSources, searchAll } from '../lists/generation/searchAll.ts';

export interface VotingProduct {
  readonly id: string;
  readonly hasPicture: boolean;
}

/** By row, nearest first; a row with fewer than `k` is filled up with −1. */
export interface Neighbours {
  readonly k: number;
  readonly rows: Int32Array;
  /** Cosine similarity. */
  readonly scores: Float32Array;
}

/** @param onDone told how many products are done. @throws Failure `cancelled` */
export async function findNeighbours(
  sources: SearchSources,
  products: readonly VotingProduct[],
  onDone: (products: number) => void,
): Promise<Neighbours> {
  const k = Math.max(1, Math.min(votingNeighbours, products.length - 1));
  const rows = new Int32Array(products.length * k).fill(-1);
  const scores = new Float32Array(products.length * k);
  const rowOf = new Map(products.map(({ id }, row) => [id, row]));
  const queries = products.flatMap(({ id, hasPicture }, row) =>
    hasPicture ? [{ id, row, listed: [], excluded: [], count: k }] : [],
  );
  let done = 0;
  for await (const { query, found } of searchAll(sources, queries, () => onDone(++done))) {
    for (const [at, { id, score }] of (found?.nearest ?? []).entries()) {
      rows[query.row * k + at] = rowOf.get(id) ?? -1;
      scores[query.row * k + at] = score;
    }
  }
  return { k, rows, scores };
}

/** What a neighbour's vote counts: nearer ones far more, copies of the picture no more than the nearest that is none. */
export function weightOf(score: number): number {
  return 1 / Math.max(1 - score, leastDistance);
}

const leastDistance = 1e-3;
