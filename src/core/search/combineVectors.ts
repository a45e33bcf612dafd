/** Several vectors made into one query. */
import { Failure } from '../../contract/failure.ts';

/** A vector, and how much it counts: a number above 0. */
export interface WeightedVector {
  readonly vector: Float32Array;
  readonly weight: number;
}

/** The mean of vectors of one length by their weights, in float64. */
function meanOf(vectors: readonly WeightedVector[], length: number): Float64Array {
  const mean = new Float64Array(length);
  let total = 0;
  for (const { weight } of vectors) total += weight;
  for (const { vector, weight } of vectors) addTimes(mean, vector, weight / total);
  return mean;
}

function addTimes(sum: Float64Array, vector: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (vector[i] ?? 0);
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
  if (vectors.length === 1) return first;
  const weighted = vectors.map((vector) => ({ vector, weight: 1 }));
  // Opposite vectors have no mean direction; embeddings of one product never are, so the first stands for them.
  return normalise(meanOf(weighted, first.length)) ?? first;
}

/**
 * Rocchio's combination (J. Rocchio, "Relevance feedback in information retrieval", in Salton (ed.), The SMART Retrieval
 * System, 1971): the liked's mean by weight, less each disliked times its weight, L2-normalised again. What the weights of
 * the disliked add up to is the caller's; Manning, Raghavan and Schütze (Introduction to Information Retrieval, 2008, §9.1.1)
 * advise less than the liked's 1.
 * @throws Failure `bad-input` where they cancel each other out
 */
export function combineVectors(
  liked: readonly WeightedVector[],
  disliked: readonly WeightedVector[],
): Float32Array {
  const sum = meanOf(liked, liked[0]?.vector.length ?? 0);
  for (const { vector, weight } of disliked) addTimes(sum, vector, -weight);
  const combined = normalise(sum);
  if (combined === null) {
    throw new Failure(
      'bad-input',
      'What it should be like and what it should not be like cancel each other out: take one of the products away.',
    );
  }
  return combined;
}
