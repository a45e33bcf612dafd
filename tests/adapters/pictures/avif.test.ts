import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { greyOfLimitedRange, greyWithAlpha } from './greyAvifs.ts';
import { decode, expectPixel, reasonFor } from './pixels.ts';

/** 32 × 16: the left half red, the right half blue. */
async function drawColours(): Promise<Buffer> {
  const pixels = Buffer.alloc(32 * 16 * 3);
  for (let at = 0; at < 512; at += 1) pixels[at * 3 + (at % 32 < 16 ? 0 : 2)] = 255;
  return await sharp(pixels, { raw: { width: 32, height: 16, channels: 3 } })
    .avif({ quality: 95, effort: 2, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** The same file with other bytes for those after a box's name. */
function change(bytes: Buffer, name: string, write: (from: Buffer) => void): Buffer {
  const changed = Buffer.from(bytes);
  const at = changed.indexOf(name, 0, 'latin1');
  expect(at).toBeGreaterThan(0);
  write(changed.subarray(at));
  return changed;
}

async function expectBlackAndWhite(bytes: Buffer): Promise<void> {
  const raster = await decode(bytes);
  expect([raster.width, raster.height, raster.seenWidth]).toEqual([16, 16, 16]);
  expectPixel(raster, 2, 8, [0, 0, 0], 2);
  expectPixel(raster, 13, 8, [255, 255, 255], 2);
}

describe('grey of limited range', () => {
  it('is black where it is black', async () => {
    await expectBlackAndWhite(greyOfLimitedRange);
  });

  it('is known by the stream where the file has no colour box', async () => {
    await expectBlackAndWhite(change(greyOfLimitedRange, 'colr', (box) => box.write('free', 'latin1')));
  });

  it('is not widened where the file says that the range is full', async () => {
    const full = change(greyOfLimitedRange, 'nclx', (box) => box.writeUInt8(0x80, 10));
    const raster = await decode(full);
    expectPixel(raster, 2, 8, [16, 16, 16], 2);
    expectPixel(raster, 13, 8, [235, 235, 235], 2);
  });

  it('is widened beneath alpha, which keeps its range', async () => {
    const raster = await decode(greyWithAlpha);
    expectPixel(raster, 2, 8, [0, 0, 0], 2);
    expectPixel(raster, 13, 8, [255, 255, 255], 2);
  });
});

describe('colours of AVIF', () => {
  it('are left alone, whatever their range', async () => {
    const raster = await decode(await drawColours());
    expectPixel(raster, 4, 8, [255, 0, 0], 12);
    expectPixel(raster, 28, 8, [0, 0, 255], 12);
  });
});

describe('a sequence', () => {
  it.each(['avis', 'msf1', 'miaf'])('shows its still picture (brand %s)', async (brand) => {
    const bytes = await drawColours();
    bytes.write(brand, 8, 'latin1');
    const raster = await decode(bytes);
    expect([raster.width, raster.height]).toEqual([32, 16]);
    expectPixel(raster, 4, 8, [255, 0, 0], 12);
  });

  it('that is nothing but a film is refused as such', async () => {
    const film = Buffer.from('\0\0\0\x14ftypavis\0\0\0\0avis\0\0\0\x08moov\0\0\0\x08mdat', 'latin1');
    expect(await reasonFor(film)).toBe(
      'This kind of AVIF cannot be read here (it holds a film and no still picture): save it again as an ordinary JPEG or PNG.',
    );
  });
});
