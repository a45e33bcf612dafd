import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { allAxisCount } from '../../../../src/adapters/vectors/kernelLayout.ts';
import { checkAxes, formatAxes, parseAxes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { dimensions } from '../../../core/search/searchCatalog.ts';
import { drawAxisNumbers } from './drawAxes.ts';

const weights = 'ab'.repeat(32);
const numbers = drawAxisNumbers([]);
const file = formatAxes(numbers, weights);

/** The file with something changed in it, and a checksum that agrees. */
function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(file);
  change(bytes);
  bytes.writeUInt32LE(crc32(bytes.subarray(12)), 8);
  return bytes;
}

describe('a file of axes', () => {
  it('is read as it was written, wherever its bytes lie', () => {
    const read = parseAxes(file, weights);
    expect(read).toMatchObject(numbers);
    expect(read?.departure).toBeLessThan(1e-3);
    const shifted = Buffer.alloc(file.length + 1);
    file.copy(shifted, 1);
    expect(parseAxes(shifted.subarray(1), weights)).toEqual(read);
  });

  it('has another id with other numbers, in the least of them', () => {
    const other = { ...numbers, middles: numbers.middles.with(allAxisCount - 1, 1e-9) };
    const ids = [numbers, other].map((some) => checkAxes(some)?.id);
    expect(new Set(ids).size).toBe(2);
  });

  it('is not one of other weights', () => {
    expect(parseAxes(file, 'cd'.repeat(32))).toBeNull();
  });

  it.each([0, 8, 12, 24, 55, 56, 100_000, -1])('is not one with a flipped bit at byte %i', (at) => {
    const bytes = Buffer.from(file);
    const place = at < 0 ? bytes.length + at : at;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    expect(parseAxes(bytes, weights)).toBeNull();
  });

  it.each([0, 7, 60, 5000, -1])('is not one that was cut at byte %i, nor a longer one', (end) => {
    expect(parseAxes(file.subarray(0, end), weights)).toBeNull();
    expect(parseAxes(Buffer.concat([file, Buffer.alloc(4)]), weights)).toBeNull();
  });

  it.each([
    ['version', 12],
    ['number of axes', 16],
    ['length of an axis', 20],
  ])('is not one of another %s', (_what, at) => {
    expect(
      parseAxes(
        changed((bytes) => bytes.writeUInt32LE(7, at)),
        weights,
      ),
    ).toBeNull();
  });

  const axesAt = 56 + 2 * allAxisCount * 4;
  it.each<[string, (bytes: Buffer) => void]>([
    [
      'an axis twice',
      (bytes) => void bytes.copyWithin(axesAt, axesAt + dimensions * 4, axesAt + dimensions * 8),
    ],
    ['an axis of zeros', (bytes) => void bytes.fill(0, axesAt, axesAt + dimensions * 4)],
    ['an axis that is too long', (bytes) => bytes.writeFloatLE(0.5, axesAt + 40)],
    ['a number that is none', (bytes) => bytes.writeFloatLE(Number.NaN, axesAt + 40)],
    ['an infinite middle', (bytes) => bytes.writeFloatLE(Number.POSITIVE_INFINITY, 56)],
    ['a step of zero', (bytes) => bytes.writeFloatLE(0, 56 + allAxisCount * 4)],
    ['a step below zero', (bytes) => bytes.writeFloatLE(-1, 56 + allAxisCount * 4)],
  ])('is not one with %s, though its checksum agrees', (_what, change) => {
    expect(parseAxes(changed(change), weights)).toBeNull();
  });
});
