/** What others ask of a catalog's vectors, and what is asked of whoever clusters. */
import type { Metric } from '../../contract/search.ts';

export interface Compared {
  /** The products' own ids, each once. */
  readonly ids: readonly string[];
  /** Distances by the metric, those of the nearest two images; and the cosine similarity of the same two. */
  readonly distances: readonly (readonly number[])[];
  readonly scores: readonly (readonly number[])[];
  readonly leftOut: readonly { readonly id: string; readonly reason: 'unknown' | 'not-embedded' }[];
}

export interface MatrixPort {
  compare(ids: readonly string[], metric: Metric): Promise<Compared>;
}

/**
 * The places of a square table's rows, so that near ones stand together.
 * @param distances 0 on the diagonal, the same above and below it
 */
export type OrderAlike = (distances: readonly (readonly number[])[]) => number[];
