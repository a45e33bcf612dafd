/** Numbers in 8 bits: value ≈ scale · (stored − zero). */
import type { FoldedConvolution } from './foldBatchNorm.ts';

/** How a tensor is stored as unsigned bytes. */
export interface ByteScale {
  readonly scale: number;
  readonly zero: number;
}

export interface QuantizedConvolution {
  /** HWIO order. */
  readonly kernel: Int8Array;
  /** One per output channel. */
  readonly scales: Float32Array;
  /** In units of the input's scale times the channel's. */
  readonly bias: Int32Array;
}

const largestByte = 255;
const largestInt32 = 2 ** 31 - 1;

/**
 * The scale that spreads a range over 0 to 255. Zero is always met exactly, as padding and ReLU need it: a range that
 * starts at 0 has its zero at 0, so that what is below is cut off, which is the ReLU itself.
 */
export function byteScale(low: number, high: number): ByteScale {
  const scale = Math.fround((high - low) / largestByte);
  return { scale, zero: Math.round((0 - low) / scale) };
}

/**
 * Rounds a convolution to signed bytes, symmetric, with a scale for each output channel.
 * @param largestWeight 127, or 64 where sums of byte products must stay within 16 bits
 */
export function quantizeConvolution(
  { step, kernel, bias }: FoldedConvolution,
  inputScale: number,
  largestWeight: number,
): QuantizedConvolution {
  const channels = step.outputChannels;
  const scales = channelScales(kernel, channels, largestWeight);
  const bytes = new Int8Array(kernel.length);
  const factors = Float64Array.from(scales, (scale) => 1 / scale);
  for (let start = 0; start < kernel.length; start += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const at = start + channel;
      bytes[at] = Math.round((kernel[at] ?? Number.NaN) * (factors[channel] ?? Number.NaN));
    }
  }
  return {
    kernel: bytes,
    scales,
    bias: Int32Array.from(bias, (value, channel) => {
      const units = Math.round(value / (inputScale * (scales[channel] ?? Number.NaN)));
      return Math.max(-largestInt32, Math.min(largestInt32, units));
    }),
  };
}

function channelScales(kernel: Float32Array, channels: number, largestWeight: number): Float32Array {
  const largest = new Float32Array(channels);
  for (let start = 0; start < kernel.length; start += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const size = Math.abs(kernel[start + channel] ?? Number.NaN);
      if (size > (largest[channel] ?? Number.NaN)) largest[channel] = size;
    }
  }
  // A channel without weights gets any scale that keeps its bias.
  return largest.map((value) => (value === 0 ? 1 : value / largestWeight));
}
