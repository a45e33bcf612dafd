/** The weights that ResNet50 needs, by their Keras names, derived from the architecture. */
import { Failure } from '../../../contract/failure.ts';
import { type ConvolutionStep, resnet50Convolutions } from './architecture.ts';

export interface TensorShape {
  /** Keras name, `conv2_block1_1_conv/kernel`. */
  readonly name: string;
  /** Kernels are height, width, input channels, output channels; all else is one number per output channel. */
  readonly shape: readonly number[];
}

/** Every tensor by its Keras name, float32, kernels in HWIO order. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** The six tensors of one convolution and its batch norm. */
export function tensorNames(step: ConvolutionStep) {
  return {
    kernel: `${step.name}_conv/kernel`,
    bias: `${step.name}_conv/bias`,
    gamma: `${step.name}_bn/gamma`,
    beta: `${step.name}_bn/beta`,
    mean: `${step.name}_bn/moving_mean`,
    variance: `${step.name}_bn/moving_variance`,
  };
}

/** All tensors with their shapes, in the order of computation. */
export const resnet50Tensors: readonly TensorShape[] = resnet50Convolutions.flatMap((step) => {
  const { kernel, ...vectors } = tensorNames(step);
  const shape = [step.kernelSize, step.kernelSize, step.inputChannels, step.outputChannels];
  return [
    { name: kernel, shape },
    ...Object.values(vectors).map((name) => ({ name, shape: [step.outputChannels] })),
  ];
});

/** How many numbers a shape holds. */
export function countElements(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** 23,587,712, as Keras counts it: moving means and variances included. */
export const resnet50ParameterCount = resnet50Tensors.reduce(
  (sum, tensor) => sum + countElements(tensor.shape),
  0,
);

/**
 * Checks that every tensor of the network is there, has its size, and holds usable numbers.
 * @param file how the message names the file
 * @throws Failure `model-unusable` that names the first tensor that is wrong and what was expected
 */
export function checkWeights(weights: Weights, file: string): void {
  for (const { name, shape } of resnet50Tensors) {
    const tensor = weights.get(name);
    if (!tensor) throw missingTensor(file, name, shape);
    const expected = countElements(shape);
    if (tensor.length !== expected) {
      throw unusableWeights(
        file,
        `its tensor ${name} has ${tensor.length} numbers where ${expected} (${shape.join('×')}) were expected`,
      );
    }
    if (!holdsFiniteNumbers(tensor)) {
      throw unusableWeights(file, `its tensor ${name} holds values that are not finite numbers`);
    }
  }
}

/** The failure for a tensor that is not in the file. */
export function missingTensor(file: string, name: string, shape: readonly number[]): Failure {
  return unusableWeights(file, `it has no tensor ${name} (${shape.join('×')} was expected)`);
}

/** The failure for a wrong, cut or foreign weights file; `what` completes "…cannot be used: ". */
export function unusableWeights(file: string, what: string): Failure {
  return new Failure(
    'model-unusable',
    `${file} cannot be used: ${what}. Choose weights of ResNet50 without its top, as a Keras HDF5 (.h5) or ` +
      'safetensors file, or get the file again if it was cut.',
  );
}

/** A plain loop: 24 million calls of a callback would take longer than reading the file. */
function holdsFiniteNumbers(tensor: Float32Array): boolean {
  for (let i = 0; i < tensor.length; i++) if (!Number.isFinite(tensor[i])) return false;
  return true;
}
