/** Decides from a TIFF's structure who may decode it: libvips, this folder, or nobody here. */
import { countColours, type TiffStructure } from './describeTiff.ts';

/** `decoder`: libvips shows the right colours. `rewrite`: `rewriteTiff` must decode it. `because` is for a curator. */
export type TiffVerdict =
  | { readonly route: 'decoder' }
  | { readonly route: 'rewrite' }
  | { readonly route: 'refuse'; readonly because: string };

const none = 1;
const oldJpeg = 6;
const jpeg = 7;
const packBits = 32_773;
/** None, CCITT (three kinds), LZW, JPEG, deflate (two numbers), PackBits, WebP: what sharp's libtiff is built with. */
const decoderCompressions = new Set([none, 2, 3, 4, 5, jpeg, 8, 32_946, packBits, 50_001]);
/** None, LZW, deflate, PackBits, Zstandard. */
const rewriteCompressions = new Set([none, 5, 8, 32_946, packBits, 50_000]);

const compressionNames: Readonly<Record<number, string>> = {
  2: 'a fax code',
  3: 'a fax code',
  4: 'a fax code',
  [oldJpeg]: 'the old kind of JPEG',
  [jpeg]: 'JPEG',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  34933: 'PNG',
  50001: 'WebP',
  50002: 'JPEG XL',
};

/** In one block everything is held at once. */
const maxBlockBytes = 1024 * 1024 * 1024;

export function judgeTiff(tiff: TiffStructure): TiffVerdict {
  if (isForDecoder(tiff)) return { route: 'decoder' };
  const because = findObstacle(tiff);
  return because === null ? { route: 'rewrite' } : { route: 'refuse', because };
}

/** What libvips 8.18 was seen to decode to the right colours, and nothing else. */
function isForDecoder(tiff: TiffStructure): boolean {
  const { bits, formats, compression, samplesPerPixel, extraSamples } = tiff;
  if (!decoderCompressions.has(compression)) return false;
  if (formats.some((format) => format !== 1 && format !== 4)) return false;
  const depth = bits[0] ?? 0;
  if (bits.some((each) => each !== depth)) return false;
  if (depth !== 8 && depth !== 16 && !(samplesPerPixel === 1 && [1, 2, 4].includes(depth))) return false;
  if (tiff.isPlanar && (tiff.isTiled || extraSamples.length > 0)) return false;
  if (extraSamples.length > 1 || extraSamples.some((meaning) => !isAlpha(meaning))) return false;
  switch (tiff.photometric) {
    case 0:
    case 1:
    case 2:
      return samplesPerPixel === (countColours(tiff) ?? 0) + extraSamples.length;
    case 3:
      return samplesPerPixel === 1;
    case 5:
      return samplesPerPixel >= 4 && tiff.inkSet === 1;
    case 6:
      return compression === jpeg || isSubsampled(tiff);
    default:
      return false;
  }
}

export function isAlpha(extraSample: number): boolean {
  return extraSample === 1 || extraSample === 2;
}

/** Only then does libvips know what to do with YCbCr outside of JPEG. */
function isSubsampled({ subsampling, isPlanar, bits, samplesPerPixel }: TiffStructure): boolean {
  return Math.max(...subsampling) > 1 && !isPlanar && bits[0] === 8 && samplesPerPixel === 3;
}

/** Why `rewriteTiff` cannot decode it either, or null. */
function findObstacle(tiff: TiffStructure): string | null {
  const colours = countColours(tiff);
  const used = colours === null ? tiff.bits : tiff.bits.slice(0, colours);
  const depth = used[0] ?? 0;
  if (!rewriteCompressions.has(tiff.compression)) return describeCompression(tiff.compression);
  if (tiff.formats.some((format) => format === 5 || format === 6)) return 'its numbers are complex';
  if (tiff.formats.includes(3)) return 'its numbers are floating-point, and nothing says what is white';
  if (tiff.formats.includes(2) && tiff.photometric < 8) return 'its numbers have signs';
  if (colours === null) return 'its colours are of a kind that is not known here';
  if (tiff.samplesPerPixel < colours) return 'it has too few channels for its kind of colour';
  if (tiff.samplesPerPixel > tiff.bits.length) return `it has ${tiff.samplesPerPixel} channels`;
  if (tiff.bits.some((each) => each !== depth)) return 'its channels have different depths';
  if (depth < 1 || depth > 32) return `it has ${depth} bits a channel`;
  if (tiff.isFilledFromLow) return 'its bits are stored in reverse';
  return findColourObstacle(tiff, depth) ?? findBlockObstacle(tiff, depth);
}

function describeCompression(compression: number): string {
  const name = compressionNames[compression] ?? `a method that is not known here (${compression})`;
  // The decoder knows the method, but not what it was given.
  const way = decoderCompressions.has(compression) ? ', with channels that it seldom has' : '';
  return `it is compressed with ${name}${way}`;
}

function findColourObstacle(tiff: TiffStructure, depth: number): string | null {
  switch (tiff.photometric) {
    case 3:
      if (depth > 16 || (tiff.palette?.length ?? 0) < 3 * 2 ** depth) return 'its palette is missing';
      return null;
    case 5:
      return tiff.inkSet === 1 ? null : 'its inks are not cyan, magenta, yellow and black';
    case 6:
      return Math.max(...tiff.subsampling) === 1 ? null : 'its colours are stored coarser than its light';
    case 8:
    case 9:
      return depth === 8 || depth === 16 ? null : `it has ${depth} bits a channel of Lab colour`;
    default:
      return null;
  }
}

function findBlockObstacle(tiff: TiffStructure, depth: number): string | null {
  const { predictor, compression, blockWidth, blockHeight } = tiff;
  const isPredicted = predictor !== 1 && compression !== none && compression !== packBits;
  if (isPredicted && (predictor !== 2 || ![8, 16, 32].includes(depth))) {
    return `its predictor is of a kind that is not known here (${predictor})`;
  }
  if (blockWidth < 1 || blockHeight < 1) return 'its tiles have no size';
  const samples = tiff.isPlanar ? 1 : tiff.samplesPerPixel;
  const blockBytes = Math.ceil((blockWidth * samples * depth) / 8) * blockHeight;
  return blockBytes > maxBlockBytes ? 'it is stored in one block of more than 1 GiB' : null;
}
