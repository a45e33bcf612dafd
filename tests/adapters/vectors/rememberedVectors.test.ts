import { expect, it } from 'vitest';
import { rememberVectors } from '../../../src/adapters/vectors/rememberedVectors.ts';

it('vectors are read once while they are among the last that were asked for', () => {
  const reads: number[] = [];
  const vectorAt = rememberVectors((slot, into) => {
    reads.push(slot);
    into.fill(slot);
  }, 3);
  for (const slot of [1, 2, 3, 1, 4, 1, 2, 4]) expect([...new Set(vectorAt(slot))]).toEqual([slot]);
  expect(reads).toEqual([1, 2, 3, 4, 2]);
});

it('a vector that could not be read is asked for again, and takes no place', () => {
  let isThere = false;
  const vectorAt = rememberVectors((slot, into) => {
    if (slot === 7 && !isThere) throw new Error('It is gone.');
    into.fill(slot);
  }, 2);
  const [first, second] = [vectorAt(1), vectorAt(2)];
  expect(() => vectorAt(7)).toThrow('It is gone.');
  expect([vectorAt(1), vectorAt(2)].map(([number]) => number)).toEqual([1, 2]);
  isThere = true;
  expect(vectorAt(7)[0]).toBe(7);
  expect([first, second].map((vector) => vector?.[0])).toEqual([7, 2]);
});
