import { describe, expect, it } from 'vitest';
import { vectorText } from '../../../src/adapters/cluster/format/vectorText.ts';

const readBack = (vector: Float32Array): Float32Array => new Float32Array(JSON.parse(vectorText(vector)));

describe('an embedding as text', () => {
  it('is the same bit by bit, whatever its numbers are', () => {
    const bits = new Uint32Array(200_000);
    let state = 1;
    for (const at of bits.keys()) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      bits[at] = state;
    }
    const numbers = new Float32Array(bits.buffer).filter(Number.isFinite);
    expect(numbers.length).toBeGreaterThan(190_000);
    expect(readBack(numbers)).toEqual(numbers);
  });

  it('is one also at the ends of what a number can be', () => {
    const ends = new Float32Array([0, 1, -1, 2 ** -149, 2 ** -126, 3.402_823_466e38, 0.1, 1 / 3]);
    expect(readBack(ends)).toEqual(ends);
  });
});
