import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  measureSharpness,
  shareOfSharpest,
} from '../../../src/renderer/features/duplicates/evidence/sharpness.ts';

const lines =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="white"/><path d="M20 30 H180 M20 60 H180 M20 90 L180 150 M20 150 L180 90" stroke="black" stroke-width="3"/></svg>';

async function see(change: (picture: Sharp) => Sharp) {
  const drawn = await sharp(new TextEncoder().encode(lines)).png().toBuffer();
  const changed = await change(sharp(drawn)).png().toBuffer();
  const { data, info } = await sharp(changed)
    .resize(200, 200)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

describe('sharpness', () => {
  it('is less where a picture was smaller or is out of focus, and as much in a mirror', async () => {
    const [asItIs = 0, mirrored = 0, half = 0, quarter = 0, blurred = 0] = (
      await Promise.all([
        see((picture) => picture),
        see((picture) => picture.flop()),
        see((picture) => picture.resize(100)),
        see((picture) => picture.resize(50)),
        see((picture) => picture.blur(2)),
      ])
    ).map(measureSharpness);
    expect(mirrored).toBeCloseTo(asItIs, 5);
    expect(half).toBeLessThan(0.8 * asItIs);
    expect(quarter).toBeLessThan(0.8 * half);
    expect(blurred).toBeLessThan(0.5 * asItIs);
  });

  it('is a share of the sharpest', () => {
    expect(shareOfSharpest([2, 8, 4])).toEqual([0.25, 1, 0.5]);
    expect(shareOfSharpest([0, 0])).toEqual([1, 1]);
  });
});
