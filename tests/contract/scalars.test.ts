import { describe, expect, it } from 'vitest';
import {
  type Bounds,
  boundsProblem,
  formatBounds,
  isScalar,
  parseBounds,
  readScalar,
  withinBounds,
} from '../../src/contract/scalars.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe('a value that has a size', () => {
  it.each([
    ['12.50', 12.5],
    [' -3 ', -3],
    ['2011.0', 2011],
    ['+.5', 0.5],
    ['1e3', 1000],
  ])('is the number %j', (text, number) => {
    expect(readScalar(text).number).toBe(number);
  });

  it.each([
    ['2012', '2012-01-01', 366],
    ['2012-02', '2012-02-01', 29],
    ['2012-12-31', '2012-12-31', 1],
  ])('is the date %j, from its first moment to its last', (text, first, days) => {
    const { from, to } = readScalar(text);
    expect(new Date(from).toISOString().slice(0, 10)).toBe(first);
    expect(to - from).toBe(days * dayMs - 1);
  });

  it('is a moment where a time is told, in UTC where no zone is', () => {
    expect(readScalar('2012-03-31T10:30').from).toBe(Date.UTC(2012, 2, 31, 10, 30));
    expect(readScalar('2012-03-31 10:30:05.5+02:00').from).toBe(Date.UTC(2012, 2, 31, 8, 30, 5, 500));
  });

  it.each([
    '',
    'free',
    '12,50',
    '1 200',
    '€ 12',
    '0x10',
    'Infinity',
    '31.3.2012',
    '2012-02-30',
    '2012-13',
    '2012-3-1',
  ])('is not %j', (text) => {
    expect(isScalar(text)).toBe(false);
  });
});

describe('a range', () => {
  const passing = (bounds: Bounds, values: string[]) =>
    values.filter((value) => withinBounds(bounds)(readScalar(value)));

  it('has both its ends, and no value that is no number', () => {
    const values = ['9.99', '10', '15', '20.0', '20.01', '', 'free', '1e1', '2012-05-05'];
    expect(passing({ min: 10, max: '20' }, values)).toEqual(['10', '15', '20.0', '1e1']);
    expect(passing({ max: 10 }, values)).toEqual(['9.99', '10', '1e1']);
    expect(passing({ min: 20 }, values)).toEqual(['20.0', '20.01']);
  });

  it('of dates reaches to the last moment of its end', () => {
    const values = ['2011-12-31', '2012-01-01', '2012-03-31T23:59', '2012-04-01', '2012', '2013', 'spring'];
    expect(passing({ min: '2012-01', max: '2012-03' }, values)).toEqual([
      '2012-01-01',
      '2012-03-31T23:59',
      '2012',
    ]);
  });

  it('of years fits dates, and a range of dates fits years', () => {
    expect(
      passing({ min: 2011, max: 2012 }, ['2010-12-31', '2011-06-01', '2012-12-31', '2013-01-01']),
    ).toEqual(['2011-06-01', '2012-12-31']);
    expect(passing({ min: '2011-06-01' }, ['2011', '2012', '7'])).toEqual(['2012']);
  });

  it.each([
    [{}, 'least'],
    [{ min: 'cheap' }, '"cheap" is neither'],
    [{ max: '31.3.2012' }, '"31.3.2012" is neither'],
    [{ min: 20, max: 10 }, 'Nothing lies from 20 to 10'],
    [{ min: '2012-05', max: '2012-04' }, 'Nothing lies'],
    [{ min: 3, max: '2012-04' }, 'cannot be compared'],
  ])('%j is refused in words', (bounds, words) => {
    expect(boundsProblem(bounds)).toContain(words);
  });

  it.each([
    { min: 0 },
    { max: '-1' },
    { min: 5, max: 5 },
    { min: '2012', max: '2012-06' },
    { min: 2012, max: '2012-06' },
  ])('%j is taken', (bounds) => {
    expect(boundsProblem(bounds)).toBeNull();
  });

  it.each(['10..20', '10..', '..2012-03-31', '-5..-1'])('%s comes back as it was written', (text) => {
    expect(formatBounds(parseBounds(text) ?? {})).toBe(text);
  });

  it('is not every text', () => {
    expect(parseBounds('10.5')).toBeNull();
    expect(parseBounds('1...5')).toEqual({ min: '1', max: '.5' });
  });
});
