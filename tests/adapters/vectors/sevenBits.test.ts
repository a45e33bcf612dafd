import { describe, expect, it } from 'vitest';
import { finePerCoarse } from '../../../src/adapters/vectors/kernelLayout.ts';
import { quantiseVector } from '../../../src/adapters/vectors/rows/quantise.ts';
import { writeSevenBits } from '../../../src/adapters/vectors/rows/sevenBits.ts';
import { createRandom, dimensions, drawVector, normalise } from '../../core/search/searchCatalog.ts';

function quantise(vector: Float32Array) {
  const coarse = new Int8Array(dimensions);
  const fine = new Int8Array(dimensions);
  return { coarse, fine, ...quantiseVector(vector, coarse, fine) };
}

const random = createRandom(3);
const kinds = {
  positive: drawVector(random),
  'not quite positive': normalise(drawVector(random).map((value) => value - 0.002)),
  signed: normalise(new Float32Array(dimensions).map(() => random() - 0.5)),
  negative: drawVector(random).map((value) => -value),
};

describe('a row in seven bits', () => {
  it.each(Object.entries(kinds))('is as near to its vector as it says: %s', (_, vector) => {
    const bits = new Uint8Array(dimensions);
    const { scale, offset, error } = writeSevenBits(quantise(vector), bits);
    expect(Math.max(...bits)).toBeLessThanOrEqual(127);
    const off = Math.hypot(...vector.map((value, i) => value - (scale * (bits[i] ?? 0) - offset)));
    expect(off).toBeLessThanOrEqual(error + 1e-12);
    // At most what half a step of the wider range costs, twice rounded.
    expect(error).toBeLessThan(scale * Math.sqrt(dimensions));
  });

  it('is its coarse bytes where none is negative', () => {
    const row = quantise(kinds.positive);
    const bits = new Uint8Array(dimensions);
    expect(writeSevenBits(row, bits)).toMatchObject({
      scale: row.scale,
      offset: 0,
      error: row.coarseErrorL2,
    });
    expect([...bits]).toEqual([...row.coarse]);
  });

  it('tells the norm of its second half', () => {
    const row = quantise(kinds.signed);
    const bits = new Uint8Array(dimensions);
    const { restNorm, error } = writeSevenBits(row, bits);
    const half = [...row.coarse]
      .map((coarse, i) => row.scale * (coarse + (row.fine[i] ?? 0) / finePerCoarse))
      .slice(dimensions / 2);
    expect(Math.abs(restNorm - Math.hypot(...half))).toBeLessThanOrEqual(error);
  });
});
