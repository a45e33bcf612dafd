/** Features that no working network gives: looked for in every batch, before anything is made of them. */
import { embeddingLength } from './ports.ts';

/** From so many images on, the same vector for all of them is suspicious; fewer may be copies or blank. */
const smallestSuspiciousBatch = 4;

/**
 * What is wrong with a batch's features, in words that follow "it gave"; null where nothing is.
 * @param features `count × 2048`, not normalised
 */
export function findDoubt(features: Float32Array, count: number): string | null {
  if (features.length !== count * embeddingLength) return `${features.length} numbers for ${count} images`;
  for (let start = 0; start < features.length; start += embeddingLength) {
    const doubt = doubtOfOne(features, start);
    if (doubt !== null) return doubt;
  }
  return null;
}

function doubtOfOne(features: Float32Array, start: number): string | null {
  const first = features[start] ?? Number.NaN;
  let isConstant = true;
  let sum = 0;
  for (let at = start; at < start + embeddingLength; at++) {
    const value = features[at] ?? Number.NaN;
    sum += value * value;
    if (value !== first) isConstant = false;
  }
  // Squares that are not finite make their sum so.
  if (!Number.isFinite(sum)) return 'numbers that are not finite';
  if (sum === 0) return 'a vector of zeros';
  return isConstant ? 'the same number throughout a vector' : null;
}

/**
 * Whether all images of a larger batch got the very same vector. That proves nothing (they may be blank pages): ask the
 * backend about images that differ.
 */
export function areAllTheSame(features: Float32Array, count: number): boolean {
  if (count < smallestSuspiciousBatch) return false;
  for (let at = embeddingLength; at < features.length; at++) {
    if (features[at] !== features[at - embeddingLength]) return false;
  }
  return true;
}
