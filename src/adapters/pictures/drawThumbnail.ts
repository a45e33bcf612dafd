/** Thumbnails: one small JPEG per image, named by its content, made once. */
import type { Raster } from './decodeImage.ts';
import type { EncodedImage } from './inspectImage.ts';
import sharp from './openSharp.ts';
import { thumbnailPath } from './picturePaths.ts';
import { writePicture } from './writePicture.ts';

/** The grid shows up to 320 CSS pixels at its largest comfortable size. */
export const thumbnailEdgePixels = 320;
/** JPEG rather than WebP: a third of the time to draw and half of it to show, for files a third larger. */
const quality = 80;
/** What a thumbnail may take, a little more than ours do: a header, and two bits for every pixel. */
const headerBytes = 4096;
const bytesPerPixel = 0.25;

/** A small JPEG needs no thumbnail drawn: its own bytes serve. */
export function servesAsThumbnail({ isPlainJpeg, width, height, bytes }: EncodedImage): boolean {
  if (!isPlainJpeg || Math.max(width, height) > thumbnailEdgePixels) return false;
  return bytes.length <= headerBytes + width * height * bytesPerPixel;
}

/** @throws Failure `disk-full`, `internal` */
export function keepAsThumbnail(image: EncodedImage, folder: string, imageId: string): void {
  writePicture(image.bytes, thumbnailPath(folder, imageId));
}

/** @throws Failure `disk-full`, `internal` */
export async function drawThumbnail(raster: Raster, folder: string, imageId: string): Promise<void> {
  const { data, width, height } = raster;
  const encoded = await sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(thumbnailEdgePixels, thumbnailEdgePixels, {
      fit: 'inside',
      withoutEnlargement: true,
      kernel: 'cubic',
    })
    .jpeg({ quality })
    .toBuffer();
  writePicture(encoded, thumbnailPath(folder, imageId));
}
