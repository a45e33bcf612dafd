/** Decodes an image once, to sRGB over white, for the network and the thumbnail alike. */
import type { Buffer } from 'node:buffer';
import { explainDecodeError } from './explainDecodeError.ts';
import { maxPixels, maxSecondsPerFile } from './imageLimits.ts';
import type { EncodedImage } from './inspectImage.ts';
import sharp from './openSharp.ts';

/** Rows, columns, channels in RGB order, a byte each. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What will be drawn from the raster: it may be smaller than the image, but not than these. */
export interface RasterNeed {
  readonly shortestEdge: number;
  readonly longestEdge: number;
}

/** Below this a smaller raster saves more than the second resampling costs; above it, pixels are kept as they are. */
const worthReducingBelow = 0.5;

/** @throws Failure `image-unusable` where the file is cut off, damaged or takes too long */
export async function decodeImage(image: EncodedImage, need: RasterNeed): Promise<Raster> {
  const { width, height } = image;
  let pipeline = sharp(image.bytes, {
    failOn: 'error',
    limitInputPixels: maxPixels,
    autoOrient: true,
    pages: 1,
  })
    .timeout({ seconds: maxSecondsPerFile })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
  const scale = Math.max(
    need.shortestEdge / Math.min(width, height),
    need.longestEdge / Math.max(width, height),
  );
  if (scale < worthReducingBelow) {
    pipeline = pipeline.resize(
      Math.max(1, Math.ceil(width * scale)),
      Math.max(1, Math.ceil(height * scale)),
      {
        fit: 'fill',
        kernel: 'cubic',
        // JPEG still shrinks while loading, but at least a factor of 2 is left for the filter.
        fastShrinkOnLoad: false,
      },
    );
  }
  try {
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (thrown) {
    throw explainDecodeError(thrown, image.bytes, image.format);
  }
}
