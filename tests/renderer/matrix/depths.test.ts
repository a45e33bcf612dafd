import { expect, it } from 'vitest';
import { depthsOf } from '../../../src/renderer/features/matrix/depths.ts';

it('makes the same picture the deepest and the least alike pair the lightest, by similarity and by distance', () => {
  const similarity = depthsOf(
    [
      [1, 0.5],
      [0.5, 1],
    ],
    1,
  );
  expect([1, 0.75, 0.5].map(similarity)).toEqual([1, 0.5, 0]);
  const distance = depthsOf(
    [
      [0, 8],
      [8, 0],
    ],
    0,
  );
  expect([0, 2, 8].map(distance)).toEqual([1, 0.75, 0]);
});

it('has one depth for pictures that are all the same', () => {
  const depth = depthsOf(
    [
      [1, 1],
      [1, 1],
    ],
    1,
  );
  expect(depth(1)).toBe(1);
});
