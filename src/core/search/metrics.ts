/** Distances between L2-normalised embeddings, summed in float64: the truth that every index is held to. */
import type { Metric } from '../../contract/search.ts';
import type { CompareImage, Comparison, Look } from './ports.ts';

// Each loop keeps several partial sums: an addition then need not wait for the one before it, which makes it half as long.

/**
 * Cosine similarity of two L2-normalised vectors of one length, clamped to [-1, 1] against float32 rounding. The kernel `product` adds up in
 * the same order, so that who compares with either gets the same number to the last bit.
 */
export function cosineSimilarity(a: Float32Array, b: Float32Array): number {
  let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
  let i = 0;
  for (; i + 8 <= a.length; i += 8) {
    s0 += (a[i] ?? 0) * (b[i] ?? 0);
    s1 += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
    s2 += (a[i + 2] ?? 0) * (b[i + 2] ?? 0);
    s3 += (a[i + 3] ?? 0) * (b[i + 3] ?? 0);
    s4 += (a[i + 4] ?? 0) * (b[i + 4] ?? 0);
    s5 += (a[i + 5] ?? 0) * (b[i + 5] ?? 0);
    s6 += (a[i + 6] ?? 0) * (b[i + 6] ?? 0);
    s7 += (a[i + 7] ?? 0) * (b[i + 7] ?? 0);
  }
  for (; i < a.length; i++) s0 += (a[i] ?? 0) * (b[i] ?? 0);
  return clampScore(s0 + s2 + (s4 + s6) + (s1 + s3 + (s5 + s7)));
}

/** Against float32 rounding. */
export function clampScore(product: number): number {
  return Math.min(1, Math.max(-1, product));
}

/** How alike an image looks to others, by their vectors. */
export function lookBy(
  vectorOf: (imageId: string) => Float32Array | undefined,
): (imageId: string) => Look | undefined {
  return (imageId) => {
    const own = vectorOf(imageId);
    if (own === undefined) return undefined;
    return (other) => {
      const vector = vectorOf(other);
      return vector && cosineSimilarity(own, vector);
    };
  };
}

/** How queries compare with images, by their vectors. */
export function compareBy(vectorOf: (imageId: string) => Float32Array | undefined): CompareImage {
  return (query, imageId, metric) => {
    const vector = vectorOf(imageId);
    return vector && compareVectors(query, vector, metric);
  };
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
