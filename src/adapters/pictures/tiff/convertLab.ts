/** Lab as TIFF keeps it, to sRGB. */
import type { ConvertRow } from './sampleRow.ts';

/** D50, which Lab is seen under; CIE 15:2004. */
const white = [0.96422, 1, 0.82521] as const;
const epsilon = 216 / 24_389;
const kappa = 24_389 / 27;
/** A table of the gamma with steps of a fifth of a level where it is steepest. */
const gammaSteps = 16_384;

/**
 * CIELab keeps a and b as signed numbers, ICCLab with an offset; 16 bits are 256ths of the 8-bit ones.
 * @param depth 8 or 16
 */
export function convertLab(isIcc: boolean, depth: number): ConvertRow {
  const unit = depth === 8 ? 1 : 256;
  const lightness = 100 / (2 ** depth - 1);
  const middle = 128 * unit;
  const levels = Float64Array.from({ length: gammaSteps + 1 }, (_, step) => gamma(step / gammaSteps));
  const chroma = (value: number) => {
    if (isIcc) return (value - middle) / unit;
    return (value < middle ? value : value - 2 * middle) / unit;
  };
  const level = (linear: number) => levels[Math.round(Math.min(1, Math.max(0, linear)) * gammaSteps)] ?? 0;
  return ({ samples, perPixel, pixels }, to, at) => {
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const from = pixel * perPixel;
      const fy = ((samples[from] ?? 0) * lightness + 16) / 116;
      const x = unbend(fy + chroma(samples[from + 1] ?? 0) / 500) * white[0];
      const y = unbend(fy) * white[1];
      const z = unbend(fy - chroma(samples[from + 2] ?? 0) / 200) * white[2];
      // XYZ under D50 to linear sRGB, adapted by Bradford's method (Lindbloom).
      to[at + pixel * 3] = level(3.1338561 * x - 1.6168667 * y - 0.4906146 * z);
      to[at + pixel * 3 + 1] = level(-0.9787684 * x + 1.9161415 * y + 0.033454 * z);
      to[at + pixel * 3 + 2] = level(0.0719453 * x - 0.2289914 * y + 1.4052427 * z);
    }
  };
}

function unbend(value: number): number {
  const cube = value * value * value;
  return cube > epsilon ? cube : (116 * value - 16) / kappa;
}

/** IEC 61966-2-1, to 0…255. */
function gamma(linear: number): number {
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
}
