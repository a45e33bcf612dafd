import { describe, expect, it } from 'vitest';
import { classesOfField } from '../../../src/core/tuning/classes.ts';
import { foldCount, holdOut, nearestCount } from '../../../src/core/tuning/heldOut.ts';
import { judge, type NamedClasses } from '../../../src/core/tuning/judge.ts';

/** Points 0 to 49 are `a`, 50 to 99 are `b`. */
const field: NamedClasses = {
  field: 'kind',
  weight: 1,
  classes: classesOfField(Array.from({ length: 100 }, (_, point) => (point < 50 ? 'a' : 'b'))),
};
const queries = Uint32Array.from({ length: 50 }, (_, point) => point);
/** So many of each query's nearest are of its class. */
const nearestWith = (counts: (query: number) => number): Int32Array =>
  Int32Array.from(queries).reduce(
    (nearest, query, place) => {
      for (let rank = 0; rank < nearestCount; rank++)
        nearest[place * nearestCount + rank] = rank < counts(query) ? 20 : 70;
      return nearest;
    },
    new Int32Array(queries.length * nearestCount),
  );

describe('a learned map', () => {
  it('is accepted where its nearest agree more often, and says by how much', () => {
    const judged = judge(
      [field],
      queries,
      nearestWith(() => 2),
      nearestWith((query) => 3 + (query % 2)),
    );
    expect(judged.accepted).toBe(true);
    const [measured] = judged.fields;
    expect(measured?.plain).toBeCloseTo(0.4, 12);
    expect(measured?.tuned).toBeCloseTo(0.7, 12);
    // Half of the gains are 0.2 and half 0.4: 3.291 standard errors of √(50 · 0.01 / 49 / 50).
    expect(measured?.low).toBeCloseTo(0.3 - 3.291 * Math.sqrt(0.01 / 49), 12);
    expect(measured?.high).toBeCloseTo(0.3 + 3.291 * Math.sqrt(0.01 / 49), 12);
    expect(judged.gain.mean).toBeCloseTo(0.3, 12);
    expect(judged.reason).toContain('30.0 more agree');
  });

  it('is declined where the gain may be chance', () => {
    const judged = judge(
      [field],
      queries,
      nearestWith(() => 2),
      nearestWith((query) => (query % 2 === 0 ? 4 : 1)),
    );
    expect(judged.gain.mean).toBeGreaterThan(0);
    expect(judged.gain.low).toBeLessThan(0);
    expect(judged).toMatchObject({
      accepted: false,
      reason: expect.stringContaining('no better than cosine'),
    });
  });

  it('is declined where one field loses, which is named', () => {
    const loser: NamedClasses = { ...field, field: 'colour', weight: 0.1 };
    const classes = classesOfField(Array.from({ length: 100 }, (_, point) => `${point % 2}`));
    const winner: NamedClasses = { ...field, weight: 1, classes };
    // 20 and 70 are even: of the class of every other query, however many of each there are.
    const even = queries.filter((query) => query % 2 === 0);
    const judged = judge(
      [winner, loser],
      even,
      Int32Array.from({ length: even.length * nearestCount }, (_, i) => (i % nearestCount < 2 ? 21 : 71)),
      Int32Array.from({ length: even.length * nearestCount }, (_, i) => (i % nearestCount < 1 ? 20 : 70)),
    );
    expect(judged.gain.low).toBeGreaterThan(0);
    expect(judged).toMatchObject({ accepted: false, reason: expect.stringContaining('Weigh colour more') });
  });

  it('is declined where nothing could be asked', () => {
    const judged = judge([field], new Uint32Array(0), new Int32Array(0), new Int32Array(0));
    expect(judged).toMatchObject({ accepted: false, gain: { mean: 0, low: 0, high: 0 } });
  });
});

describe('what is held out', () => {
  it('is of every part as much, every point of one, and queries are of all parts', () => {
    const { folds, queries: asked } = holdOut(9000);
    for (let fold = 0; fold < foldCount; fold++) {
      expect(folds.filter((own) => own === fold)).toHaveLength(1800);
      expect(asked.filter((query) => folds[query] === fold)).toHaveLength(800);
    }
    expect(new Set(asked).size).toBe(4000);
    expect(holdOut(9000)).toEqual({ folds, queries: asked });
  });
});
