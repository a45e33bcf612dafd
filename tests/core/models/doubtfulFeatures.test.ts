import { expect, it } from 'vitest';
import { areAllTheSame, findDoubt } from '../../../src/core/models/doubtfulFeatures.ts';
import { embeddingLength } from '../../../src/core/models/ports.ts';

/** Rows that differ, as a network gives them. */
function features(count: number): Float32Array {
  return new Float32Array(count * embeddingLength).map((_, at) => ((at * 7919) % 251) / 250);
}

function withRow(row: number, value: (at: number) => number): Float32Array {
  const all = features(3);
  for (let at = 0; at < embeddingLength; at++) all[row * embeddingLength + at] = value(at);
  return all;
}

it('finds nothing wrong with what a network gives', () => {
  expect(findDoubt(features(3), 3)).toBeNull();
  expect(findDoubt(new Float32Array(0), 0)).toBeNull();
  // One number alone is a feature.
  expect(
    findDoubt(
      withRow(1, (at) => (at === 2047 ? 1 : 0)),
      3,
    ),
  ).toBeNull();
});

it.each<[string, (at: number) => number, string]>([
  ['one number that is none', (at) => (at === 5 ? Number.NaN : 1), 'numbers that are not finite'],
  ['one that is infinite', (at) => (at === 5 ? -Infinity : 1), 'numbers that are not finite'],
  ['zeros', () => 0, 'a vector of zeros'],
  ['a constant', () => 0.25, 'the same number throughout a vector'],
])('finds %s in any row', (_, value, doubt) => {
  for (const row of [0, 1, 2]) expect(findDoubt(withRow(row, value), 3)).toBe(doubt);
});

it('finds too many or too few numbers', () => {
  expect(findDoubt(features(2), 3)).toBe('4096 numbers for 3 images');
});

it('tells a batch of four or more that are all the same', () => {
  const one = features(1);
  const repeated = (count: number) =>
    new Float32Array(count * embeddingLength).map((_, at) => one[at % 2048] ?? 0);
  expect(areAllTheSame(repeated(4), 4)).toBe(true);
  expect(areAllTheSame(repeated(3), 3)).toBe(false);
  const almost = repeated(5);
  almost[2 * embeddingLength + 7] = 9;
  expect(areAllTheSame(almost, 5)).toBe(false);
});
