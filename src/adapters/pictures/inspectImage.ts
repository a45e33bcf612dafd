/** Looks at an image's header and decides whether it may be decoded. */
import type { Buffer } from 'node:buffer';
import { Failure } from '../../contract/failure.ts';
import { detectFormat, type ImageFormat } from './detectFormat.ts';
import { explainDecodeError } from './explainDecodeError.ts';
import { maxPixels, maxSidePixels } from './imageLimits.ts';
import sharp from './openSharp.ts';

/** An image that passed the checks, not yet decoded. Width and height are as people see it, after EXIF orientation. */
export interface EncodedImage {
  readonly bytes: Buffer;
  readonly format: ImageFormat;
  /** A JPEG whose pixels need nothing done to them: upright and in RGB. */
  readonly isPlainJpeg: boolean;
  readonly width: number;
  readonly height: number;
}

function requireFormat(bytes: Buffer): ImageFormat {
  const detected = detectFormat(bytes);
  if ('format' in detected) return detected.format;
  if (bytes.every((byte) => byte === 0)) {
    const message = 'The file holds nothing but zeros: it was probably not copied to its end.';
    throw new Failure('image-unusable', message);
  }
  const guess = detected.other === null ? '' : ` (it looks like ${detected.other})`;
  const message = `This is not an image that Twinset reads${guess}. It reads JPEG, PNG, WebP, AVIF, GIF and TIFF.`;
  throw new Failure('image-unusable', message);
}

function describeSize(width: number, height: number): string {
  return `${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixel image`;
}

function checkDimensions(width: number, height: number): void {
  const pixels = width * height;
  if (pixels > maxPixels) {
    const megapixels = Math.round(pixels / 1e6).toLocaleString('en');
    const message = `This is a ${describeSize(width, height)} (${megapixels} megapixels); the limit is ${maxPixels / 1e6} megapixels.`;
    throw new Failure('image-unusable', message);
  }
  if (Math.max(width, height) > maxSidePixels) {
    const limit = maxSidePixels.toLocaleString('en');
    const message = `This is a ${describeSize(width, height)}; the limit is ${limit} pixels a side.`;
    throw new Failure('image-unusable', message);
  }
}

/** @throws Failure `image-unusable` */
export async function inspectImage(bytes: Buffer): Promise<EncodedImage> {
  if (bytes.length === 0) throw new Failure('image-unusable', 'The file is empty.');
  const format = requireFormat(bytes);
  try {
    // Without a pixel limit here: only the header is read, and the limit's message is ours.
    const header = await sharp(bytes, { failOn: 'error', limitInputPixels: false }).metadata();
    const { width, height } = header.autoOrient;
    checkDimensions(width, height);
    const isUpright = (header.orientation ?? 1) === 1;
    const isPlainJpeg = format === 'jpeg' && isUpright && header.channels === 3;
    return { bytes, format, isPlainJpeg, width, height };
  } catch (thrown) {
    throw explainDecodeError(thrown, bytes, format);
  }
}
