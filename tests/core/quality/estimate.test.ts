import { describe, expect, it } from 'vitest';
import { createTally, estimate, type Tally } from '../../../src/core/quality/estimate.ts';
import { drawSample } from '../../../src/core/quality/sample.ts';

function tallyOf(...shares: readonly (readonly [hits: number, counts: number])[]): Tally {
  const tally = createTally(shares.length);
  for (const [at, [hits, counts]] of shares.entries()) {
    tally.hits[at] = hits;
    tally.counts[at] = counts;
  }
  return tally;
}

describe('an estimate', () => {
  it('is the share of all hits in all counts', () => {
    const { estimates, difference } = estimate([tallyOf([1, 2], [3, 3], [0, 0], [0, 3])]);
    expect(estimates[0]?.value).toBe(4 / 8);
    expect(difference).toBeNull();
    expect(estimate([tallyOf([1, 2], [3, 3], [0, 3])], [0, 1]).estimates[0]?.value).toBe(4 / 5);
  });

  it('has the interval of the normal approximation where products are many', () => {
    // 300 of 1,000 products have all, the others nothing: 0.3 ± 1.96 √(0.3 · 0.7 / 1000) = 0.3 ± 0.0284.
    const tally = tallyOf(...Array.from({ length: 1000 }, (_, at) => [at % 10 < 3 ? 1 : 0, 1] as const));
    const [{ value, low, high } = { value: 0, low: 0, high: 0 }] = estimate([tally]).estimates;
    expect(value).toBe(0.3);
    expect(low).toBeCloseTo(0.2716, 2);
    expect(high).toBeCloseTo(0.3284, 2);
    expect(low).toBeLessThan(0.28);
    expect(high).toBeGreaterThan(0.32);
  });

  it('pairs two settings on the same products: what differs between products is not taken for doubt', () => {
    const first = Array.from({ length: 200 }, (_, at) => [(at % 10) / 10, 1] as const);
    const second = first.map(([hits, counts]) => [hits + 0.05, counts] as const);
    const { estimates, difference } = estimate([tallyOf(...first), tallyOf(...second)]);
    expect(difference?.value).toBeCloseTo(0.05);
    expect(difference?.low).toBeCloseTo(0.05);
    expect(difference?.high).toBeCloseTo(0.05);
    // Each by itself is far less certain than their difference.
    expect((estimates[0]?.high ?? 0) - (estimates[0]?.low ?? 0)).toBeGreaterThan(0.05);
  });

  it('is 0 where nothing counts', () => {
    expect(estimate([tallyOf([0, 0])]).estimates).toEqual([{ value: 0, low: 0, high: 0 }]);
    expect(estimate([tallyOf()]).estimates).toEqual([{ value: 0, low: 0, high: 0 }]);
  });
});

describe('a sample', () => {
  const all = Array.from({ length: 1000 }, (_, at) => at);

  it('is the same every time, in order, and has none twice', () => {
    const some = drawSample(all, 100);
    expect(some).toHaveLength(100);
    expect(new Set(some).size).toBe(100);
    expect(some).toEqual(some.toSorted((a, b) => a - b));
    expect(drawSample(all, 100)).toEqual(some);
  });

  it('takes every part of the catalog', () => {
    const some = drawSample(all, 200);
    for (let from = 0; from < 1000; from += 100)
      expect(some.filter((at) => at >= from && at < from + 100).length).toBeGreaterThan(5);
  });

  it('is everything where there is no more', () => {
    expect(drawSample(all, 1000)).toEqual(all);
    expect(drawSample([1, 2], 5)).toEqual([1, 2]);
  });
});
