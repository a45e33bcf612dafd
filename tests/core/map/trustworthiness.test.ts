import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/core/map/random.ts';
import { measureTrustworthiness } from '../../../src/core/map/trustworthiness.ts';
import { distanceBetween, drawGroups, graphOf, normalise } from './groups.ts';

const unheard = (): void => undefined;

function measure(vectors: readonly Float32Array[], positions: ArrayLike<number>): Promise<number | null> {
  const read = async (points: Uint32Array) =>
    Float32Array.from(Array.from(points).flatMap((point) => [...(vectors[point] ?? [])]));
  return measureTrustworthiness(graphOf(vectors, 15), positions, read, unheard);
}

/** As it is defined, over all points. */
function byDefinition(vectors: readonly Float32Array[], positions: ArrayLike<number>, k = 10): number {
  const count = vectors.length;
  let excess = 0;
  for (const [point, own] of vectors.entries()) {
    const byEmbedding = vectors.map((vector) => {
      let product = 0;
      for (let i = 0; i < own.length; i++) product += (vector[i] ?? 0) * (own[i] ?? 0);
      return -product;
    });
    const inLayout = vectors.map((_, other) => distanceBetween(positions, point, other));
    const order = (away: readonly number[]) =>
      [...away.keys()].filter((other) => other !== point).sort((a, b) => (away[a] ?? 0) - (away[b] ?? 0));
    const nearest = order(inLayout).slice(0, k);
    for (const other of nearest) {
      const nearer = byEmbedding.filter(
        (away, one) => one !== point && away < (byEmbedding[other] ?? 0),
      ).length;
      excess += Math.max(0, 1 + nearer - k);
    }
  }
  return 1 - (2 / (count * k * (2 * count - 3 * k - 1))) * excess;
}

/** On an arc: two dimensions show all there is. */
function drawArc(count: number): Float32Array[] {
  return Array.from({ length: count }, (_, at) => {
    const angle = (Math.PI / 2) * (at / count);
    return Float32Array.of(Math.cos(angle), Math.sin(angle), 0, 0);
  });
}

describe('trustworthiness', () => {
  test('is 1 where the layout keeps all neighbours', async () => {
    const vectors = drawArc(60);
    expect(
      await measure(
        vectors,
        vectors.flatMap(([x = 0, y = 0]) => [x, y]),
      ),
    ).toBe(1);
  });

  test('is what the definition gives, for a poor layout and a middling one', async () => {
    const { vectors } = drawGroups(4, 30, 15);
    const random = createRandom(5);
    const poor = vectors.flatMap(() => [random(), random()]);
    const middling = vectors.flatMap(([x = 0, y = 0]) => [x, y]);
    const values = await Promise.all([poor, middling].map((positions) => measure(vectors, positions)));
    expect(values[0]).toBeCloseTo(byDefinition(vectors, poor), 6);
    expect(values[1]).toBeCloseTo(byDefinition(vectors, middling), 6);
    expect(values[1]).toBeGreaterThan(values[0] ?? 1);
  });

  test('of many points is nearly what all of them give', async () => {
    const random = createRandom(9);
    const vectors = Array.from({ length: 2200 }, () => normalise(Float32Array.from({ length: 4 }, random)));
    const positions = vectors.flatMap(([x = 0, y = 0]) => [x, y]);
    const measured = await measure(vectors, positions);
    expect(Math.abs((measured ?? 0) - byDefinition(vectors, positions))).toBeLessThan(0.005);
  });

  test('is not told of so few that everyone is a neighbour', async () => {
    const vectors = drawArc(20);
    expect(
      await measure(
        vectors,
        vectors.flatMap(([x = 0, y = 0]) => [x, y]),
      ),
    ).toBeNull();
  });
});
