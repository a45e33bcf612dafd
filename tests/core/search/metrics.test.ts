import { describe, expect, it } from 'vitest';
import {
  compareVectors,
  cosineSimilarity,
  euclideanDistance,
  manhattanDistance,
} from '../../../src/core/search/metrics.ts';
import { shortVector } from './searchCatalog.ts';

describe('metrics', () => {
  it.each([
    ['cosine', [3, 4], [4, 3], 1 - 24 / 25],
    ['euclidean', [3, 4], [4, 3], Math.SQRT2 / 5],
    ['manhattan', [3, 4], [4, 3], 2 / 5],
    ['cosine', [1, 0, 0], [0, 0, 1], 1],
    ['euclidean', [1, 0, 0], [0, 0, 1], Math.SQRT2],
    ['manhattan', [1, 0, 0], [0, 0, -1], 2],
    ['cosine', [1, 2, 2], [-1, -2, -2], 2],
  ] as const)('%s distance of %j and %j, normalised', (metric, a, b, distance) => {
    const compared = compareVectors(shortVector(...a), shortVector(...b), metric);
    expect(compared.distance).toBeCloseTo(distance, 6);
    expect(compared.score).toBeCloseTo(cosineSimilarity(shortVector(...a), shortVector(...b)), 12);
  });

  it('never puts a score outside [-1, 1], nor a distance below 0, through rounding', () => {
    const long = new Float32Array(2048).fill(0.0221);
    expect(compareVectors(long, long, 'cosine')).toEqual({ distance: 0, score: 1 });
    expect(
      cosineSimilarity(
        long,
        long.map((value) => -value),
      ),
    ).toBe(-1);
  });

  it('take vectors of an odd length whole', () => {
    const [long, ones] = [Float32Array.from({ length: 11 }, (_, i) => i / 100), new Float32Array(11).fill(1)];
    expect(cosineSimilarity(long, ones)).toBeCloseTo(0.55, 6);
    const [a, b] = [Float32Array.of(1, 2, 3), Float32Array.of(1, 2, 7)];
    expect(manhattanDistance(a, b)).toBe(4);
    expect(euclideanDistance(a, b)).toBe(4);
  });
});
