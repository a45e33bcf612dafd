/** What the samples of a TIFF's pixel mean, as bytes of grey, RGB or CMYK. */
import type { TiffStructure } from './describeTiff.ts';

/**
 * Writes the colour of the pixel whose samples begin at `from` into `to`, from `at` on: 0 to 255, rounded as they are stored.
 */
export type ConvertColour = (samples: Uint32Array, from: number, to: Uint8ClampedArray, at: number) => void;

export interface ColourConversion {
  /** 1 grey, 3 RGB, 4 CMYK. */
  readonly channels: 1 | 3 | 4;
  /** What lies under a transparent pixel: white. */
  readonly background: number;
  readonly convert: ConvertColour;
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

function convertScaled(channels: number, scale: number): ConvertColour {
  return (samples, from, to, at) => {
    for (let channel = 0; channel < channels; channel += 1) {
      to[at + channel] = (samples[from + channel] ?? 0) * scale;
    }
  };
}

function convertInverted(scale: number): ConvertColour {
  return (samples, from, to, at) => {
    to[at] = 255 - (samples[from] ?? 0) * scale;
  };
}

/** A palette has 16 bits a colour; some writers put 8 there, as libtiff knows too. */
function convertPalette(palette: readonly number[]): ConvertColour {
  const scale = palette.some((value) => value > 255) ? 255 / 65_535 : 1;
  const size = palette.length / 3;
  return (samples, from, to, at) => {
    const index = samples[from] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) {
      to[at + channel] = (palette[index + channel * size] ?? 0) * scale;
    }
  };
}

/** TIFF 6.0, sections 20 and 21. Without ReferenceBlackWhite: the full range, the middle of the colours at 128 of 255. */
function convertYcbcr(tiff: TiffStructure, depth: number): ConvertColour {
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
  return (samples, from, to, at) => {
    const y = ((samples[from] ?? 0) * toByte - blackY) * scaleY;
    const cb = ((samples[from + 1] ?? 0) * toByte - blackCb) * scaleCb;
    const cr = ((samples[from + 2] ?? 0) * toByte - blackCr) * scaleCr;
    const r = y + cr * (2 - 2 * red);
    const b = y + cb * (2 - 2 * blue);
    to[at] = r;
    to[at + 1] = (y - red * r - blue * b) / (green || 1);
    to[at + 2] = b;
  };
}

/** D50, which Lab is seen under; CIE 15:2004. */
const white = [0.96422, 1, 0.82521] as const;
const epsilon = 216 / 24_389;
const kappa = 24_389 / 27;

/** CIELab keeps a and b as signed numbers, ICCLab with an offset; 16 bits are 256ths of the 8-bit ones. */
function convertLab(isIcc: boolean, depth: number): ConvertColour {
  const unit = depth === 8 ? 1 : 256;
  const lightness = 100 / (2 ** depth - 1);
  const middle = 128 * unit;
  const chroma = (value: number) => {
    if (isIcc) return (value - middle) / unit;
    return (value < middle ? value : value - 2 * middle) / unit;
  };
  return (samples, from, to, at) => {
    const fy = ((samples[from] ?? 0) * lightness + 16) / 116;
    const fx = fy + chroma(samples[from + 1] ?? 0) / 500;
    const fz = fy - chroma(samples[from + 2] ?? 0) / 200;
    const [x, y, z] = [unbend(fx) * white[0], unbend(fy) * white[1], unbend(fz) * white[2]];
    // XYZ under D50 to linear sRGB, adapted by Bradford's method (Lindbloom).
    to[at] = gamma(3.1338561 * x - 1.6168667 * y - 0.4906146 * z);
    to[at + 1] = gamma(-0.9787684 * x + 1.9161415 * y + 0.033454 * z);
    to[at + 2] = gamma(0.0719453 * x - 0.2289914 * y + 1.4052427 * z);
  };
}

function unbend(value: number): number {
  const cube = value ** 3;
  return cube > epsilon ? cube : (116 * value - 16) / kappa;
}

/** IEC 61966-2-1, to 0…255. */
function gamma(linear: number): number {
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
}
