/** Small good images of every format and of many structures, drawn here: what the fuzzer damages. */
import sharp, { type Sharp } from 'sharp';
import { greyOfLimitedRange, greyWithAlpha } from '../adapters/pictures/greyAvifs.ts';
import { type TiffPlan, writeTiff } from '../adapters/pictures/writeTiff.ts';

const [width, height] = [48, 32];

function paint(channels: 3 | 4): Sharp {
  const data = Buffer.alloc(width * height * channels);
  for (let at = 0; at < data.length; at += 1)
    data[at] = (at * 7 + ((at / (width * channels)) | 0) * 31) % 256;
  return sharp(data, { raw: { width, height, channels } });
}

async function drawAnimation(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = await Promise.all([paint(3), paint(3).negate()].map((frame) => frame.png().toBuffer()));
  return await sharp(frames, { join: { animated: true } })
    [format]({ delay: [100, 100] })
    .toBuffer();
}

function drawTiffs(): Buffer[] {
  const samples = Array.from({ length: width * height * 3 }, (_, at) => (at * 5) % 256);
  const rgb: TiffPlan = { width, height, samples, samplesPerPixel: 3, photometric: 2 };
  const extra: TiffPlan = {
    ...{ ...rgb, samplesPerPixel: 5, extraSamples: [0, 2] },
    samples: Array.from({ length: width * height * 5 }, (_, at) => (at * 3) % 256),
  };
  const palette = Array.from({ length: 768 }, (_, at) => (at * 300) % 65_536);
  return [
    ...[rgb, extra, { ...rgb, photometric: 6, tags: { 530: [1, 1] } }, { ...rgb, photometric: 8 }],
    ...[
      { ...extra, tile: 16 },
      { ...extra, isPlanar: true },
      { ...extra, compression: 'packbits' },
    ],
    ...[
      { ...extra, compression: 'deflate', predictor: 2 },
      { ...extra, compression: 'zstd', isBigEndian: true },
    ],
    ...[
      { ...rgb, bits: 12 },
      { ...rgb, bits: 32 },
      { ...rgb, bits: 16, isBigTiff: true, stripRows: 3 },
    ],
    { ...extra, samplesPerPixel: 2, photometric: 3, extraSamples: [0], tags: { 320: palette } },
  ].map((plan) => writeTiff(plan as TiffPlan));
}

/** Its range is then read from the stream. */
function withoutColourBox(avif: Buffer): Buffer {
  const bytes = Buffer.from(avif);
  bytes.write('free', bytes.indexOf('colr', 0, 'latin1'), 'latin1');
  return bytes;
}

export async function drawImageSeeds(): Promise<[Buffer, ...Buffer[]]> {
  const encoded = await Promise.all(
    [
      paint(3).jpeg(),
      paint(3).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).withMetadata({ orientation: 6 }),
      paint(3).toColourspace('cmyk').jpeg(),
      paint(3).greyscale().jpeg(),
      paint(4).png(),
      paint(3).png({ palette: true, progressive: true }),
      paint(3).toColourspace('rgb16').png().withIccProfile('p3'),
      paint(4).webp(),
      paint(4).webp({ lossless: true }),
      paint(4).avif({ effort: 0 }),
      paint(3).toColourspace('b-w').avif({ effort: 0 }),
      paint(3).gif(),
      paint(3).tiff({ compression: 'lzw' }),
      paint(4).tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }),
      paint(3).tiff({ compression: 'jpeg' }),
      paint(3).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }),
    ].map((image) => image.toBuffer()),
  );
  const sequence = await paint(3).avif({ effort: 0 }).toBuffer();
  sequence.write('avis', 8, 'latin1');
  const animations = await Promise.all([drawAnimation('gif'), drawAnimation('webp')]);
  const greys = [greyOfLimitedRange, greyWithAlpha, withoutColourBox(greyOfLimitedRange)];
  return [sequence, ...greys, ...encoded, ...animations, ...drawTiffs()];
}
