import { describe, expect, it } from 'vitest';
import type { Quality } from '../../../src/contract/insight/quality.ts';
import { describeDifference, describeSample } from '../../../src/renderer/features/quality/qualityWords.ts';

const names = ['cosine', 'manhattan'] as const;

describe('a difference in words', () => {
  it('names the better one, by how much, and between which bounds', () => {
    expect(describeDifference({ value: 0.02, low: 0.01, high: 0.03 }, names)).toBe(
      'Manhattan is better by 2.0 points (1.0 to 3.0)',
    );
    expect(describeDifference({ value: -0.02, low: -0.03, high: -0.01 }, names)).toBe(
      'Cosine is better by 2.0 points (1.0 to 3.0)',
    );
    expect(describeDifference({ value: 0.001, low: 0.0002, high: 0.002 }, names)).toBe(
      'Manhattan is better by 0.1 points (0.02 to 0.2)',
    );
  });

  it('is one of ranks where these were compared', () => {
    expect(describeDifference({ value: 0.02, low: 0.0002, high: 0.03 }, names, 'ranks')).toBe(
      'Manhattan is better by 0.020 (0.0002 to 0.030)',
    );
  });

  it('claims nothing where the interval has 0 in it', () => {
    expect(describeDifference({ value: 0.01, low: -0.01, high: 0.03 }, names)).toBe(
      'No difference between cosine and manhattan that this sample can show (−1.0 to +3.0 points)',
    );
    expect(describeDifference({ value: 0, low: 0, high: 0 }, names)).toBe(
      'No difference between cosine and manhattan',
    );
  });
});

describe('what was looked at', () => {
  const plain = {
    sampled: 100,
    population: 4000,
    k: 10,
    pool: 4000,
    isWholeCatalog: true,
    short: 0,
    tied: 0,
  };
  const say = (changed: Partial<Quality>) => describeSample({ ...plain, ...changed } as Quality);

  it('is told with what keeps it from saying more', () => {
    expect(say({})).toEqual(['100 of 4,000 products, each with its first 10 look-alikes.']);
    expect(say({ sampled: 4000, isWholeCatalog: false, pool: 2000 })).toEqual([
      'All 4,000 products, each with its first 10 look-alikes, found among 2,000 products.',
    ]);
    expect(say({ sampled: 8, population: 8, short: 8, tied: 1 })).toEqual([
      'All 8 products, each with its first 10 look-alikes.',
      '8 products had fewer look-alikes than 10.',
      'Of 1 product all look-alikes are equally near: which of them come first says nothing.',
      'So few products say little: the intervals are wide.',
    ]);
  });
});
