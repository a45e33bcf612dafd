import { expect, it } from 'vitest';
import { normalise } from '../../../src/core/models/normalise.ts';

it('scales a vector to length 1 and leaves the original alone', () => {
  const vector = Float32Array.from([3, 0, -4]);
  expect(Array.from(normalise(vector))).toEqual(Array.from(Float32Array.from([0.6, 0, -0.8])));
  expect(Array.from(vector)).toEqual([3, 0, -4]);
});

it('leaves a vector of zeros without NaN', () => {
  expect(Array.from(normalise(new Float32Array(3)))).toEqual([0, 0, 0]);
});
