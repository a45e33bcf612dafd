import { describe, expect, it } from 'vitest';
import type { ConvolutionStep } from '../../../src/core/models/resnet50/architecture.ts';
import { foldConvolution, foldNetwork } from '../../../src/core/models/resnet50/foldBatchNorm.ts';
import { countElements, resnet50Tensors, tensorNames } from '../../../src/core/models/resnet50/weights.ts';

const step: ConvolutionStep = {
  kind: 'convolution',
  name: 'tiny',
  input: 'x',
  inputChannels: 2,
  outputChannels: 2,
  kernelSize: 1,
  stride: 1,
  padding: 0,
  hasRelu: false,
};

describe('foldConvolution', () => {
  it('gives the convolution that convolution and batch norm were together', () => {
    const names = tensorNames(step);
    const [kernel, bias, gamma, beta, mean, variance] = [
      [1, 2, 3, 4],
      [0.5, -0.5],
      [2, 3],
      [0.1, 0.2],
      [1, -1],
      [4, 0.25],
    ] as const;
    const weights = new Map([
      [names.kernel, Float32Array.from(kernel)],
      [names.bias, Float32Array.from(bias)],
      [names.gamma, Float32Array.from(gamma)],
      [names.beta, Float32Array.from(beta)],
      [names.mean, Float32Array.from(mean)],
      [names.variance, Float32Array.from(variance)],
    ]);
    const epsilon = 1e-3;
    const folded = foldConvolution(step, weights, epsilon);
    const input = [0.7, -1.3] as const;
    for (const c of [0, 1] as const) {
      const sum = input[0] * (kernel[c] ?? 0) + input[1] * (kernel[2 + c] ?? 0) + bias[c];
      const expected = (gamma[c] * (sum - mean[c])) / Math.sqrt(variance[c] + epsilon) + beta[c];
      const found =
        input[0] * (folded.kernel[c] ?? 0) + input[1] * (folded.kernel[2 + c] ?? 0) + (folded.bias[c] ?? 0);
      expect(found).toBeCloseTo(expected, 5);
    }
  });
});

describe('foldNetwork', () => {
  it("turns the first kernel's input channels from BGR to RGB and leaves its outputs", () => {
    const weights = new Map(
      resnet50Tensors.map(({ name, shape }) => {
        const tensor = new Float32Array(countElements(shape));
        return [name, name.endsWith('gamma') || name.endsWith('variance') ? tensor.fill(1) : tensor];
      }),
    );
    weights.get('conv1_conv/kernel')?.forEach((_, index, kernel) => {
      kernel[index] = Math.floor(index / 64) % 3;
    });
    const [first] = foldNetwork(weights, 0);
    expect([0, 64, 128, 192].map((index) => first?.kernel[index])).toEqual([2, 1, 0, 2]);
  });
});
