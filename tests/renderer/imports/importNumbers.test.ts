import { describe, expect, it } from 'vitest';
import type { ImportProgress } from '../../../src/contract/imports.ts';
import {
  countFinished,
  describeSpeed,
  describeSum,
  percentFinished,
  shareFinished,
} from '../../../src/renderer/features/imports/importNumbers.ts';

const progress: ImportProgress = {
  folder: '/photos',
  isPreparing: false,
  isCounted: true,
  found: 2000,
  embedded: 1950,
  unchanged: 30,
  duplicate: 15,
  failed: 4,
  imagesPerSecond: 61.4,
  secondsLeft: 3,
};

describe('the numbers of an import', () => {
  it('counts a file as finished however it ended', () => {
    expect(countFinished(progress)).toBe(1999);
  });

  it('says 100 % only when the last file is finished', () => {
    expect(percentFinished(progress)).toBe(99);
    expect(percentFinished({ ...progress, failed: 5 })).toBe(100);
  });

  it('knows no share while files are still being counted', () => {
    expect(shareFinished({ ...progress, isCounted: false })).toBeNull();
    expect(percentFinished({ ...progress, isCounted: false })).toBeNull();
  });

  it('is finished at once where there was nothing to do', () => {
    const nothing = { ...progress, found: 0, embedded: 0, unchanged: 0, duplicate: 0, failed: 0 };
    expect(shareFinished(nothing)).toBe(1);
  });

  it('writes the sum with its four parts', () => {
    expect(describeSum({ ...progress, failed: 5 })).toBe(
      '2,000 found = 1,950 embedded + 30 unchanged + 15 duplicate + 5 failed',
    );
  });

  it('gives a slow pace one decimal and a fast one none', () => {
    expect(describeSpeed(4.26)).toBe('4.3');
    expect(describeSpeed(61.4)).toBe('61');
  });
});
