import { describe, expect, it } from 'vitest';
import { classesOfField, classesOfNames, judgeField } from '../../../src/core/tuning/classes.ts';
import { codesOf } from '../../../src/core/tuning/learnMap.ts';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const judged = (field: string, values: readonly string[]) =>
  judgeField(field, values, classesOfField(values));

describe('classes of a field', () => {
  it('are the values of five products or more', () => {
    const values = [...times(5, 'Shirt'), ...times(4, 'Kurta'), '', ...times(6, 'Jeans')];
    const classes = classesOfField(values);
    expect(classes.count).toBe(2);
    expect(values.map((_, point) => [...codesOf(classes, point)])).toEqual([
      ...times(5, [0]),
      ...times(5, []),
      ...times(6, [1]),
    ]);
  });
});

describe('words of names', () => {
  it('are those that several products share and not most, each once', () => {
    const names = [...times(6, 'Nike Men shoe Nike 7'), ...times(6, 'Puma men SHIRT'), 'Unique'];
    const classes = classesOfNames(names);
    // "men" is of twelve of thirteen, numbers are no words.
    expect(classes.count).toBe(4);
    expect(codesOf(classes, 0)).toHaveLength(2);
    expect(codesOf(classes, 12)).toHaveLength(0);
  });
});

describe('a field', () => {
  it.each([
    ['articleType', 1],
    ['Product type', 1],
    ['baseColour', 0.7],
    ['color', 0.7],
    ['gender', 0.5],
    ['masterCategory', 0.5],
    ['season', 0.2],
  ])('%s is weighed %d where nobody said otherwise', (field, weight) => {
    expect(judged(field, [...times(9, 'a'), ...times(9, 'b')])).toEqual({
      ...{ field, weight },
      values: 2,
      problem: null,
    });
  });

  it.each<[string, string[], RegExp]>([
    ['without values', times(20, ''), /No product has a value/],
    ['with one value', times(20, 'same'), /All products have the same value/],
    ['of nearly unique values', Array.from({ length: 40_000 }, (_, i) => `sku ${i}`), /a few products only/],
    ['of very many values', Array.from({ length: 10_000 }, (_, i) => `${i % 2000}`), /more than 1,000/],
  ])('%s teaches nothing, and says why', (_what, values, problem) => {
    expect(judged('articleType', values)).toMatchObject({
      weight: 0,
      problem: expect.stringMatching(problem),
    });
  });
});
