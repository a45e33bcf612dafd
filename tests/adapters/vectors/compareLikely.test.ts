import { describe, expect, it } from 'vitest';
import { compareLikely } from '../../../src/adapters/vectors/compareLikely.ts';
import { createRandom, drawVector, shortVector } from '../../core/search/searchCatalog.ts';

const random = createRandom(3);
const centre = drawVector(random);
const vectors = Array.from({ length: 60 }, () => drawVector(random, centre, 8));
const query = drawVector(random, centre, 8);

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/** With bounds that are so much above the product, the likeliest first. */
function candidates(above: number) {
  const order = [...vectors.keys()].sort(
    (a, b) => product(query, vectors[b] ?? query) - product(query, vectors[a] ?? query),
  );
  return {
    slots: Uint32Array.from(order),
    highest: Float64Array.from(order, (slot) => product(query, vectors[slot] ?? query) + above),
  };
}

function compare(above: number, k: number, most: number, metric: 'cosine' | 'euclidean' = 'cosine') {
  const read: number[] = [];
  const { found, left } = compareLikely(candidates(above), query, k, metric, most, (slot) => {
    read.push(slot);
    return vectors[slot] ?? shortVector(1);
  });
  return { found: found.map(({ slot }) => slot), left: [...left], read };
}

describe('the likely ones', () => {
  it.each(['cosine', 'euclidean'] as const)(
    'are compared until no other can be among the nearest: %s',
    (metric) => {
      const { slots } = candidates(0);
      const sharp = compare(1e-9, 5, 60, metric);
      expect(sharp.found.slice(0, 5)).toEqual([...slots.subarray(0, 5)]);
      expect(sharp.read.length).toBeLessThan(10);
      const blunt = compare(0.02, 5, 60, metric);
      expect(blunt.found.slice(0, 5)).toEqual([...slots.subarray(0, 5)]);
      expect(blunt.read.length).toBeGreaterThan(sharp.read.length);
    },
  );

  it('are all compared where nothing is known of them', () => {
    expect(compare(2, 5, 60).read).toHaveLength(60);
  });

  it('that are too many are left, those that can still be near', () => {
    const { found, left, read } = compare(2, 5, 12);
    expect([found.length, read.length, left.length]).toEqual([12, 12, 48]);
    expect(new Set([...found, ...left]).size).toBe(60);
    expect(compare(1e-9, 5, 12).left).toEqual([]);
  });
});
