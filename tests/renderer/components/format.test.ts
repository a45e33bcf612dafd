import { expect, it } from 'vitest';
import {
  describeDuration,
  formatBytes,
  formatCount,
  formatCounted,
  formatScore,
} from '../../../src/renderer/components/format.ts';

it('counts have thousands separators and the right number of the noun', () => {
  expect(formatCount(44_424)).toBe('44,424');
  expect(formatCounted(1, 'product')).toBe('1 product');
  expect(formatCounted(0, 'product')).toBe('0 products');
  expect(formatCounted(2, 'copy', 'copies')).toBe('2 copies');
});

it('a score reads 1.00 only for an equal picture', () => {
  expect(formatScore(0.9961)).toBe('0.996');
  expect(formatScore(0.99999)).toBe('0.99999');
  expect(formatScore(0.99999996)).toBe('1.00');
  expect(formatScore(1)).toBe('1.00');
});

it('a score is rounded, as the export has it', () => {
  expect(formatScore(0.968836)).toBe('0.97');
  expect(formatScore(0.9645)).toBe('0.96');
  expect(formatScore(0.29)).toBe('0.29');
  expect(formatScore(-0.506)).toBe('-0.51');
});

it('bytes have three digits and a unit', () => {
  expect(formatBytes(0)).toBe('0 bytes');
  expect(formatBytes(1536)).toBe('1.5 kB');
  expect(formatBytes(94_765_736)).toBe('94.8 MB');
});

it.each([
  [0.4, 'less than a second'],
  [12.4, '12 s'],
  [59.6, '1 min'],
  [75, '1 min 15 s'],
  [180, '3 min'],
  [1500, '25 min'],
  [3900, '1 h 05 min'],
])('%d seconds read "%s"', (seconds, words) => {
  expect(describeDuration(seconds)).toBe(words);
});
