/** Decodes an image, to sRGB over white: once, for the network and the thumbnail alike. */
import type { Buffer } from 'node:buffer';
import type { Sharp } from 'sharp';
import { explainDecodeError } from './explainDecodeError.ts';
import { maxPixels, maxSecondsPerFile } from './imageLimits.ts';
import type { EncodedImage } from './inspectImage.ts';
import sharp from './openSharp.ts';

/** Catmull-Rom, as PIL's BICUBIC, with which the models were trained; without the decoders' own coarser shrinking. */
const careful = { fit: 'fill', kernel: 'cubic', fastShrinkOnLoad: false } as const;

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
  const scale = Math.max(
    need.shortestEdge / Math.min(width, height),
    need.longestEdge / Math.max(width, height),
  );
  if (scale >= worthReducingBelow) return await readPixels(image, (whole) => whole);
  // JPEG still shrinks while loading, but at least a factor of 2 is left for the filter.
  const [smallWidth, smallHeight] = [width, height].map((edge) => Math.max(1, Math.ceil(edge * scale)));
  return await readPixels(image, (whole) => whole.resize(smallWidth, smallHeight, careful));
}

function openPipeline(bytes: Buffer, { isPlainJpeg, isDeepWithProfile }: EncodedImage): Sharp {
  const limits = { failOn: 'error', limitInputPixels: maxPixels, pages: 1 } as const;
  const pipeline = sharp(bytes, limits).timeout({ seconds: maxSecondsPerFile });
  // Each step that changes nothing costs time all the same: a seventh of a small JPEG's decoding.
  if (isPlainJpeg) return pipeline;
  const shown = pipeline.autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
  return isDeepWithProfile ? shown.withIccProfile('srgb') : shown;
}

async function readPixels(image: EncodedImage, reduce: (whole: Sharp) => Sharp): Promise<Raster> {
  const { bytes, format, rewrite } = image;
  try {
    const readable = rewrite === null ? bytes : await rewrite();
    const { data, info } = await reduce(openPipeline(readable, image))
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (thrown) {
    throw explainDecodeError(thrown, bytes, format);
  }
}
