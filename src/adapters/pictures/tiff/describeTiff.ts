/** Reads what a TIFF says of itself: the first image directory (TIFF 6.0 and BigTIFF), within bounds and without decoding. */
import type { Buffer } from 'node:buffer';
import { readDirectory, type TiffTags } from './readDirectory.ts';

/** Numbers as the file has them; what it leaves out has the value that TIFF 6.0 gives it. */
export interface TiffStructure {
  readonly isBigEndian: boolean;
  readonly width: number;
  readonly height: number;
  /** For each sample of a pixel. */
  readonly bits: readonly number[];
  /** 1 unsigned, 2 signed, 3 floating point, 4 undefined, 5 and 6 complex: for each sample. */
  readonly formats: readonly number[];
  readonly samplesPerPixel: number;
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 inks, 6 YCbCr, 8 CIELab, 9 ICCLab … */
  readonly photometric: number;
  readonly compression: number;
  readonly predictor: number;
  readonly isPlanar: boolean;
  readonly isTiled: boolean;
  /** Samples after the colours: 1 associated alpha, 2 alpha, anything else has no meaning that can be shown. */
  readonly extraSamples: readonly number[];
  readonly isFilledFromLow: boolean;
  /** 1 to 8, as in EXIF. */
  readonly orientation: number;
  readonly inkSet: number;
  readonly subsampling: readonly [horizontal: number, vertical: number];
  /** Of YCbCr: how much red, green and blue make up the luma. */
  readonly lumaWeights: readonly number[] | null;
  readonly referenceBlackWhite: readonly number[] | null;
  readonly palette: readonly number[] | null;
  readonly profile: Buffer | null;
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Where strips or tiles lie in the file; empty where the directory does not say. */
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
}

/** How many samples of a pixel are its colour. */
const colourCounts: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3, 8: 3, 9: 3 };

/** Null where the photometric interpretation is none of those known here. */
export function countColours({ photometric }: TiffStructure): number | null {
  return colourCounts[photometric] ?? null;
}

/** @returns null where the file has no directory that can be read, or one without a size */
export function describeTiff(bytes: Buffer): TiffStructure | null {
  const directory = readDirectory(bytes);
  if (directory === null) return null;
  const { isBigEndian, tags } = directory;
  const [width, height] = [first(tags, 256, 0), first(tags, 257, 0)];
  const samplesPerPixel = first(tags, 277, 1);
  if (width < 1 || height < 1 || samplesPerPixel < 1) return null;
  const isTiled = tags.has(322) || tags.has(324);
  const photometric = first(tags, 262, samplesPerPixel < 3 ? 1 : 2);
  return {
    isBigEndian,
    width,
    height,
    bits: perSample(tags.get(258), samplesPerPixel),
    formats: perSample(tags.get(339), samplesPerPixel),
    samplesPerPixel,
    photometric,
    compression: first(tags, 259, 1),
    predictor: first(tags, 317, 1),
    isPlanar: first(tags, 284, 1) === 2 && samplesPerPixel > 1,
    isTiled,
    extraSamples: extraSamples(tags, photometric, samplesPerPixel),
    isFilledFromLow: first(tags, 266, 1) === 2,
    orientation: first(tags, 274, 1),
    inkSet: first(tags, 332, 1),
    subsampling: [first(tags, 530, 2), tags.get(530)?.[1] ?? 2],
    lumaWeights: tags.get(529) ?? null,
    referenceBlackWhite: tags.get(532) ?? null,
    palette: tags.get(320) ?? null,
    profile: directory.profile,
    blockWidth: isTiled ? first(tags, 322, 0) : width,
    blockHeight: isTiled ? first(tags, 323, 0) : Math.min(height, first(tags, 278, height)),
    offsets: tags.get(isTiled ? 324 : 273) ?? [],
    byteCounts: tags.get(isTiled ? 325 : 279) ?? [],
  };
}

function first(tags: TiffTags, tag: number, otherwise: number): number {
  return tags.get(tag)?.[0] ?? otherwise;
}

/** One value may stand for all samples. At most 64 are described: nothing here has more colours. */
function perSample(values: readonly number[] | undefined, samplesPerPixel: number): number[] {
  const length = Math.min(samplesPerPixel, 64);
  return Array.from({ length }, (_, at) => values?.[at] ?? values?.[0] ?? 1);
}

/** Every sample beyond the colours, whether the file lists it or not: one that is not listed has no meaning. */
function extraSamples(tags: TiffTags, photometric: number, samplesPerPixel: number): number[] {
  const colours = colourCounts[photometric] ?? samplesPerPixel;
  const length = Math.min(64, Math.max(0, samplesPerPixel - colours));
  return Array.from({ length }, (_, at) => tags.get(338)?.[at] ?? 0);
}
