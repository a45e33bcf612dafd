import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/map/random.ts';
import { createRowTransform, fittingLength } from '../../../../src/core/map/tsne/fft.ts';
import { createGridConvolution } from '../../../../src/core/map/tsne/gridConvolution.ts';

function draw(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random() - 0.5);
}

describe('a row transform', () => {
  test.each([1, 2, 3, 4, 6, 8, 9, 12, 36, 64, 81, 108])(
    'of %i numbers is the sum of the definition',
    (length) => {
      const real = draw(length, 1);
      const imaginary = draw(length, 2);
      const transformedReal = real.slice();
      const transformedImaginary = imaginary.slice();
      createRowTransform(length).transform(transformedReal, transformedImaginary, 0);
      for (let k = 0; k < length; k++) {
        let sumReal = 0;
        let sumImaginary = 0;
        for (let t = 0; t < length; t++) {
          const angle = (-2 * Math.PI * k * t) / length;
          const [r, i] = [real[t] ?? 0, imaginary[t] ?? 0];
          sumReal += r * Math.cos(angle) - i * Math.sin(angle);
          sumImaginary += r * Math.sin(angle) + i * Math.cos(angle);
        }
        expect(transformedReal[k]).toBeCloseTo(sumReal, 9);
        expect(transformedImaginary[k]).toBeCloseTo(sumImaginary, 9);
      }
    },
  );

  test('leaves what lies beside its row, and the inverse brings the row back', () => {
    const real = draw(16, 3);
    const imaginary = draw(16, 4);
    const [transformedReal, transformedImaginary] = [real.slice(), imaginary.slice()];
    const { transform } = createRowTransform(12);
    transform(transformedReal, transformedImaginary, 2);
    transform(transformedImaginary, transformedReal, 2);
    for (let i = 0; i < 16; i++) {
      const times = i >= 2 && i < 14 ? 12 : 1;
      expect(transformedReal[i]).toBeCloseTo(times * (real[i] ?? 0), 9);
      expect(transformedImaginary[i]).toBeCloseTo(times * (imaginary[i] ?? 0), 9);
    }
  });

  test('fits lengths that it can transform', () => {
    expect([1, 5, 100, 299, 511, 600].map(fittingLength)).toEqual([1, 6, 108, 324, 512, 648]);
  });
});

test('a convolution brings every node what all nodes give', () => {
  const edge = 7;
  const kernel = (columns: number, rows: number): number => 1 / (1 + columns * columns + rows * rows);
  const charges = [draw(edge * edge, 5), draw(edge * edge, 6)] as const;
  const [real, imaginary] = [charges[0].slice(), charges[1].slice()];
  const { convolve } = createGridConvolution(edge, kernel);
  convolve(real, imaginary);
  for (const [at, convolved] of [real, imaginary].entries()) {
    for (let node = 0; node < edge * edge; node++) {
      let sum = 0;
      for (let other = 0; other < edge * edge; other++) {
        const columns = (node % edge) - (other % edge);
        const rows = Math.floor(node / edge) - Math.floor(other / edge);
        sum += (charges[at]?.[other] ?? 0) * kernel(columns, rows);
      }
      expect(convolved[node]).toBeCloseTo(sum, 9);
    }
  }
});
