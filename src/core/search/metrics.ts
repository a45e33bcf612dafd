/** Distances between L2-normalised embeddings, summed in float64: the truth that every index is held to. */
import type { Metric } from '../../contract/search.ts';

export interface Comparison {
  /** 1 − cosine in [0, 2], euclidean in [0, 2], or manhattan. */
  readonly distance: number;
  /** Cosine similarity in [-1, 1], whatever the metric. */
  readonly score: number;
}

// Each loop keeps two partial sums: an addition then need not wait for the one before it, which makes it half as long.

/** Cosine similarity of two L2-normalised vectors of one length, clamped to [-1, 1] against float32 rounding. */
export function cosineSimilarity(a: Float32Array, b: Float32Array): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < a.length; i += 2) {
    even += (a[i] ?? 0) * (b[i] ?? 0);
    odd += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
  }
  return Math.min(1, Math.max(-1, even + odd));
}

/** Numbers after which it is asked whether the rest can matter. */
const lookedAtOnce = 128;
/** Vectors are normalised to within float32 only. */
const normSlack = 1e-5;

/**
 * Whether two L2-normalised vectors' cosine similarity is `least` or more. Most that are farther from each other are known to be so from
 * their first numbers: their squared distance, 2 − 2 · cosine, only grows.
 */
export function areAsAlike(a: Float32Array, b: Float32Array, least: number): boolean {
  const most = 2 - 2 * least + normSlack;
  let squares = 0;
  for (let start = 0; start < a.length; start += lookedAtOnce) {
    const end = Math.min(a.length, start + lookedAtOnce);
    for (let i = start; i < end; i++) squares += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
    if (squares > most) return false;
  }
  return cosineSimilarity(a, b) >= least;
}

/** Euclidean (L2) distance of two vectors of one length. */
export function euclideanDistance(a: Float32Array, b: Float32Array): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < a.length; i += 2) {
    const atEven = (a[i] ?? 0) - (b[i] ?? 0);
    const atOdd = (a[i + 1] ?? 0) - (b[i + 1] ?? 0);
    even += atEven * atEven;
    odd += atOdd * atOdd;
  }
  return Math.sqrt(even + odd);
}

/** Manhattan (L1) distance of two vectors of one length. */
export function manhattanDistance(a: Float32Array, b: Float32Array): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < a.length; i += 2) {
    even += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    odd += Math.abs((a[i + 1] ?? 0) - (b[i + 1] ?? 0));
  }
  return even + odd;
}

/** The metric's distance between two L2-normalised vectors, and their cosine similarity. */
export function compareVectors(a: Float32Array, b: Float32Array, metric: Metric): Comparison {
  const score = cosineSimilarity(a, b);
  switch (metric) {
    case 'cosine':
    // Of vectors that are mapped already.
    case 'tuned':
      return { distance: 1 - score, score };
    case 'euclidean':
      return { distance: euclideanDistance(a, b), score };
    case 'manhattan':
      return { distance: manhattanDistance(a, b), score };
  }
}

/** The metric's distance alone, where the score is not needed. */
export function distanceBetween(a: Float32Array, b: Float32Array, metric: Metric): number {
  switch (metric) {
    case 'cosine':
    case 'tuned':
      return 1 - cosineSimilarity(a, b);
    case 'euclidean':
      return euclideanDistance(a, b);
    case 'manhattan':
      return manhattanDistance(a, b);
  }
}
