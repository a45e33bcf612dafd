import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/map/random.ts';
import { type Affinities, findAffinities } from '../../../../src/core/map/tsne/affinities.ts';
import { beginSpectrally } from '../../../../src/core/map/tsne/beginSpectrally.ts';
import { createDescent } from '../../../../src/core/map/tsne/descend.ts';
import { layOutTsne } from '../../../../src/core/map/tsne/layOutTsne.ts';
import { createGridRepulsion } from '../../../../src/core/map/tsne/repelByGrid.ts';
import { repelExactly } from '../../../../src/core/map/tsne/repulsion.ts';
import { distanceBetween, drawGroups, graphOf, normalise, shareTogether } from '../groups.ts';

const unheard = (): void => undefined;

/** Kullback–Leibler divergence of the layout from the affinities. */
function divergence({ count, starts, columns, values }: Affinities, positions: Float64Array): number {
  const sum = repelExactly(positions, new Float64Array(positions.length));
  let total = 0;
  for (let row = 0; row < count; row++)
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const value = values[at] ?? 0;
      const near = 1 / (1 + distanceBetween(positions, row, columns[at] ?? 0) ** 2);
      if (value > 0) total += value * Math.log((value * sum) / near);
    }
  return total;
}

describe('t-SNE', () => {
  test('keeps groups together and apart from each other, the same every time', () => {
    const { graph, groupOf } = drawGroups(4, 60, 90);
    const shares: number[] = [];
    const positions = layOutTsne(graph, (done) => shares.push(done));
    expect(shareTogether(positions, groupOf)).toBe(1);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(layOutTsne(graph, unheard)).toEqual(positions);
  });

  test('comes nearer to the affinities the longer it goes on', () => {
    const { graph } = drawGroups(5, 80, 60);
    const affinities = findAffinities(graph, 20);
    const positions = beginSpectrally(affinities, createRandom(1));
    const descent = createDescent(affinities, positions, repelExactly);
    const begun = divergence(affinities, positions);
    descent.run({ iterations: 250, exaggeration: 12 }, unheard);
    const gathered = divergence(affinities, positions);
    descent.run({ iterations: 50, exaggeration: 1 }, unheard);
    const spread = divergence(affinities, positions);
    descent.run({ iterations: 300, exaggeration: 1 }, unheard);
    const settled = divergence(affinities, positions);
    expect(gathered).toBeLessThan(begun);
    expect(spread).toBeLessThan(gathered);
    expect(settled).toBeLessThan(spread);
  });

  test('goes the same way with repulsion by a grid as with that of every pair', () => {
    const { graph } = drawGroups(5, 80, 60);
    const affinities = findAffinities(graph, 20);
    const [exact, byGrid] = [repelExactly, createGridRepulsion(graph.count)].map((repel) => {
      const positions = beginSpectrally(affinities, createRandom(1));
      createDescent(affinities, positions, repel).run({ iterations: 25, exaggeration: 12 }, unheard);
      return positions;
    });
    const farthest = Math.max(...(exact ?? []));
    for (const [i, value] of exact?.entries() ?? []) {
      expect(Math.abs((byGrid?.[i] ?? 0) - value)).toBeLessThan(0.01 * farthest);
    }
  });

  test.each([2, 3, 5, 21])('lays out %i points, each in a place of its own', (count) => {
    const random = createRandom(count);
    const vectors = Array.from({ length: count }, () => normalise(Float32Array.from({ length: 6 }, random)));
    const positions = layOutTsne(graphOf(vectors, 90), unheard);
    expect(positions.every(Number.isFinite)).toBe(true);
    for (let point = 1; point < count; point++)
      expect(distanceBetween(positions, 0, point)).toBeGreaterThan(0);
  });

  test('products that are all equal lie around the middle', () => {
    const equal = Array.from({ length: 40 }, () => normalise(new Float32Array(6).fill(1)));
    const positions = layOutTsne(graphOf(equal, 90), unheard);
    expect(positions.every(Number.isFinite)).toBe(true);
    expect(positions.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
  });
});
