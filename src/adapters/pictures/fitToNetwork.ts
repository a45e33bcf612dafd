/** Makes the network's input of a decoded image. */
import { stretchBicubic } from './bicubic/stretchBicubic.ts';
import type { Raster } from './decodeImage.ts';

/**
 * Stretches to a square with an antialiased bicubic filter (Catmull-Rom, as PIL's BICUBIC), as the models were
 * trained. A raster of exactly that size is passed on untouched.
 * @returns `inputSize × inputSize × 3` bytes, RGB
 */
export function fitToNetwork(raster: Raster, inputSize: number): Uint8Array {
  const { data, width, height } = raster;
  if (width === inputSize && height === inputSize) return data;
  return stretchBicubic(raster, inputSize);
}
