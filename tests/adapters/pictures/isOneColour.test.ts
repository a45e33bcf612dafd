import { describe, expect, it } from 'vitest';
import { isOneColour } from '../../../src/adapters/pictures/isOneColour.ts';

const area = (pixels: number, colour: readonly number[]) =>
  Uint8Array.from({ length: pixels * 3 }, (_, at) => colour[at % 3] ?? 0);

describe('one colour', () => {
  it('is every pixel alike, but for what nobody sees', () => {
    const even = area(1000, [250, 20, 130]);
    expect(isOneColour(even)).toBe(true);
    even.set([245, 27, 131], 999 * 3);
    expect(isOneColour(even)).toBe(true);
  });

  it.each([0, 1, 2])('is not where channel %d differs in the last pixel', (channel) => {
    const even = area(1000, [250, 20, 130]);
    even[999 * 3 + channel] = 90;
    expect(isOneColour(even)).toBe(false);
  });
});
