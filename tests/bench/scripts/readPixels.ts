import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeImage } from '../../../src/adapters/pictures/decodeImage.ts';
import { fitToNetwork } from '../../../src/adapters/pictures/fitToNetwork.ts';
import { inspectImage } from '../../../src/adapters/pictures/inspectImage.ts';
import { readImageFile } from '../../../src/adapters/pictures/readImageFile.ts';

/** The names of a folder's images in order; with `most`, that many spread evenly over them. */
export async function chooseImages(folder: string, most = Number.POSITIVE_INFINITY): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp)$/i.test(name)).sort();
  const count = Math.min(most, names.length);
  return Array.from({ length: count }, (_, at) => names[Math.floor((at * names.length) / count)] ?? '');
}

/** Decodes and stretches image files as an import does: `names.length × size × size × 3` bytes. */
export async function readPixels(
  folder: string,
  names: readonly string[],
  size: number,
): Promise<Uint8Array> {
  const bytesEach = size * size * 3;
  const pixels = new Uint8Array(names.length * bytesEach);
  for (const [at, name] of names.entries()) {
    const image = await inspectImage(await readImageFile(join(folder, name)));
    const raster = await decodeImage(image, { shortestEdge: 2 * size, longestEdge: 0 });
    pixels.set(fitToNetwork(raster, size), at * bytesEach);
  }
  return pixels;
}
