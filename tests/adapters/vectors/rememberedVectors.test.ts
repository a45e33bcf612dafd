import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rememberVectors, shareVectorMemory } from '../../../src/adapters/vectors/rememberedVectors.ts';
import { compareVectors } from '../../../src/core/search/metrics.ts';
import { createRandom, drawVector, shortVector } from '../../core/search/searchCatalog.ts';

it('vectors are read once while they are among the last that were asked for', () => {
  const reads: number[] = [];
  const { vectorAt } = rememberVectors((slot, { vector }) => {
    reads.push(slot);
    vector.fill(slot);
  }, 3);
  for (const slot of [1, 2, 3, 1, 4, 1, 2, 4]) expect([...new Set(vectorAt(slot))]).toEqual([slot]);
  expect(reads).toEqual([1, 2, 3, 4, 2]);
});

it('a vector that could not be read is asked for again, and takes no place', () => {
  let isThere = false;
  const { vectorAt } = rememberVectors((slot, { vector }) => {
    if (slot === 7 && !isThere) throw new Error('It is gone.');
    vector.fill(slot);
  }, 2);
  const [first, second] = [vectorAt(1), vectorAt(2)];
  expect(() => vectorAt(7)).toThrow('It is gone.');
  expect([vectorAt(1), vectorAt(2)].map(([number]) => number)).toEqual([1, 2]);
  isThere = true;
  expect(vectorAt(7)[0]).toBe(7);
  expect([first, second].map((vector) => vector?.[0])).toEqual([7, 2]);
});

it('a query is compared with them as with any vectors, to the last bit', () => {
  const random = createRandom(11);
  const vectors = Array.from({ length: 40 }, () => drawVector(random));
  const remembered = rememberVectors((slot, { vector }) => vector.set(vectors[slot] ?? []), 20);
  const query = vectors[3] ?? shortVector(1);
  for (const metric of ['cosine', 'tuned', 'euclidean', 'manhattan'] as const)
    expect(remembered.compare(query, vectors.keys(), metric)).toEqual(
      vectors.map((vector, slot) => ({ slot, ...compareVectors(query, vector, metric) })),
    );
  remembered.aim(vectors[5] ?? query);
  expect(remembered.productWith(5)).toBeCloseTo(1, 6);
});

describe('memory that batches share', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function share() {
    const reads: number[] = [];
    const memory = shareVectorMemory((slot, { vector }) => {
      reads.push(slot);
      vector.fill(slot);
    }, 3);
    return { memory, reads };
  }

  it('serves batches at the same time and those that follow closely', () => {
    const { memory, reads } = share();
    const [one, other] = [memory.borrow(), memory.borrow()];
    one.vectorAt(1);
    other.vectorAt(1);
    one.giveBack();
    vi.advanceTimersByTime(60_000);
    other.vectorAt(1);
    other.giveBack();
    vi.advanceTimersByTime(1000);
    const next = memory.borrow();
    vi.advanceTimersByTime(60_000);
    expect(next.vectorAt(1)[0]).toBe(1);
    expect(memory.borrow().vectorAt(1)[0]).toBe(1);
    expect(reads).toEqual([1]);
  });

  it('is free a while after the last batch, and read anew once the vectors changed', () => {
    const { memory, reads } = share();
    const one = memory.borrow();
    one.vectorAt(1);
    memory.forget();
    const other = memory.borrow();
    other.vectorAt(1);
    one.vectorAt(1);
    expect(reads).toEqual([1, 1]);
    one.giveBack();
    other.giveBack();
    vi.advanceTimersByTime(60_000);
    memory.borrow().vectorAt(1);
    expect(reads).toEqual([1, 1, 1]);
  });
});
