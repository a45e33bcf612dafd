import { describe, expect, it } from 'vitest';
import { absent, derived, median, medianOf, p99Of, percentile, repeat } from '../../src/bench/measurement.ts';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);

  it('is the nearest rank', () => {
    expect(percentile(hundred, 0.1)).toBe(10);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([1, 2, 3], 0.5)).toBe(2);
    expect(percentile([7], 0.01)).toBe(7);
  });

  it('is nothing of none', () => {
    expect(percentile([], 0.5)).toBeUndefined();
    expect(median([])).toBeNaN();
  });
});

describe('a measurement', () => {
  it('is the median of the runs in any order, with their spread', () => {
    const runs = [30, 10, 20];
    expect(medianOf('a.b', 'ms', runs)).toEqual({
      name: 'a.b',
      unit: 'ms',
      value: 20,
      p10: 10,
      p90: 30,
      runs: 3,
    });
    expect(runs).toEqual([30, 10, 20]);
    expect(medianOf('a', 'ms', [1], 'so')).toMatchObject({ value: 1, runs: 1, note: 'so' });
  });

  it('says how slow the slowest hundredth begins to be', () => {
    const runs = Array.from({ length: 200 }, (_, at) => 200 - at);
    expect(p99Of('a', 'ms', runs)).toEqual({ name: 'a', unit: 'ms', value: 198, runs: 200 });
  });

  it('has a note instead of a value where there is nothing to say', () => {
    for (const result of [medianOf('a', 'ms', []), p99Of('a', 'ms', []), derived('a', 'times', Number.NaN)]) {
      expect(result).not.toHaveProperty('value');
      expect(result.note).toMatch(/\w+/);
    }
    expect(absent('a', 'ms', 'It is not installed.')).toEqual({
      name: 'a',
      unit: 'ms',
      note: 'It is not installed.',
    });
    expect(derived('a', 'times', 2)).toEqual({ name: 'a', unit: 'times', value: 2 });
  });
});

describe('repeating', () => {
  it('leaves out the first time', async () => {
    const done: number[] = [];
    const answers = await repeat(3, 60_000, async (run) => {
      done.push(run);
      return run * 10;
    });
    expect(done).toEqual([0, 1, 2, 3]);
    expect(answers).toEqual([10, 20, 30]);
  });

  it('takes the first time for a run where it already took long enough', async () => {
    expect(await repeat(5, -1, async (run) => run)).toEqual([0]);
  });

  it('ends with the first failure', async () => {
    const failing = repeat(3, 60_000, async (run) => {
      if (run === 1) throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
  });
});
