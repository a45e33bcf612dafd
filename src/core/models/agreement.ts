/** How far two backends compute the same embeddings. */
import { embeddingLength } from './ports.ts';

/** Mean cosine that int8 must reach against float before it is used: look-alikes are then the same (docs/performance.md). */
export const smallestAgreement = 0.99;

/**
 * The mean cosine between embeddings of the same images; NaN where numbers are not finite.
 * @param found `count × 2048`
 * @param reference as many
 */
export function meanCosine(found: Float32Array, reference: Float32Array): number {
  if (found.length !== reference.length) return Number.NaN;
  let sum = 0;
  for (let start = 0; start < reference.length; start += embeddingLength) {
    const end = start + embeddingLength;
    sum += cosine(found.subarray(start, end), reference.subarray(start, end));
  }
  return sum / (reference.length / embeddingLength);
}

/** A vector of zeros is like nothing: its cosine is 0. */
function cosine(a: Float32Array, b: Float32Array): number {
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? Number.NaN, b[i] ?? Number.NaN];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  const lengths = Math.sqrt(squareA * squareB);
  return lengths === 0 ? 0 : product / lengths;
}
