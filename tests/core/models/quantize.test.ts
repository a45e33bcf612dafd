import { expect, it } from 'vitest';
import { meanCosine } from '../../../src/core/models/agreement.ts';
import { embeddingLength } from '../../../src/core/models/ports.ts';
import { resnet50Convolutions } from '../../../src/core/models/resnet50/architecture.ts';
import { byteScale, quantizeConvolution } from '../../../src/core/models/resnet50/quantize.ts';

it('spreads a range over a byte and meets zero exactly', () => {
  expect(byteScale(0, 25.5)).toEqual({ scale: Math.fround(0.1), zero: 0 });
  const { scale, zero } = byteScale(-1, 3);
  expect(zero).toBe(64);
  expect(Math.abs(scale * (0 - zero) + 1)).toBeLessThanOrEqual(scale);
  expect(Math.abs(scale * (255 - zero) - 3)).toBeLessThanOrEqual(scale);
});

const step = resnet50Convolutions.find(
  ({ kernelSize, inputChannels }) => kernelSize === 1 && inputChannels === 64,
);

it.each([127, 64])('rounds every channel to its own scale, at most %i', (largestWeight) => {
  if (!step) throw new Error('the network has no such convolution');
  const channels = step.outputChannels;
  const kernel = Float32Array.from(
    { length: step.inputChannels * channels },
    // Channel 0 has no weights at all; the others grow.
    (_, at) => (at % channels) * Math.sin(at),
  );
  const bias = Float32Array.from({ length: channels }, (_, channel) => channel - 3);
  const inputScale = 0.02;
  const quantized = quantizeConvolution({ step, kernel, bias }, inputScale, largestWeight);

  const reached = new Array<number>(channels).fill(0);
  kernel.forEach((weight, at) => {
    const channel = at % channels;
    const scale = quantized.scales[channel] ?? Number.NaN;
    const byte = quantized.kernel[at] ?? Number.NaN;
    expect(Math.abs(byte * scale - weight)).toBeLessThanOrEqual(scale * 0.5001);
    reached[channel] = Math.max(reached[channel] ?? 0, Math.abs(byte));
  });
  expect(reached).toEqual([0, ...new Array<number>(channels - 1).fill(largestWeight)]);
  bias.forEach((value, channel) => {
    const unit = inputScale * (quantized.scales[channel] ?? Number.NaN);
    expect(Math.abs((quantized.bias[channel] ?? Number.NaN) * unit - value)).toBeLessThanOrEqual(
      unit * 0.5001,
    );
  });
});

it('means the cosines of embeddings, and is no number where one is not', () => {
  const reference = new Float32Array(2 * embeddingLength).fill(1);
  const found = reference.slice().fill(-2, embeddingLength);
  expect(
    meanCosine(
      reference.map((value) => 3 * value),
      reference,
    ),
  ).toBeCloseTo(1, 12);
  expect(meanCosine(found, reference)).toBeCloseTo(0, 12);
  expect(meanCosine(new Float32Array(reference.length), reference)).toBe(0);
  expect(meanCosine(found.fill(Number.NaN, 5, 6), reference)).toBeNaN();
  expect(meanCosine(found.subarray(1), reference)).toBeNaN();
});
