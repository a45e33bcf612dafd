/** ResNet50 on tfjs-node: float32, the reference. It computes synchronously, so it belongs into a worker process. */
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-node';
import { type EmbeddingBackend, embeddingLength } from '../../../core/models/ports.ts';
import type { Step } from '../../../core/models/resnet50/architecture.ts';
import { imageInput, resnet50 } from '../../../core/models/resnet50/architecture.ts';
import type { LoadedNetwork } from '../../weights/loadNetwork.ts';
import { loadTfjsNode, type TfjsNode } from './loadTfjsNode.ts';

interface ConvolutionTensors {
  readonly kernel: Tensor4D;
  readonly bias: Tensor1D;
}

/** @param threads per operation; decided by the first backend of a process */
export async function createTfjsBackend(
  network: LoadedNetwork,
  threads: number | undefined,
): Promise<EmbeddingBackend> {
  const tf = await loadTfjsNode(threads);
  const { inputSize, pooling } = network;
  const mean = tf.tensor1d([...network.meanRgb], 'float32');
  const tensors = createConvolutionTensors(tf, network);

  function forward(pixels: Uint8Array, count: number): Tensor {
    const image = tf.tensor4d(pixels, [count, inputSize, inputSize, 3], 'int32').toFloat();
    const features = runSteps(tf, tf.sub<Tensor4D>(image, mean), tensors);
    return pooling === 'max' ? tf.max(features, [1, 2]) : tf.mean(features, [1, 2]);
  }

  return {
    name: 'tfjs-node',
    precision: 'fp32',
    async embed(pixels, count) {
      if (count === 0) return new Float32Array(0);
      const output = tf.tidy(() => forward(pixels, count));
      try {
        const vectors = output.dataSync<'float32'>();
        if (vectors.length !== count * embeddingLength)
          throw new RangeError(`tfjs-node gave ${vectors.length}`);
        return vectors;
      } finally {
        output.dispose();
      }
    },
    async dispose() {
      mean.dispose();
      for (const { kernel, bias } of tensors.values()) {
        kernel.dispose();
        bias.dispose();
      }
    },
  };
}

function createConvolutionTensors(tf: TfjsNode, network: LoadedNetwork): Map<string, ConvolutionTensors> {
  return new Map(
    network.convolutions.map(({ step, kernel, bias }) => [
      step.name,
      {
        kernel: tf.tensor4d(kernel, [
          step.kernelSize,
          step.kernelSize,
          step.inputChannels,
          step.outputChannels,
        ]),
        bias: tf.tensor1d(bias),
      },
    ]),
  );
}

/** Walks the description; every result stays until the surrounding `tidy` ends. */
function runSteps(tf: TfjsNode, image: Tensor4D, tensors: Map<string, ConvolutionTensors>): Tensor4D {
  const results = new Map<string, Tensor4D>([[imageInput, image]]);
  let last = image;
  for (const step of resnet50) {
    last = runStep(tf, step, results, tensors);
    results.set(step.name, last);
  }
  return last;
}

function runStep(
  tf: TfjsNode,
  step: Step,
  results: Map<string, Tensor4D>,
  tensors: Map<string, ConvolutionTensors>,
): Tensor4D {
  switch (step.kind) {
    case 'convolution': {
      const { kernel, bias } = known(tensors, step.name);
      const padded = padZeros(known(results, step.input), step.padding);
      const sum = tf.conv2d(padded, kernel, step.stride, 'valid').add<Tensor4D>(bias);
      return step.hasRelu ? tf.relu(sum) : sum;
    }
    case 'maxPool':
      return tf.maxPool(padZeros(known(results, step.input), step.padding), step.size, step.stride, 'valid');
    case 'add': {
      const [left, right] = step.inputs;
      return tf.relu(tf.add<Tensor4D>(known(results, left), known(results, right)));
    }
  }
}

function padZeros(tensor: Tensor4D, padding: number): Tensor4D {
  if (padding === 0) return tensor;
  return tensor.pad([
    [0, 0],
    [padding, padding],
    [padding, padding],
    [0, 0],
  ]);
}

function known<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new RangeError(`The network's step ${name} has not been computed.`);
  return value;
}
