/** What the tests of decoding share: decode to the end, and look at a pixel. */
import { expect } from 'vitest';
import { decodeImage, type Raster } from '../../../src/adapters/pictures/decodeImage.ts';
import { inspectImage } from '../../../src/adapters/pictures/inspectImage.ts';

const everything = { shortestEdge: 100_000, longestEdge: 100_000 };

export interface SeenRaster extends Raster {
  /** As the header says. */
  readonly seenWidth: number;
  readonly seenHeight: number;
}

export async function decode(bytes: Buffer): Promise<SeenRaster> {
  const image = await inspectImage(bytes);
  const raster = await decodeImage(image, everything);
  return { ...raster, seenWidth: image.width, seenHeight: image.height };
}

/** The reason for which the picture is refused, or "decoded". */
export async function reasonFor(bytes: Buffer): Promise<string> {
  return await decode(bytes).then(
    () => 'decoded',
    (failure: Error) => failure.message,
  );
}

export function pixelAt({ data, width }: Raster, x: number, y: number): number[] {
  const at = (y * width + x) * 3;
  return [...data.subarray(at, at + 3)];
}

export function expectPixel(
  raster: Raster,
  x: number,
  y: number,
  expected: readonly number[],
  tolerance = 6,
): void {
  const pixel = pixelAt(raster, x, y);
  const furthest = Math.max(...pixel.map((value, channel) => Math.abs(value - (expected[channel] ?? 0))));
  expect(furthest, `pixel ${pixel} at ${x},${y}, expected ${expected}`).toBeLessThanOrEqual(tolerance);
}
