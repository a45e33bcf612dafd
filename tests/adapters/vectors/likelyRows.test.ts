import { describe, expect, it, vi } from 'vitest';
import { boundFirst, boundLikely } from '../../../src/adapters/vectors/likelyRows.ts';
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

/** @param error of what is known of a row from its bytes */
function look(above: number, k: number, error = 1e-9) {
  const looked: number[] = [];
  const boundOf = (slot: number) => {
    looked.push(slot);
    return { product: product(query, vectors[slot] ?? query) + (slot % 2 === 0 ? error : -error), error };
  };
  const { possible, lookedAt } = boundLikely(candidates(above), k, boundOf);
  return { possible, looked, lookedAt };
}

describe('the likely ones', () => {
  const { slots } = candidates(0);

  it('are looked at until no other can be among the nearest', () => {
    const sharp = look(1e-9, 5);
    expect(sharp.possible).toEqual([...slots.subarray(0, 5)]);
    expect(sharp.looked.length).toBeLessThan(10);
    expect(sharp.lookedAt).toBe(sharp.looked.length);
    const blunt = look(0.02, 5);
    expect(blunt.possible).toEqual([...slots.subarray(0, 5)]);
    expect(blunt.looked.length).toBeGreaterThan(sharp.looked.length);
  });

  it('stay possible where their bytes cannot tell', () => {
    const { possible } = look(2, 5, 0.02);
    expect(possible).toEqual(expect.arrayContaining([...slots.subarray(0, 5)]));
    expect(possible.length).toBeGreaterThan(5);
    expect(possible.length).toBeLessThan(60);
  });

  it('are all looked at where nothing is known of them', () => {
    expect(look(2, 5).looked).toHaveLength(60);
  });

  it('that were looked at first are not looked at again', () => {
    const boundOf = (slot: number) => ({ product: product(query, vectors[slot] ?? query), error: 1e-9 });
    const { rows, least } = boundFirst(slots, 5, boundOf);
    expect(rows.map(({ slot }) => slot)).toEqual([...slots.subarray(0, 5)]);
    expect(least).toBeCloseTo(product(query, vectors[slots[4] ?? 0] ?? query), 6);
    const again = vi.fn(boundOf);
    const { possible } = boundLikely(candidates(2), 5, again, rows);
    expect(possible).toEqual([...slots.subarray(0, 5)]);
    expect(again).toHaveBeenCalledTimes(55);
    expect(boundFirst(slots.subarray(0, 3), 5, boundOf).least).toBe(Number.NEGATIVE_INFINITY);
  });
});
