/** What the samples of a TIFF's pixel mean, as bytes of grey, RGB or CMYK. */
import { convertLab } from './convertLab.ts';
import type { TiffStructure } from './describeTiff.ts';
import type { ConvertRow } from './sampleRow.ts';

export interface ColourConversion {
  /** 1 grey, 3 RGB, 4 CMYK. */
  readonly channels: 1 | 3 | 4;
  /** What lies under a transparent pixel: white. */
  readonly background: number;
  readonly convert: ConvertRow;
}

/** For structures that `judgeTiff` sends here. */
export function conversionOf(tiff: TiffStructure): ColourConversion {
  const depth = tiff.bits[0] ?? 8;
  const scale = 255 / (2 ** depth - 1);
  switch (tiff.photometric) {
    case 0:
      return { channels: 1, background: 255, convert: convertInverted(scale) };
    case 1:
      return { channels: 1, background: 255, convert: convertScaled(1, scale) };
    case 3:
      return { channels: 3, background: 255, convert: convertPalette(tiff.palette ?? []) };
    case 5:
      return { channels: 4, background: 0, convert: convertScaled(4, scale) };
    case 6:
      return { channels: 3, background: 255, convert: convertYcbcr(tiff, depth) };
    case 8:
    case 9:
      return { channels: 3, background: 255, convert: convertLab(tiff.photometric === 9, depth) };
    default:
      return { channels: 3, background: 255, convert: convertScaled(3, scale) };
  }
}

function convertScaled(channels: number, scale: number): ConvertRow {
  return ({ samples, perPixel, pixels }, to, at) => {
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        to[at + pixel * channels + channel] = (samples[pixel * perPixel + channel] ?? 0) * scale;
      }
    }
  };
}

function convertInverted(scale: number): ConvertRow {
  return ({ samples, perPixel, pixels }, to, at) => {
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      to[at + pixel] = 255 - (samples[pixel * perPixel] ?? 0) * scale;
    }
  };
}

/** A palette has 16 bits a colour; some writers put 8 there, as libtiff knows too. */
function convertPalette(palette: readonly number[]): ConvertRow {
  const scale = palette.some((value) => value > 255) ? 255 / 65_535 : 1;
  const size = palette.length / 3;
  return ({ samples, perPixel, pixels }, to, at) => {
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const index = samples[pixel * perPixel] ?? 0;
      for (let channel = 0; channel < 3; channel += 1) {
        to[at + pixel * 3 + channel] = (palette[index + channel * size] ?? 0) * scale;
      }
    }
  };
}

/** TIFF 6.0, sections 20 and 21. Without ReferenceBlackWhite: the full range, the middle of the colours at 128 of 255. */
function convertYcbcr(tiff: TiffStructure, depth: number): ConvertRow {
  const toByte = 255 / (2 ** depth - 1);
  const reference = tiff.referenceBlackWhite?.map((value) => value * toByte) ?? [];
  const [blackY = 0, whiteY = 255, blackCb = 128, whiteCb = 255, blackCr = 128, whiteCr = 255] = reference;
  const [red = 0.299, green = 0.587, blue = 0.114] = tiff.lumaWeights ?? [];
  const spread = (black: number, white: number, codes: number) => codes / (white - black || 1);
  const [scaleY, scaleCb, scaleCr] = [
    spread(blackY, whiteY, 255),
    spread(blackCb, whiteCb, 127),
    spread(blackCr, whiteCr, 127),
  ];
  return ({ samples, perPixel, pixels }, to, at) => {
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const from = pixel * perPixel;
      const y = ((samples[from] ?? 0) * toByte - blackY) * scaleY;
      const cb = ((samples[from + 1] ?? 0) * toByte - blackCb) * scaleCb;
      const cr = ((samples[from + 2] ?? 0) * toByte - blackCr) * scaleCr;
      const r = y + cr * (2 - 2 * red);
      const b = y + cb * (2 - 2 * blue);
      to[at + pixel * 3] = r;
      to[at + pixel * 3 + 1] = (y - red * r - blue * b) / (green || 1);
      to[at + pixel * 3 + 2] = b;
    }
  };
}
