/** Takes a strip or tile of a TIFF out of its compression. */
import { constants, inflateSync, zstdDecompressSync } from 'node:zlib';
import { decodeLzw } from './decodeLzw.ts';
import type { TiffStructure } from './describeTiff.ts';

const packBits = 32_773;
/** Some writers pad a block. */
const spareBytes = 64 * 1024;

/**
 * The block's bytes, with the predictor undone.
 * @param samples of a pixel that are stored together
 * @param length of a whole block
 * @returns that many bytes or a few more; fewer where the data end or break before
 */
export function unpackBlock(
  packed: Uint8Array,
  length: number,
  tiff: TiffStructure,
  samples: number,
): Uint8Array {
  if (tiff.compression === 1) return packed.subarray(0, length);
  const unpacked = decompress(packed, length, tiff.compression);
  // PackBits knows no predictor: what such a file says of one is ignored, as libtiff does.
  if (tiff.predictor === 2 && tiff.compression !== packBits) undoDifferences(unpacked, tiff, samples);
  return unpacked;
}

function decompress(packed: Uint8Array, length: number, compression: number): Uint8Array {
  const maxOutputLength = length + spareBytes;
  switch (compression) {
    case 5:
      return decodeLzw(packed, length);
    case packBits:
      return decodePackBits(packed, length);
    case 50_000:
      return orNothing(() => zstdDecompressSync(packed, { maxOutputLength }));
    default:
      // What was written before the file was cut counts, as with the other methods.
      return orNothing(() => inflateSync(packed, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }));
  }
}

/** Node's zlib tells data that break, and data that go on beyond what may be, by throwing. */
function orNothing(decode: () => Uint8Array): Uint8Array {
  try {
    return decode();
  } catch {
    return new Uint8Array(0);
  }
}

/** Runs and literal stretches (TIFF 6.0, section 9). */
function decodePackBits(packed: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let written = 0;
  for (let at = 0; at < packed.length && written < length; ) {
    const control = packed[at] ?? 0;
    at += 1;
    if (control === 128) continue;
    const count = Math.min(control < 128 ? control + 1 : 257 - control, length - written);
    if (control < 128) {
      const literal = packed.subarray(at, at + count);
      output.set(literal, written);
      if (literal.length < count) return output.subarray(0, written + literal.length);
      at += count;
    } else {
      if (at >= packed.length) break;
      output.fill(packed[at] ?? 0, written, written + count);
      at += 1;
    }
    written += count;
  }
  return output.subarray(0, written);
}

/** Predictor 2: each sample is stored as its difference from the same channel of the pixel before. */
function undoDifferences(block: Uint8Array, tiff: TiffStructure, samples: number): void {
  const sampleBytes = (tiff.bits[0] ?? 8) / 8;
  const rowBytes = tiff.blockWidth * samples * sampleBytes;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const isLittle = !tiff.isBigEndian;
  const step = samples * sampleBytes;
  for (let row = 0; row + rowBytes <= block.length; row += rowBytes) {
    for (let at = row + step; at < row + rowBytes; at += sampleBytes) {
      if (sampleBytes === 1) view.setUint8(at, view.getUint8(at) + view.getUint8(at - step));
      else if (sampleBytes === 2) {
        view.setUint16(at, view.getUint16(at, isLittle) + view.getUint16(at - step, isLittle), isLittle);
      } else view.setUint32(at, view.getUint32(at, isLittle) + view.getUint32(at - step, isLittle), isLittle);
    }
  }
}
