/** Several vectors made into one query. */
import { Failure } from '../../contract/failure.ts';

/**
 * How strongly the disliked pull away, relative to the liked. Rocchio's relevance feedback with a negative weight below
 * the positive one: J. Rocchio, "Relevance feedback in information retrieval", in Salton (ed.), The SMART Retrieval
 * System, 1971; Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, §9.1.1 advise γ < β.
 */
export const unlikeWeight = 0.5;

/** The mean of vectors of one length, in float64. */
function meanOf(vectors: readonly Float32Array[], length: number): Float64Array {
  const mean = new Float64Array(length);
  for (const vector of vectors) {
    for (let i = 0; i < length; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0) / vectors.length;
  }
  return mean;
}

/** The L2-normalised vector, or null where all of it is (nearly) zero and there is no direction left. */
function normalise(values: Float64Array): Float32Array | null {
  let squares = 0;
  for (const value of values) squares += value * value;
  const norm = Math.sqrt(squares);
  return norm < 1e-6 ? null : Float32Array.from(values, (value) => value / norm);
}

/** The L2-normalised mean of at least one L2-normalised vector. */
export function meanVector(vectors: readonly Float32Array[]): Float32Array {
  const [first] = vectors;
  if (first === undefined) throw new RangeError('meanVector: no vectors.');
  // Opposite vectors have no mean direction; embeddings of one product never are, so the first stands for them.
  return vectors.length === 1 ? first : (normalise(meanOf(vectors, first.length)) ?? first);
}

/**
 * Rocchio's combination: mean of the liked − 0.5 × mean of the disliked, L2-normalised again.
 * @throws Failure `bad-input` where they cancel each other out
 */
export function combineVectors(
  liked: readonly Float32Array[],
  unliked: readonly Float32Array[],
): Float32Array {
  const length = liked[0]?.length ?? 0;
  const sum = meanOf(liked, length);
  if (unliked.length > 0) {
    const away = meanOf(unliked, length);
    for (let i = 0; i < length; i++) sum[i] = (sum[i] ?? 0) - unlikeWeight * (away[i] ?? 0);
  }
  const combined = normalise(sum);
  if (combined === null) {
    throw new Failure(
      'bad-input',
      'What it should be like and what it should not be like cancel each other out: take one of the products away.',
    );
  }
  return combined;
}
