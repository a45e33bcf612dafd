/** Batch norm folded into the convolution before it: fewer operations, the same function. */
import type { ConvolutionStep } from './architecture.ts';
import { imageInput, resnet50Convolutions } from './architecture.ts';
import { tensorNames, type Weights } from './weights.ts';

export interface FoldedConvolution {
  readonly step: ConvolutionStep;
  /** HWIO order, float32. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/**
 * Folds y = γ·(conv(x) + b − μ)/√(σ² + ε) + β into a kernel and a bias (Ioffe & Szegedy 2015), computed in float64.
 * @param epsilon the ε the weights were trained with, from the manifest
 */
export function foldConvolution(step: ConvolutionStep, weights: Weights, epsilon: number): FoldedConvolution {
  const names = tensorNames(step);
  const kernel = Float32Array.from(tensorOf(weights, names.kernel));
  const [bias, gamma, beta, mean, variance] = [
    tensorOf(weights, names.bias),
    tensorOf(weights, names.gamma),
    tensorOf(weights, names.beta),
    tensorOf(weights, names.mean),
    tensorOf(weights, names.variance),
  ];
  const channels = step.outputChannels;
  const scale = new Float64Array(channels);
  const foldedBias = new Float32Array(channels);
  for (let c = 0; c < channels; c++) {
    const factor = at(gamma, c) / Math.sqrt(at(variance, c) + epsilon);
    scale[c] = factor;
    foldedBias[c] = (at(bias, c) - at(mean, c)) * factor + at(beta, c);
  }
  for (let i = 0; i < kernel.length; i++) kernel[i] = at(kernel, i) * at(scale, i % channels);
  return { step, kernel, bias: foldedBias };
}

/**
 * Folds the whole network. The first kernel's input channels are turned from BGR to RGB, so that backends feed pixels
 * in the order in which images are decoded; the function computed is the same.
 */
export function foldNetwork(weights: Weights, epsilon: number): FoldedConvolution[] {
  return resnet50Convolutions.map((step) => {
    const folded = foldConvolution(step, weights, epsilon);
    return step.input === imageInput ? { ...folded, kernel: reverseInputChannels(folded) } : folded;
  });
}

function reverseInputChannels({ step, kernel }: FoldedConvolution): Float32Array {
  const { inputChannels, outputChannels } = step;
  const reversed = new Float32Array(kernel.length);
  for (let row = 0; row < kernel.length / outputChannels; row++) {
    const channel = row % inputChannels;
    const target = row - channel + (inputChannels - 1 - channel);
    reversed.set(kernel.subarray(row * outputChannels, (row + 1) * outputChannels), target * outputChannels);
  }
  return reversed;
}

function tensorOf(weights: Weights, name: string): Float32Array {
  const tensor = weights.get(name);
  if (!tensor) throw new RangeError(`The weights have no tensor ${name}; checkWeights comes first.`);
  return tensor;
}

/** Typed-array access that the loop bounds make safe. */
function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
