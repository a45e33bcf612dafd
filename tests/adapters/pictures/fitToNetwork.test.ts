import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage, type Raster } from '../../../src/adapters/pictures/decodeImage.ts';
import { fitToNetwork } from '../../../src/adapters/pictures/fitToNetwork.ts';
import { inspectImage } from '../../../src/adapters/pictures/inspectImage.ts';
import { goldenFolders } from '../../golden/sharedFolder.ts';

/** A smooth picture with hard edges in it. */
function drawScene(width: number, height: number): Raster {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inside = Math.hypot(x / width - 0.4, y / height - 0.5) < 0.25;
      const at = (y * width + x) * 3;
      data[at] = inside ? 220 : Math.round((x / width) * 200);
      data[at + 1] = Math.round((y / height) * 255);
      data[at + 2] = Math.floor((x * 8) / width) % 2 === 0 ? 40 : 190;
    }
  }
  return { data, width, height };
}

/** Keys' cubic with a = −0.5, widened by the reduction: what PIL calls BICUBIC and the models were trained with. */
function cubicWeights(from: number, to: number): { start: number; weights: number[] }[] {
  const scale = from / to;
  const support = 2 * Math.max(1, scale);
  const kernel = (t: number) => {
    const x = Math.abs(t);
    if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
    return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0;
  };
  return Array.from({ length: to }, (_, index) => {
    const middle = (index + 0.5) * scale;
    const start = Math.max(0, Math.round(middle - support));
    const end = Math.min(from, Math.round(middle + support));
    const raw = Array.from({ length: end - start }, (_value, at) =>
      kernel((start + at + 0.5 - middle) / Math.max(1, scale)),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { start, weights: raw.map((weight) => weight / sum) };
  });
}

function resizeByTheBook({ data, width, height }: Raster, size: number): number[] {
  const columns = cubicWeights(width, size);
  const rows = cubicWeights(height, size);
  const result: number[] = [];
  for (const row of rows) {
    for (const column of columns) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        row.weights.forEach((rowWeight, dy) => {
          column.weights.forEach((columnWeight, dx) => {
            const at = ((row.start + dy) * width + column.start + dx) * 3 + channel;
            sum += rowWeight * columnWeight * (data[at] ?? 0);
          });
        });
        result.push(Math.min(255, Math.max(0, Math.round(sum))));
      }
    }
  }
  return result;
}

/** Largest and mean difference, leaving out the border, where filters differ in what they take to be beyond it. */
function compare(pixels: Uint8Array, expected: ArrayLike<number>, size: number, border: number) {
  let largest = 0;
  let sum = 0;
  let count = 0;
  for (let y = border; y < size - border; y += 1) {
    for (let x = border * 3; x < (size - border) * 3; x += 1) {
      const at = y * size * 3 + x;
      const difference = Math.abs((pixels[at] ?? 0) - (expected[at] ?? 0));
      largest = Math.max(largest, difference);
      sum += difference;
      count += 1;
    }
  }
  return { largest, mean: sum / count };
}

describe('the network input', () => {
  it.each([
    [224, 224, 112],
    [150, 200, 112],
    [60, 80, 112],
  ])('is what an antialiased bicubic filter makes of %d × %d pixels', async (width, height, size) => {
    const scene = drawScene(width, height);
    const pixels = fitToNetwork(scene, size);
    expect(pixels.length).toBe(size * size * 3);
    const { largest, mean } = compare(pixels, resizeByTheBook(scene, size), size, 3);
    expect(largest).toBeLessThanOrEqual(4);
    expect(mean).toBeLessThan(0.6);
  });

  it('is the picture itself where it has that size already', async () => {
    const scene = drawScene(64, 64);
    expect(Buffer.from(fitToNetwork(scene, 64)).equals(scene.data)).toBe(true);
  });

  it.each(['jpeg', 'png'] as const)(
    'hardly changes when a large %s is decoded at a smaller size',
    async (name) => {
      const { data, width, height } = drawScene(2400, 1800);
      const source = sharp(data, { raw: { width, height, channels: 3 } });
      const bytes = await (name === 'jpeg' ? source.jpeg({ quality: 95 }) : source.png()).toBuffer();
      const image = await inspectImage(bytes);
      const whole = await decodeImage(image, { shortestEdge: 1e6, longestEdge: 1e6 });
      const reduced = await decodeImage(image, { shortestEdge: 224, longestEdge: 320 });
      expect([whole.width, whole.height]).toEqual([2400, 1800]);
      expect([reduced.width, reduced.height]).toEqual([320, 240]);
      const { mean } = compare(fitToNetwork(reduced, 112), fitToNetwork(whole, 112), 112, 0);
      expect(mean).toBeLessThan(1);
    },
  );

  it('takes the golden pixels unchanged', async () => {
    for (const size of [112, 224]) {
      const folder = join(goldenFolders.drawn, String(size));
      for (const name of readdirSync(folder)) {
        const bytes = readFileSync(join(folder, name));
        const raster = await decodeImage(await inspectImage(bytes), {
          shortestEdge: 2 * size,
          longestEdge: 320,
        });
        const expected = await sharp(bytes).removeAlpha().raw().toBuffer();
        expect(Buffer.from(fitToNetwork(raster, size)).equals(expected), `${size}/${name}`).toBe(true);
      }
    }
  });
});
