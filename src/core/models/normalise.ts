/**
 * Scales a vector to length 1 (L2), in a new array.
 * A vector of zeros stays zeros: it is like nothing, and its cosine to everything is 0.
 */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (sum === 0) return new Float32Array(vector.length);
  const factor = 1 / Math.sqrt(sum);
  return vector.map((value) => value * factor);
}
