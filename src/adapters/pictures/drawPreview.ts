/** Previews: a large WebP of an image for the detail pane and the loupe, drawn on request. */
import type { Region } from '../../contract/search.ts';
import { decodeImage } from './decodeImage.ts';
import { inspectImage } from './inspectImage.ts';
import sharp from './openSharp.ts';
import { readImageFile } from './readImageFile.ts';
import { writePicture } from './writePicture.ts';

/** libwebp's method 1 of 6: a preview is waited for. */
const webpOptions = { quality: 86, effort: 1 };

export interface PreviewOrder {
  readonly file: string;
  readonly target: string;
  /** Pixels. */
  readonly maxEdge: number;
  /** The part of the upright image that is drawn; undefined: all of it. */
  readonly region?: Region | undefined;
}

const whole: Region = { left: 0, top: 0, width: 1, height: 1 };

/** @throws Failure `image-unusable`, `disk-full`, `internal` */
export async function drawPreview({
  file,
  target,
  maxEdge,
  region = whole,
}: PreviewOrder): Promise<{ width: number; height: number }> {
  const image = await inspectImage(await readImageFile(file));
  const longestEdge = maxEdge / Math.min(region.width, region.height);
  const { data, width, height } = await decodeImage(image, { shortestEdge: 0, longestEdge });
  const [left, cutWidth] = cut(region.left, region.width, width);
  const [top, cutHeight] = cut(region.top, region.height, height);
  const drawn = await sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .extract({ left, top, width: cutWidth, height: cutHeight })
    .resize(maxEdge, maxEdge, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .webp(webpOptions)
    .toBuffer({ resolveWithObject: true });
  writePicture(drawn.data, target);
  return { width: drawn.info.width, height: drawn.info.height };
}

/** From shares to whole pixels: where it begins, and at least one. */
function cut(start: number, share: number, pixels: number): [start: number, length: number] {
  const first = Math.min(pixels - 1, Math.round(start * pixels));
  const end = Math.min(pixels, Math.round((start + share) * pixels));
  return [first, Math.max(1, end - first)];
}
