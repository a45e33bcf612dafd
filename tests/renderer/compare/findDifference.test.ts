import { describe, expect, it } from 'vitest';
import {
  describeDifference,
  findDifference,
  type Pixels,
} from '../../../src/renderer/features/compare/difference/findDifference.ts';

type Pixel = readonly [number, number, number, number?];

/** One row of pixels, opaque where nothing else is said. */
function row(...pixels: readonly Pixel[]): Pixels {
  const data = new Uint8ClampedArray(
    pixels.flatMap(([red, green, blue, alpha = 255]) => [red, green, blue, alpha]),
  );
  return { width: pixels.length, height: 1, data };
}

const nowhere: Pixel = [0, 0, 0, 0];

describe('the difference of two pictures', () => {
  it('is none between equal ones, and what compressing does is none', () => {
    expect(findDifference(row([9, 9, 9], [200, 0, 0]), row([9, 9, 9], [200, 0, 0])).share).toBe(0);
    expect(findDifference(row([100, 100, 100]), row([110, 92, 104])).share).toBe(0);
  });

  it('counts a pixel that differs in one channel alone', () => {
    const { share } = findDifference(
      row([9, 9, 9], [0, 0, 0], [5, 5, 5], [0, 0, 90]),
      row([9, 9, 9], [0, 0, 0], [5, 5, 5], [0, 0, 0]),
    );
    expect(share).toBe(0.25);
  });

  it('leaves out what neither covers, and counts in full what one covers alone', () => {
    const { share, heat } = findDifference(
      row(nowhere, [9, 9, 9], [9, 9, 9]),
      row(nowhere, [9, 9, 9], nowhere),
    );
    expect(share).toBe(0.5);
    expect([heat[3], heat[7], heat[11]]).toEqual([0, 255, 255]);
  });

  it('is lighter the more they differ, and darker than any of it where they are the same', () => {
    const { heat } = findDifference(
      row([255, 255, 255], [0, 0, 0], [0, 0, 0], [0, 0, 0]),
      row([255, 255, 255], [30, 30, 30], [120, 120, 120], [255, 255, 255]),
    );
    const lightness = [0, 4, 8, 12].map(
      (at) => 0.299 * (heat[at] ?? 0) + 0.587 * (heat[at + 1] ?? 0) + 0.114 * (heat[at + 2] ?? 0),
    );
    expect(lightness).toEqual(lightness.toSorted((one, other) => one - other));
    expect(new Set(lightness).size).toBe(4);
  });

  it('is asked of pictures of one size only', () => {
    expect(() => findDifference(row([0, 0, 0]), row([0, 0, 0], [0, 0, 0]))).toThrow('one size');
  });
});

it.each([
  [0, 'No difference seen.'],
  [0.0004, 'Less than 0.1\u00a0% of the picture differs.'],
  [0.042, '4.2\u00a0% of the picture differs.'],
  [0.9994, '99.9\u00a0% of the picture differs.'],
  [1, 'The pictures differ everywhere.'],
])('a share of %d is told in words', (share, words) => {
  expect(describeDifference(share)).toBe(words);
});
