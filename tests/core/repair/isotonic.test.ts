import { expect, it } from 'vitest';
import { calibrate } from '../../../src/core/repair/isotonic.ts';

it('says the share that was right at a score, and rises with it', () => {
  const cases = Array.from({ length: 4000 }, (_, at) => {
    const score = (at % 100) / 100;
    return { score, isRight: (Math.floor(at / 100) + 0.5) / 40 < score * score };
  });
  const shareRight = calibrate(
    cases.map(({ score }) => score),
    cases.map(({ isRight }) => isRight),
  );
  for (const score of [0.2, 0.4, 0.6, 0.8, 0.95]) expect(shareRight(score)).toBeCloseTo(score * score, 1);
  const shares = Array.from({ length: 101 }, (_, at) => shareRight(at / 100));
  expect(shares.every((share, at) => at === 0 || share >= (shares[at - 1] ?? 0))).toBe(true);
});

it('is never certain, and says nothing where nothing was measured', () => {
  expect(calibrate([0.9, 0.9, 0.9], [true, true, true])(0.9)).toBe(0.75);
  expect(calibrate([], [])(0.9)).toBe(0);
});
