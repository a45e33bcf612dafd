import { describe, expect, it, vi } from 'vitest';
import { compareFirst, compareLikely } from '../../../src/adapters/vectors/likelyRows.ts';
import { createRandom, drawVector } from '../../core/search/searchCatalog.ts';

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

function look(above: number, k: number) {
  const looked: number[] = [];
  const productOf = (slot: number) => {
    looked.push(slot);
    return product(query, vectors[slot] ?? query);
  };
  const { possible, lookedAt } = compareLikely(candidates(above), k, productOf);
  return { possible, looked, lookedAt };
}

describe('the likely ones', () => {
  const { slots } = candidates(0);

  it('are compared until no other can be among the nearest', () => {
    const sharp = look(1e-9, 5);
    expect(sharp.possible).toEqual([...slots.subarray(0, 5)]);
    expect(sharp.looked.length).toBeLessThan(10);
    expect(sharp.lookedAt).toBe(sharp.looked.length);
    const blunt = look(0.02, 5);
    expect(blunt.possible).toEqual([...slots.subarray(0, 5)]);
    expect(blunt.looked.length).toBeGreaterThan(sharp.looked.length);
  });

  it('stay possible where they are as near as the last', () => {
    const { possible } = compareLikely({ slots, highest: new Float64Array(60).fill(1) }, 5, (slot) =>
      slots.indexOf(slot) < 3 ? 0.9 : 0.5,
    );
    expect(possible.toSorted((a, b) => a - b)).toEqual([...slots].toSorted((a, b) => a - b));
  });

  it('are all compared where nothing is known of them', () => {
    expect(look(2, 5).looked).toHaveLength(60);
  });

  it('that were compared first are not compared again', () => {
    const productOf = (slot: number) => product(query, vectors[slot] ?? query);
    const { rows, least } = compareFirst(slots, 5, productOf);
    expect(rows.map(({ slot }) => slot)).toEqual([...slots.subarray(0, 5)]);
    expect(least).toBeCloseTo(product(query, vectors[slots[4] ?? 0] ?? query), 5);
    const again = vi.fn(productOf);
    const { possible } = compareLikely(candidates(2), 5, again, rows);
    expect(possible).toEqual([...slots.subarray(0, 5)]);
    expect(again).toHaveBeenCalledTimes(55);
    expect(compareFirst(slots.subarray(0, 3), 5, productOf).least).toBe(Number.NEGATIVE_INFINITY);
  });
});
