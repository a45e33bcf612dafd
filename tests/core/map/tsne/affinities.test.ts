import { describe, expect, test } from 'vitest';
import { conditionalProbabilities, findAffinities } from '../../../../src/core/map/tsne/affinities.ts';
import { drawGroups } from '../groups.ts';

describe('affinities', () => {
  test('each point has the perplexity that was asked for', () => {
    const { graph } = drawGroups(3, 30, 30);
    const probabilities = conditionalProbabilities(graph, 10);
    for (let point = 0; point < graph.count; point++) {
      const own = probabilities.subarray(point * graph.k, (point + 1) * graph.k);
      const entropy = own.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
      expect(Math.exp(entropy)).toBeCloseTo(10, 2);
    }
  });

  test('neighbours that are all as far away attract alike', () => {
    const graph = { count: 4, k: 3, neighbours: Int32Array.of(1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2) };
    for (const distance of [0, 0.5]) {
      const distances = new Float32Array(12).fill(distance);
      for (const value of conditionalProbabilities({ ...graph, distances }, 1))
        expect(value).toBeCloseTo(1 / 3, 6);
    }
  });

  test('are the same in both directions, add up to 1, and name each pair once', () => {
    const { graph } = drawGroups(3, 20, 12);
    const { count, starts, columns, values } = findAffinities(graph, 4);
    const pairs = new Map<string, number>();
    for (let row = 0; row < count; row++)
      for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
        const pair = `${row} ${columns[at]}`;
        expect(pairs.has(pair)).toBe(false);
        pairs.set(pair, values[at] ?? 0);
      }
    expect(pairs.size).toBe(values.length);
    for (const [pair, value] of pairs)
      expect(pairs.get(pair.split(' ').reverse().join(' '))).toBeCloseTo(value, 7);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  });
});
