/** Makes the network's input of a decoded image. */
import type { Raster } from './decodeImage.ts';
import sharp from './openSharp.ts';
import { stretchBicubic } from './stretchBicubic.ts';

/**
 * Stretches to a square with an antialiased bicubic filter (Catmull-Rom, as PIL's BICUBIC), as the models were
 * trained. A raster of exactly that size is passed on untouched.
 * @returns `inputSize × inputSize × 3` bytes, RGB
 */
export async function fitToNetwork(raster: Raster, inputSize: number): Promise<Uint8Array> {
  const { data, width, height } = raster;
  if (width === inputSize && height === inputSize) return data;
  if (width < inputSize || height < inputSize) return stretchBicubic(raster, inputSize);
  return await sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(inputSize, inputSize, { fit: 'fill', kernel: 'cubic' })
    .raw({ depth: 'uchar' })
    .toBuffer();
}
