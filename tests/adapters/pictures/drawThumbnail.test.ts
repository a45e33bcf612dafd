import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../../src/adapters/pictures/decodeImage.ts';
import {
  drawThumbnail,
  keepAsThumbnail,
  servesAsThumbnail,
} from '../../../src/adapters/pictures/drawThumbnail.ts';
import { inspectImage } from '../../../src/adapters/pictures/inspectImage.ts';
import { thumbnailPath } from '../../../src/adapters/pictures/picturePaths.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinset-thumbnail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stripes and a gradient: neither flat nor noise. */
function paint(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < data.length; i++) data[i] = (((i * 7) % (width * 3)) >> 2) ^ (i % 3 === 0 ? 90 : 20);
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** No encoder makes it small. */
function noise(width: number, height: number): Sharp {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });
}

const inspect = async (image: Sharp) => inspectImage(await image.toBuffer());

describe('a small JPEG', () => {
  it('is its own thumbnail, byte for byte', async () => {
    const image = await inspect(paint(224, 200).blur(3).jpeg());
    expect(servesAsThumbnail(image)).toBe(true);
    keepAsThumbnail(image, folder, 'aa11');
    expect(readFileSync(thumbnailPath(folder, 'aa11')).equals(image.bytes)).toBe(true);
  });

  it.each<[string, () => Sharp]>([
    ['is larger than a thumbnail', () => paint(321, 40).jpeg()],
    ['has to be turned', () => paint(100, 80).jpeg().withMetadata({ orientation: 6 })],
    ['is in grey', () => paint(100, 80).toColourspace('b-w').jpeg()],
    ['is in CMYK', () => paint(100, 80).toColourspace('cmyk').jpeg()],
    ['takes far more bytes than a thumbnail would', () => noise(300, 300).jpeg({ quality: 100 })],
    ['is a PNG', () => paint(100, 80).png()],
  ])('is not where it %s', async (_reason, draw) => {
    expect(servesAsThumbnail(await inspect(draw()))).toBe(false);
  });
});

describe('a drawn thumbnail', () => {
  it.each([
    [640, 480, 320, 240],
    [1000, 10, 320, 4],
    [50, 80, 50, 80],
  ])('of %d × %d is a JPEG of %d × %d', async (width, height, shownWidth, shownHeight) => {
    const raster = await decodeImage(await inspect(paint(width, height).png()), {
      shortestEdge: 0,
      longestEdge: 320,
    });
    await drawThumbnail(raster, folder, `bb${width}`);
    expect(await sharp(thumbnailPath(folder, `bb${width}`)).metadata()).toMatchObject({
      format: 'jpeg',
      width: shownWidth,
      height: shownHeight,
    });
  });
});
