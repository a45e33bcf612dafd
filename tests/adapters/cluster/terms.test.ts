import { describe, expect, it } from 'vitest';
import {
  orderTerm,
  readValueTerm,
  scalarTerms,
  sortableNumber,
  valueTerm,
  wordTerms,
} from '../../../src/adapters/cluster/format/terms.ts';

describe('terms', () => {
  it('keep field and value apart, whatever they are called', () => {
    for (const [field, value] of [
      ['a.b', 'x'],
      ['_id', ''],
      ['__proto__', 'a\0b'],
    ] as const)
      expect(readValueTerm(valueTerm(field, value))).toEqual([field, value]);
  });

  it('of numbers stand in the numbers’ order', () => {
    const numbers = [Number.NEGATIVE_INFINITY, -1e300, -12.5, -1, -0.001, 0, 1e-9, 2, 10, 2012, 1e300];
    const terms = numbers.map(sortableNumber);
    expect(terms.toSorted()).toEqual(terms);
    expect(new Set(terms).size).toBe(numbers.length);
    expect(sortableNumber(-0)).toBe(sortableNumber(0));
  });

  it('of a value are its words, its size and its place', () => {
    expect(wordTerms('name', 'Écru shirt, shirt')).toEqual(['name\0ecru', 'name\0shirt']);
    expect(scalarTerms('name', 'Écru')).toEqual([]);
    expect(scalarTerms('year', '2012').map((term) => term.split('\0')[1])).toEqual(['number', 'from', 'to']);
    const ordered = ['-3', '2', '10', 'Apple', 'banana 2', 'Banana 10'].map((value) => orderTerm('f', value));
    expect(ordered.toSorted()).toEqual(ordered);
  });
});
