/** Previews: a large WebP of an image for the detail pane and the loupe, drawn on request. */
import { decodeImage } from './decodeImage.ts';
import { inspectImage } from './inspectImage.ts';
import { readImageFile } from './readImageFile.ts';
import { writeWebp } from './writeWebp.ts';

/** @throws Failure `image-unusable`, `disk-full`, `internal` */
export async function drawPreview(
  file: string,
  target: string,
  maxEdge: number,
): Promise<{ width: number; height: number }> {
  const image = await inspectImage(await readImageFile(file));
  const raster = await decodeImage(image, { shortestEdge: 0, longestEdge: maxEdge });
  return await writeWebp(raster, target, { maxEdge, quality: 86, effort: 1 });
}
