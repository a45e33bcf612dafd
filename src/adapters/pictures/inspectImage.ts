/** Looks at an image's header and decides whether it may be decoded. */
import type { Buffer } from 'node:buffer';
import { Failure } from '../../contract/failure.ts';
import type { ImageFormat } from '../../contract/insight/duplicates.ts';
import { isFilmOnly, isGreyOfLimitedRange } from './avif/describeAvif.ts';
import { nameAsStill, widenGrey } from './avif/rewriteAvif.ts';
import { detectFormat } from './detectFormat.ts';
import { explainDecodeError, unreadableKind } from './explainDecodeError.ts';
import { maxPixels, maxSidePixels } from './imageLimits.ts';
import sharp from './openSharp.ts';
import { describeTiff } from './tiff/describeTiff.ts';
import { judgeTiff } from './tiff/judgeTiff.ts';
import { rewriteTiff } from './tiff/rewriteTiff.ts';

/** An image that passed the checks, not yet decoded. Width and height are as people see it, after EXIF orientation. */
export interface EncodedImage {
  readonly bytes: Buffer;
  readonly format: ImageFormat;
  /** A JPEG whose pixels need nothing done to them: upright and in RGB. */
  readonly isPlainJpeg: boolean;
  /** RGB of 16 bits with a profile: sharp takes it to Display P3, and leaves it there unless told. */
  readonly isDeepWithProfile: boolean;
  readonly width: number;
  readonly height: number;
  /** Makes bytes that the decoder shows rightly, where it would misread the file's own; null where it does not. */
  readonly rewrite: (() => Buffer | Promise<Buffer>) | null;
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
  if (format === 'tiff') return await inspectTiff(bytes);
  return format === 'avif' ? await inspectAvif(bytes) : await inspectHeader(bytes, format);
}

async function inspectAvif(bytes: Buffer): Promise<EncodedImage> {
  if (isFilmOnly(bytes)) {
    throw new Failure('image-unusable', unreadableKind('AVIF', 'it holds a film and no still picture'));
  }
  const still = nameAsStill(bytes);
  const image = await inspectHeader(still, 'avif');
  return isGreyOfLimitedRange(still) ? { ...image, rewrite: () => widenGrey(still) } : image;
}

async function inspectHeader(bytes: Buffer, format: ImageFormat): Promise<EncodedImage> {
  try {
    // Without a pixel limit here: only the header is read, and the limit's message is ours.
    const header = await sharp(bytes, { failOn: 'error', limitInputPixels: false }).metadata();
    const { width, height } = header.autoOrient;
    checkDimensions(width, height);
    const isUpright = (header.orientation ?? 1) === 1;
    const isPlainJpeg = format === 'jpeg' && isUpright && header.channels === 3;
    const isDeepWithProfile = header.hasProfile && header.space === 'rgb16';
    return { bytes, format, isPlainJpeg, isDeepWithProfile, width, height, rewrite: null };
  } catch (thrown) {
    throw explainDecodeError(thrown, bytes, format);
  }
}

/** libvips opens more kinds of TIFF than it shows rightly: what the file says of itself decides. */
async function inspectTiff(bytes: Buffer): Promise<EncodedImage> {
  const tiff = describeTiff(bytes);
  if (tiff === null) return await inspectHeader(bytes, 'tiff');
  checkDimensions(tiff.width, tiff.height);
  const verdict = judgeTiff(tiff);
  if (verdict.route === 'decoder') return await inspectHeader(bytes, 'tiff');
  if (verdict.route === 'refuse') {
    throw new Failure('image-unusable', unreadableKind('TIFF', verdict.because));
  }
  const isTurned = tiff.orientation >= 5 && tiff.orientation <= 8;
  const [width, height] = isTurned ? [tiff.height, tiff.width] : [tiff.width, tiff.height];
  const rewrite = () => rewriteTiff(bytes, tiff);
  const isPlain = { isPlainJpeg: false, isDeepWithProfile: false };
  return { bytes, format: 'tiff', ...isPlain, width, height, rewrite };
}
