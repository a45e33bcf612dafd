import { expect, it } from 'vitest';
import { quantiseVector } from '../../../src/adapters/vectors/rows/quantise.ts';
import { createRowNumbers, threePlanesBytes } from '../../../src/adapters/vectors/rows/rowNumbers.ts';
import { createRandom, drawVector } from '../../core/search/searchCatalog.ts';

const random = createRandom(8);
const signs = drawVector(random).map((number, i) => (i % 3 === 0 ? -number : number));
const coarse = new Int8Array(2048);
const fine = new Int8Array(2048);
const row = { coarse, fine, ...quantiseVector(signs, coarse, fine) };
// The ends of what bytes can be.
coarse.set([127, -127, 0, 127, -127]);
fine.set([127, -127, -127, -127, 127]);
const numbers = Array.from(coarse, (byte, i) => 254 * byte + (fine[i] ?? 0));
const { writePlanes, writeVector } = createRowNumbers();

it('the planes of a row hold its numbers, and nothing above 127', () => {
  const planes = new Uint8Array(threePlanesBytes);
  writePlanes(row, planes);
  expect(Math.max(...planes)).toBeLessThan(128);
  const held = numbers.map(
    (_, i) => 16384 * (planes[i] ?? 0) + 128 * (planes[2048 + i] ?? 0) + (planes[4096 + i] ?? 0) - 32768,
  );
  expect(held).toEqual(numbers);
});

it('the vector of a row is what its numbers come to', () => {
  const vector = new Float32Array(2048);
  writeVector(row, vector);
  for (const [i, number] of numbers.entries()) {
    const exact = (number * row.scale) / 254;
    expect(Math.abs((vector[i] ?? 0) - exact)).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -23);
  }
});
