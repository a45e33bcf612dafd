import { describe, expect, it } from 'vitest';
import { exposureByValue, exposureFigures, giniOf } from '../../../../src/core/lists/generation/exposure.ts';
import {
  complementaryError,
  mutualDistance,
  orderByMutualProximity,
  spreadOf,
} from '../../../../src/core/lists/generation/mutualProximity.ts';

describe('the Gini coefficient', () => {
  it.each([
    ['all alike', [3, 3, 3, 3], 0],
    ['one has everything', [0, 0, 0, 8], 0.75],
    ['1, 2 and 3', [3, 1, 2], 2 / 9],
    ['nothing', [0, 0], 0],
    ['no products', [], 0],
  ])('of %s', (_, counts, expected) => {
    expect(giniOf(Uint32Array.from(counts))).toBeCloseTo(expected, 12);
  });
});

describe('exposure', () => {
  it('tells coverage, orphans and hubs', () => {
    expect(exposureFigures(Uint32Array.from([0, 4, 2, 0, 3]), 2)).toMatchObject({
      coverage: 0.6,
      orphans: 2,
      hubs: 1,
    });
  });

  it('tells the same per value, the one with most products first', () => {
    const values = ['Red', 'Blue', 'Red', 'Blue', 'Red'];
    expect(exposureByValue(Uint32Array.from([0, 4, 2, 0, 4]), (row) => values[row] ?? '')).toEqual([
      { value: 'Red', products: 3, coverage: 2 / 3, orphans: 1, mean: 2 },
      { value: 'Blue', products: 2, coverage: 0.5, orphans: 1, mean: 2 },
    ]);
  });
});

describe('mutual proximity', () => {
  it('is what the normal distribution says: P(X > d) · P(Y > d)', () => {
    const spread = { mean: 0.5, deviation: 0.1 };
    expect(mutualDistance(0.5, spread, spread)).toBeCloseTo(0.75, 7);
    // One standard deviation below both means: 1 − 0.841345² .
    expect(mutualDistance(0.4, spread, spread)).toBeCloseTo(1 - 0.8413447461 ** 2, 6);
    expect(mutualDistance(0.4, spread, { mean: 0.4, deviation: 0.2 })).toBeCloseTo(1 - 0.8413447461 * 0.5, 6);
  });

  it('tells far tails apart, where one minus them would be one', () => {
    const spread = { mean: 1, deviation: 0.05 };
    expect(mutualDistance(0.2, spread, spread)).toBeLessThan(mutualDistance(0.21, spread, spread));
    expect(complementaryError(5) / 1.5374597944280349e-12).toBeCloseTo(1, 6);
    expect(complementaryError(-1)).toBeCloseTo(1.8427007929, 6);
  });

  it('takes mean and deviation from distances', () => {
    expect(spreadOf([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(1.25) });
  });

  it('puts a hub, near to everything, behind one that is near to few', () => {
    const own = { mean: 0.5, deviation: 0.1 };
    const hub = { mean: 0.3, deviation: 0.1 };
    const modest = { mean: 0.6, deviation: 0.1 };
    const order = orderByMutualProximity([own, hub, modest], 100);
    const nearest = { rows: Int32Array.of(1, 2), scores: Float64Array.of(0.8, 0.79), areAll: true };
    const { rows, scores } = order.arrange(0, nearest);
    expect([...rows]).toEqual([2, 1]);
    expect([...scores]).toEqual([0.79, 0.8]);
  });
});
