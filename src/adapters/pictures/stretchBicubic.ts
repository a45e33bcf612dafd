/**
 * Enlarges as PIL does: separable cubic convolution with the half-pixel centres of the picture kept in place. libvips
 * 8.18 enlarges with its affine transform, which shifts the result by half an output pixel.
 */
import type { Raster } from './decodeImage.ts';

interface Taps {
  readonly start: number;
  readonly weights: readonly number[];
}

/** Keys' cubic convolution kernel with a = −0.5 (Keys 1981), as in PIL's BICUBIC. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
  if (x < 2) return -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2;
  return 0;
}

/** For every output position: which inputs count, and how much. Widened where it reduces, so that nothing aliases. */
function planTaps(from: number, to: number): Taps[] {
  const step = from / to;
  const spread = Math.max(1, step);
  return Array.from({ length: to }, (_, index) => {
    const middle = (index + 0.5) * step;
    const start = Math.max(0, Math.floor(middle - 2 * spread + 0.5));
    const end = Math.min(from, Math.floor(middle + 2 * spread + 0.5));
    const raw = Array.from({ length: end - start }, (_value, at) =>
      cubic((start + at + 0.5 - middle) / spread),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { start, weights: raw.map((weight) => weight / sum) };
  });
}

/** @returns `size × size × 3` bytes, RGB */
export function stretchBicubic({ data, width, height }: Raster, size: number): Uint8Array {
  const columns = planTaps(width, size);
  const wide = new Float32Array(height * size * 3);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    for (const { start, weights } of columns) {
      let [red, green, blue] = [0, 0, 0];
      let from = (y * width + start) * 3;
      for (const weight of weights) {
        red += weight * (data[from] ?? 0);
        green += weight * (data[from + 1] ?? 0);
        blue += weight * (data[from + 2] ?? 0);
        from += 3;
      }
      // Rounded between the passes, as PIL keeps bytes there.
      wide[at] = clampByte(red);
      wide[at + 1] = clampByte(green);
      wide[at + 2] = clampByte(blue);
      at += 3;
    }
  }
  return stretchRows(wide, height, size);
}

function stretchRows(wide: Float32Array, height: number, size: number): Uint8Array {
  const rowLength = size * 3;
  const result = new Uint8Array(size * rowLength);
  const sums = new Float32Array(rowLength);
  planTaps(height, size).forEach(({ start, weights }, y) => {
    sums.fill(0);
    weights.forEach((weight, row) => {
      const from = (start + row) * rowLength;
      for (let x = 0; x < rowLength; x += 1) sums[x] = (sums[x] ?? 0) + weight * (wide[from + x] ?? 0);
    });
    for (let x = 0; x < rowLength; x += 1) result[y * rowLength + x] = clampByte(sums[x] ?? 0);
  });
  return result;
}

function clampByte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
