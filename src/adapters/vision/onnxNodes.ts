/** The parts that the float graph and the int8 graph have in common. */
import { embeddingLength } from '../../core/models/ports.ts';
import type { ConvolutionStep, MaxPoolStep } from '../../core/models/resnet50/architecture.ts';
import { imageInput, resnet50 } from '../../core/models/resnet50/architecture.ts';
import type { LoadedNetwork } from './loadNetwork.ts';
import type { OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from './onnxProto.ts';

export const pixelsName = 'pixels';
export const embeddingName = 'embedding';

export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes?: OnnxNode['attributes'],
): OnnxNode {
  return attributes
    ? { operator, inputs, outputs: [output], attributes }
    : { operator, inputs, outputs: [output] };
}

/** The input and the embedding of a graph: the same for all. */
export function graphEnds({ inputSize }: LoadedNetwork): Pick<OnnxGraph, 'input'> & { embedding: OnnxValue } {
  return {
    input: { name: pixelsName, type: 'uint8', shape: ['count', inputSize, inputSize, 3] },
    embedding: { name: embeddingName, type: 'float', shape: ['count', embeddingLength] },
  };
}

/** Pixels less the mean as `output`; transposed as bytes, before they become four times as large. */
export function preprocessingNodes(output: string): OnnxNode[] {
  return [
    node('Transpose', [pixelsName], 'planes', { perm: [0, 3, 1, 2] }),
    node('Cast', ['planes'], 'floats', { to: 1 }),
    node('Sub', ['floats', 'mean'], output),
  ];
}

export function meanTensor({ meanRgb }: LoadedNetwork): OnnxTensor {
  return { name: 'mean', shape: [1, 3, 1, 1], values: Float32Array.from(meanRgb) };
}

/** From the last step's features to the embedding. */
export function poolingNodes({ pooling }: LoadedNetwork): OnnxNode[] {
  const last = resnet50.at(-1)?.name ?? imageInput;
  return [
    node(pooling === 'max' ? 'GlobalMaxPool' : 'GlobalAveragePool', [last], 'pooled'),
    node('Flatten', ['pooled'], embeddingName, { axis: 1 }),
  ];
}

export function convolutionAttributes(step: ConvolutionStep): NonNullable<OnnxNode['attributes']> {
  return windowAttributes(step.kernelSize, step.stride, step.padding);
}

export function maxPoolAttributes(step: MaxPoolStep): NonNullable<OnnxNode['attributes']> {
  return windowAttributes(step.size, step.stride, step.padding);
}

function windowAttributes(size: number, stride: number, padding: number) {
  return { kernel_shape: [size, size], strides: [stride, stride], pads: [padding, padding, padding, padding] };
}

/** A convolution's kernel as ONNX orders it: output channels, input channels, rows, columns. */
export function kernelTensor(
  name: string,
  { kernelSize, inputChannels, outputChannels }: ConvolutionStep,
  hwio: Float32Array | Int8Array,
): OnnxTensor {
  const area = kernelSize * kernelSize;
  const turned =
    hwio instanceof Int8Array ? new Int8Array(hwio.length) : new Float32Array(hwio.length);
  let source = 0;
  for (let position = 0; position < area; position++) {
    for (let input = 0; input < inputChannels; input++) {
      for (let output = 0; output < outputChannels; output++) {
        turned[(output * inputChannels + input) * area + position] = hwio[source++] ?? 0;
      }
    }
  }
  return { name, shape: [outputChannels, inputChannels, kernelSize, kernelSize], values: turned };
}
