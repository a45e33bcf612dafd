/** Previews: a large WebP of an image for the detail pane and the loupe, drawn on request. */
import { decodeImage } from './decodeImage.ts';
import { inspectImage } from './inspectImage.ts';
import sharp from './openSharp.ts';
import { readImageFile } from './readImageFile.ts';
import { writePicture } from './writePicture.ts';

/** libwebp's method 1 of 6: a preview is waited for. */
const webpOptions = { quality: 86, effort: 1 };

/** @throws Failure `image-unusable`, `disk-full`, `internal` */
export async function drawPreview(
  file: string,
  target: string,
  maxEdge: number,
): Promise<{ width: number; height: number }> {
  const image = await inspectImage(await readImageFile(file));
  const { data, width, height } = await decodeImage(image, { shortestEdge: 0, longestEdge: maxEdge });
  const drawn = await sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(maxEdge, maxEdge, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .webp(webpOptions)
    .toBuffer({ resolveWithObject: true });
  writePicture(drawn.data, target);
  return { width: drawn.info.width, height: drawn.info.height };
}
