/** Decodes TIFFs that libvips would misread, and makes plain ones of them: colours only, 8 bits, uncompressed. */
import type { Buffer } from 'node:buffer';
import { Failure } from '../../../contract/failure.ts';
import { conversionOf } from './convertColours.ts';
import { createPlainTiff } from './createPlainTiff.ts';
import { countColours, type TiffStructure } from './describeTiff.ts';
import { isAlpha } from './judgeTiff.ts';
import { readSamples } from './readSamples.ts';
import type { ConvertRow } from './sampleRow.ts';
import { unpackBlock } from './unpackBlock.ts';

/**
 * Channels without a meaning are dropped, alpha is laid over white.
 * @param tiff one that `judgeTiff` sends here
 * @throws Failure `image-unusable` where the file ends too early or its data break
 */
export function rewriteTiff(bytes: Buffer, tiff: TiffStructure): Buffer {
  const { width, height, blockWidth, blockHeight, photometric, orientation } = tiff;
  const { channels, background, convert } = conversionOf(tiff);
  const colours = countColours(tiff) ?? channels;
  const alphaExtra = tiff.extraSamples.findIndex(isAlpha);
  const alphaAt = alphaExtra === -1 ? null : colours + alphaExtra;
  const layOver = alphaAt === null ? null : createLayer(tiff, alphaAt, channels, background);
  const across = Math.ceil(width / blockWidth);
  const blocks = across * Math.ceil(height / blockHeight);
  // Before memory is taken for a picture that is not there.
  if (tiff.offsets.length < blocks) throw cutOff();
  // What was converted from Lab is sRGB already: a profile in the file is one of Lab.
  const profile = photometric === 8 || photometric === 9 ? null : tiff.profile;
  const plain = createPlainTiff({ width, height, channels, profile, orientation });
  const planes = createPlanes(bytes, tiff, alphaAt === null ? colours : alphaAt + 1);
  for (let block = 0; block < blocks; block += 1) {
    const left = (block % across) * blockWidth;
    const top = Math.floor(block / across) * blockHeight;
    const pixels = Math.min(blockWidth, width - left);
    const rows = Math.min(blockHeight, height - top);
    const readRow = planes.open(block, blocks, rows);
    for (let index = 0; index < rows; index += 1) {
      const row = { samples: readRow(index), perPixel: planes.samplesPerPixel, pixels };
      const at = ((top + index) * width + left) * channels;
      convert(row, plain.pixels, at);
      layOver?.(row, plain.pixels, at);
    }
  }
  return plain.bytes;
}

/** Lays a row that was converted over the background, by the alpha among its samples. */
function createLayer(
  { bits, extraSamples, samplesPerPixel }: TiffStructure,
  alphaAt: number,
  channels: number,
  background: number,
): ConvertRow {
  const scale = 1 / (2 ** (bits[0] ?? 8) - 1);
  // Associated alpha: the colours are multiplied with it already.
  const isAssociated = extraSamples[alphaAt - (samplesPerPixel - extraSamples.length)] === 1;
  return ({ samples, perPixel, pixels }, to, at) => {
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const alpha = (samples[pixel * perPixel + alphaAt] ?? 0) * scale;
      const share = isAssociated ? 1 : alpha;
      const start = at + pixel * channels;
      for (let channel = start; channel < start + channels; channel += 1) {
        to[channel] = (to[channel] ?? 0) * share + background * (1 - alpha);
      }
    }
  };
}

interface Planes {
  /** In the rows that are read. */
  readonly samplesPerPixel: number;
  /** Returns a function that reads a row of the block: its samples, pixel by pixel, good until the next call. */
  open(block: number, blocks: number, rows: number): (row: number) => Uint32Array;
}

/** Blocks that hold whole pixels, or a block for each channel, of which the first `wanted` are read. */
function createPlanes(bytes: Buffer, tiff: TiffStructure, wanted: number): Planes {
  const { blockWidth, blockHeight, isPlanar, samplesPerPixel } = tiff;
  const layout = { bits: tiff.bits[0] ?? 8, isBigEndian: tiff.isBigEndian };
  const together = isPlanar ? 1 : samplesPerPixel;
  const rowBytes = Math.ceil((blockWidth * together * layout.bits) / 8);

  function unpack(block: number, rows: number): Uint8Array {
    const offset = tiff.offsets[block];
    if (offset === undefined || offset >= bytes.length) throw cutOff();
    // Without a count the data go on to the file's end at most.
    const end = offset + (tiff.byteCounts[block] ?? bytes.length);
    const unpacked = unpackBlock(bytes.subarray(offset, end), rowBytes * blockHeight, tiff, together);
    if (unpacked.length >= rowBytes * rows) return unpacked;
    throw end > bytes.length ? cutOff() : damaged();
  }

  const rowOf = (block: Uint8Array, row: number) => block.subarray(row * rowBytes, (row + 1) * rowBytes);
  const samples = new Uint32Array(blockWidth * together);
  if (!isPlanar) {
    return {
      samplesPerPixel,
      open(block, _blocks, rows) {
        const unpacked = unpack(block, rows);
        return (row) => {
          readSamples(rowOf(unpacked, row), layout, samples);
          return samples;
        };
      },
    };
  }
  const woven = new Uint32Array(blockWidth * wanted);
  return {
    samplesPerPixel: wanted,
    open(block, blocks, rows) {
      const unpacked = Array.from({ length: wanted }, (_, plane) => unpack(plane * blocks + block, rows));
      return (row) => {
        unpacked.forEach((each, plane) => {
          readSamples(rowOf(each, row), layout, samples);
          for (let at = 0; at < blockWidth; at += 1) woven[at * wanted + plane] = samples[at] ?? 0;
        });
        return woven;
      };
    },
  };
}

function cutOff(): Failure {
  const message = 'The file is cut off or damaged: its TIFF data ends before the picture does.';
  return new Failure('image-unusable', message);
}

function damaged(): Failure {
  return new Failure('image-unusable', 'The file is cut off or damaged: its TIFF data cannot be decoded.');
}
