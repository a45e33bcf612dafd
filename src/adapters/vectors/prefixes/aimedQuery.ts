/** A query as prefixes are multiplied with it, and what that bounds; the letters are those of `prefixRows.ts`. */

import type { Axes } from './axes.ts';

/** A vector along axes, the short ones first, as it was computed. */
export interface Projected {
  readonly along: Float32Array;
  readonly norm: number;
  /** How far a product can be off, relative to the norms'. */
  readonly error: number;
}

/** The largest of what rows with a prefix have. */
export interface LargestFacts {
  readonly rest: number;
  readonly off: number;
}

/**
 * A product is `scale` · Σ number · byte + `middle`, to within `restWeight` · rest + `offWeight` · off + `slack`, also where the kernel adds
 * it up.
 */
export interface AimedQuery {
  readonly numbers: Int16Array;
  readonly scale: number;
  readonly restWeight: number;
  readonly offWeight: number;
  readonly middle: number;
  readonly slack: number;
}

export const maxByte = 127;
const maxQueryNumber = 32_767;

/** The kernels' float32 numbers: fewer than sixteen roundings of 2⁻²⁴ each, of what they add up at most. */
const kernelError = 2 ** -20;
/** As in `dotScan.ts`: vectors are normalised to within float32 only, and 1 − dot is clamped. */
const dotSlack = 1e-6;
/** ‖y‖² − ‖c‖² is off by less than 1e-12 of ‖y‖², and the root of that less than this of ‖y‖. */
export const rootSlack = 1e-6;

/** How far what was projected of a vector of this norm, with products to within an error, can be from Py: ε, η. */
export function projectionOff({ middles, departure }: Axes, norm: number, error: number): number {
  return error * Math.sqrt(middles.length * (1 + departure)) * norm;
}

/** At least ‖ĉ‖ of any row. */
export function largestOfBytes({ middles, steps }: Axes): number {
  return Math.sqrt(
    middles.reduce((sum, middle, i) => sum + (Math.abs(middle) + maxByte * (steps[i] ?? 0)) ** 2, 0),
  );
}

/** @param bytesNorm `largestOfBytes` */
export function aimQuery(
  axes: Axes,
  { along: projected, norm: queryNorm, error }: Projected,
  bytesNorm: number,
  largest: LargestFacts,
): AimedQuery {
  const { middles, steps, departure } = axes;
  const axisCount = middles.length;
  let largestNumber = 0;
  for (let i = 0; i < axisCount; i++)
    largestNumber = Math.max(largestNumber, Math.abs((projected[i] ?? 0) * (steps[i] ?? 0)));
  const scale = largestNumber / maxQueryNumber;
  const perScale = scale === 0 ? 0 : 1 / scale;
  const numbers = new Int16Array(axisCount);
  let middle = 0;
  let sumOfNumbers = 0;
  let squaresOfB = 0;
  let productWithD = 0;
  let squaresOfDifference = 0;
  for (let i = 0; i < axisCount; i++) {
    const d = projected[i] ?? 0;
    const step = steps[i] ?? 0;
    const number = Math.round(d * step * perScale);
    const b = (scale * number) / step;
    numbers[i] = number;
    sumOfNumbers += Math.abs(number);
    middle += b * (middles[i] ?? 0);
    squaresOfB += b * b;
    productWithD += b * d;
    squaresOfDifference += (d - b) ** 2;
  }
  const normOfB = Math.sqrt(squaresOfB);
  const off = projectionOff(axes, queryNorm, error);
  const left = Math.sqrt(squaresOfDifference) + off + departure * normOfB;
  const squaresOfRest = queryNorm ** 2 - 2 * productWithD + 2 * off * normOfB + (1 + departure) * squaresOfB;
  const restWeight = Math.sqrt(Math.max(0, squaresOfRest)) + rootSlack * queryNorm;
  const offWeight = Math.max(normOfB, queryNorm);
  const summed = scale * maxByte * sumOfNumbers + restWeight * largest.rest + offWeight * largest.off;
  // ‖c‖ ≤ ‖ĉ‖ + ‖c − ĉ‖.
  const slack = left * (bytesNorm + largest.off) + kernelError * summed + dotSlack;
  return { numbers, scale, restWeight, offWeight, middle, slack };
}
