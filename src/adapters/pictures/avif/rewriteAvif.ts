/** Rewrites AVIFs that libheif, as it is, would refuse or show washed out. */
import { Buffer } from 'node:buffer';
import { maxPixels } from '../imageLimits.ts';
import sharp from '../openSharp.ts';
import { createPlainTiff } from '../tiff/createPlainTiff.ts';

/** Major brands that libvips 8.18 takes for an image of this kind. */
const knownBrands = new Set(['avif', 'mif1']);

/** A sequence (`avis`) has a still picture too, which shows once the file is named after it. */
export function nameAsStill(bytes: Buffer): Buffer {
  if (knownBrands.has(bytes.toString('latin1', 8, 12))) return bytes;
  const named = Buffer.from(bytes);
  named.write('avif', 8, 'latin1');
  return named;
}

/** libheif widens limited range for colours only: here black 16 becomes 0, and white 235 becomes 255. @throws what sharp throws */
export async function widenGrey(bytes: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(bytes, {
    failOn: 'error',
    limitInputPixels: maxPixels,
    pages: 1,
    ignoreIcc: true,
  })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels: stored } = info;
  const channels = stored === 2 || stored === 4 ? 2 : 1;
  const { bytes: plain, pixels } = createPlainTiff({
    width,
    height,
    channels,
    profile: null,
    orientation: 1,
  });
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    pixels[pixel * channels] = ((data[pixel * stored] ?? 0) - 16) * (255 / 219);
    if (channels === 2) pixels[pixel * 2 + 1] = data[pixel * stored + stored - 1] ?? 0;
  }
  return plain;
}
