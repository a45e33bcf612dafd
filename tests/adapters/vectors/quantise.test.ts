import { describe, expect, it } from 'vitest';
import { createBounds, keepPossible } from '../../../src/adapters/vectors/bounds.ts';
import { finePerCoarse } from '../../../src/adapters/vectors/kernelLayout.ts';
import { createByteRows } from '../../../src/adapters/vectors/rows/byteRows.ts';
import { quantiseQuery, quantiseVector, queryOffset } from '../../../src/adapters/vectors/rows/quantise.ts';
import { cosineSimilarity, manhattanDistance } from '../../../src/core/search/metrics.ts';
import {
  createRandom,
  dimensions,
  drawVector,
  normalise,
  shortVector,
} from '../../core/search/searchCatalog.ts';

function drawSigned(seed: number): Float32Array {
  const random = createRandom(seed);
  return normalise(new Float32Array(dimensions).map(() => random() - 0.5));
}

const examples: [string, Float32Array][] = [
  ['pooled features', drawVector(createRandom(1))],
  ['numbers of both signs', drawSigned(2)],
  ['one number', shortVector(-1)],
  ['two numbers of very different size', shortVector(1, 1e-5)],
  ['zeros', new Float32Array(dimensions)],
];

function quantise(vector: Float32Array) {
  const coarse = new Int8Array(dimensions);
  const fine = new Int8Array(dimensions);
  return { coarse, fine, ...quantiseVector(vector, coarse, fine) };
}

describe('a quantised vector', () => {
  it.each(examples)('differs from the vector by exactly the norms it states: %s', (_, vector) => {
    const { coarse, fine, scale, ...stated } = quantise(vector);
    expect(stated.coarseSum).toBe(coarse.reduce((sum, byte) => sum + byte, 0));
    const coarseRest = vector.map((value, i) => value - scale * (coarse[i] ?? 0));
    const fineRest = coarseRest.map((value, i) => value - (scale * (fine[i] ?? 0)) / finePerCoarse);
    expect(stated.coarseErrorL2).toBeCloseTo(Math.hypot(...coarseRest), 7);
    expect(stated.fineErrorL2).toBeCloseTo(Math.hypot(...fineRest), 7);
    expect(stated.coarseErrorL1).toBeCloseTo(
      coarseRest.reduce((sum, value) => sum + Math.abs(value), 0),
      6,
    );
    expect(stated.fineErrorL1).toBeCloseTo(
      fineRest.reduce((sum, value) => sum + Math.abs(value), 0),
      6,
    );
  });

  it.each(examples)('is off by at most half a step in every number: %s', (_, vector) => {
    const { coarse, fine, scale } = quantise(vector);
    for (const [i, value] of vector.entries()) {
      expect(Math.abs(value - scale * (coarse[i] ?? 0))).toBeLessThanOrEqual(scale * 0.500001);
      const sum = scale * ((coarse[i] ?? 0) + (fine[i] ?? 0) / finePerCoarse);
      expect(Math.abs(value - sum)).toBeLessThanOrEqual((scale / finePerCoarse) * 0.500001);
    }
  });

  it.each(examples)('as a query keeps its products with any row inside 31 bits: %s', (_, vector) => {
    const { planes, scale, error } = quantiseQuery(vector);
    const numbers = Int16Array.from(
      vector,
      (_value, i) => (planes[i] ?? 0) * 128 + (planes[dimensions + i] ?? 0) - queryOffset,
    );
    expect(Math.max(...planes)).toBeLessThan(128);
    const sum = numbers.reduce((total, number) => total + Math.abs(number) * 127, 0);
    expect(sum).toBeLessThan(2 ** 31);
    expect(error).toBeCloseTo(Math.hypot(...vector.map((value, i) => value - scale * (numbers[i] ?? 0))), 6);
  });
});

describe('the bounds of a scan', () => {
  const random = createRandom(4);
  const vectors = [...examples.map(([, vector]) => vector), ...[6, 7, 8].map(drawSigned)];
  for (let i = 0; i < 20; i++) vectors.push(drawVector(random, vectors[0], 0.1));
  const slots = Uint32Array.from(vectors, (_, slot) => slot);
  const rows = createByteRows();
  for (const [slot, vector] of vectors.entries()) rows.write(slot, vector);

  it.each(['scanCoarse', 'scanFine'] as const)('hold the true values: %s', (scan) => {
    for (const query of vectors) {
      for (const metric of ['cosine', 'manhattan'] as const) {
        const { distances, errors } = rows[scan](slots, query, metric);
        for (const [slot, vector] of vectors.entries()) {
          const truth =
            metric === 'cosine' ? -cosineSimilarity(query, vector) : manhattanDistance(query, vector);
          expect(Math.abs(truth - (distances[slot] ?? Number.NaN))).toBeLessThanOrEqual(errors[slot] ?? 0);
        }
      }
    }
  });

  it('are far sharper from the fine bytes', () => {
    const [query] = vectors;
    if (query === undefined) return;
    const coarse = rows.scanCoarse(slots, query, 'cosine').errors;
    const fine = rows.scanFine(slots, query, 'cosine').errors;
    expect((fine[1] ?? 0) * 50).toBeLessThan(coarse[1] ?? 0);
  });
});

describe('keeping what is possible', () => {
  const boundsOf = (distances: number[], errors: number[]) => {
    const bounds = createBounds(Uint32Array.from(distances, (_, i) => 100 + i));
    bounds.distances.set(distances);
    bounds.errors.set(errors);
    return bounds;
  };

  it('keeps whatever may still be among the k smallest, and no other', () => {
    const bounds = boundsOf([1, 2, 3, 4, 9], [0.1, 0.1, 0.1, 1.8, 6.8]);
    expect([...keepPossible(bounds, 2)]).toEqual([100, 101]);
    expect([...keepPossible(bounds, 3)]).toEqual([100, 101, 102, 103, 104]);
  });

  it('keeps everything that is tied with the k-th', () => {
    expect([...keepPossible(boundsOf([1, 2, 2, 2, 3], [0, 0, 0, 0, 0]), 2)]).toEqual([100, 101, 102, 103]);
  });
});
