import { expect, it } from 'vitest';
import { recallOf, shareOfSame } from '../../src/bench/cluster/compareAnswers.ts';

const near = { id: 'b', distance: 0.1, score: 0.9 };
const far = { id: 'c', distance: 0.3, score: 0.7 };
const other = { id: 'd', distance: 0.4, score: 0.6 };

it('calls answers the same by their products, order, distances and scores alone', () => {
  const expected = new Map([['a', [near, far]]]);
  const share = (found: readonly (typeof near)[]) => shareOfSame(expected, new Map([['a', found]]));
  expect(share([{ ...near }, { ...far }])).toBe(1);
  expect(share([far, near])).toBe(0);
  expect(share([near])).toBe(0);
  expect(share([near, { ...far, distance: 0.3000001 }])).toBe(0);
  expect(share([near, { ...far, score: 0.71 }])).toBe(0);
  expect(shareOfSame(expected, new Map())).toBe(0);
});

it('counts what was found of all that was wanted', () => {
  const expected = new Map([
    ['a', [near, far]],
    ['b', [near, other]],
  ]);
  const found = new Map([
    ['a', [far, near]],
    ['b', [far, other]],
  ]);
  expect(recallOf(expected, found)).toBe(0.75);
});
