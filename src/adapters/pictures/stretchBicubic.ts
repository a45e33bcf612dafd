/**
 * Enlarges as PIL does: separable cubic convolution with the half-pixel centres of the picture kept in place. libvips
 * 8.18 enlarges with its affine transform, which shifts the result by half an output pixel.
 */
import type { Raster } from './decodeImage.ts';

/** For every output position: the first input that counts, and the weights of `most` inputs from there on (0 beyond the last that counts). */
interface Taps {
  readonly most: number;
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float64Array;
}

/** Keys' cubic convolution kernel with a = −0.5 (Keys 1981), as in PIL's BICUBIC. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
  if (x < 2) return -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2;
  return 0;
}

/** Widened where it reduces, so that nothing aliases. */
function planTaps(from: number, to: number): Taps {
  const step = from / to;
  const spread = Math.max(1, step);
  const most = Math.ceil(4 * spread) + 1;
  const taps = {
    most,
    starts: new Int32Array(to),
    counts: new Int32Array(to),
    weights: new Float64Array(to * most),
  };
  for (let index = 0; index < to; index++) {
    const middle = (index + 0.5) * step;
    const start = Math.max(0, Math.floor(middle - 2 * spread + 0.5));
    const count = Math.min(from, Math.floor(middle + 2 * spread + 0.5)) - start;
    const raw = Array.from({ length: count }, (_, at) => cubic((start + at + 0.5 - middle) / spread));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    taps.starts[index] = start;
    taps.counts[index] = count;
    taps.weights.set(
      raw.map((weight) => weight / sum),
      index * most,
    );
  }
  return taps;
}

/** @returns `size × size × 3` bytes, RGB */
export function stretchBicubic({ data, width, height }: Raster, size: number): Uint8Array {
  // Rounded between the passes, as PIL keeps bytes there.
  const wide = stretchColumns(data, width, height, size);
  return stretchRows(wide, height, size);
}

function stretchColumns(data: Uint8Array, width: number, height: number, size: number): Uint8ClampedArray {
  const { most, starts, counts, weights } = planTaps(width, size);
  const wide = new Uint8ClampedArray(height * size * 3);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < size; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let from = (y * width + (starts[x] ?? 0)) * 3;
      const first = x * most;
      const end = first + (counts[x] ?? 0);
      for (let at = first; at < end; at++) {
        const weight = weights[at] ?? 0;
        red += weight * (data[from] ?? 0);
        green += weight * (data[from + 1] ?? 0);
        blue += weight * (data[from + 2] ?? 0);
        from += 3;
      }
      wide[to] = Math.floor(red + 0.5);
      wide[to + 1] = Math.floor(green + 0.5);
      wide[to + 2] = Math.floor(blue + 0.5);
      to += 3;
    }
  }
  return wide;
}

function stretchRows(wide: Uint8ClampedArray, height: number, size: number): Uint8Array {
  const { most, starts, counts, weights } = planTaps(height, size);
  const rowLength = size * 3;
  const result = new Uint8ClampedArray(size * rowLength);
  const sums = new Float32Array(rowLength);
  for (let y = 0; y < size; y++) {
    sums.fill(0);
    const first = y * most;
    for (let row = 0; row < (counts[y] ?? 0); row++) {
      const weight = weights[first + row] ?? 0;
      const from = ((starts[y] ?? 0) + row) * rowLength;
      for (let x = 0; x < rowLength; x++) sums[x] = (sums[x] ?? 0) + weight * (wide[from + x] ?? 0);
    }
    const to = y * rowLength;
    for (let x = 0; x < rowLength; x++) result[to + x] = Math.floor((sums[x] ?? 0) + 0.5);
  }
  return new Uint8Array(result.buffer);
}
