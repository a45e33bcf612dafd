/** The parts that the float graph and the int8 graph have in common. */
import { embeddingLength } from '../../../core/models/ports.ts';
import type { ConvolutionStep, MaxPoolStep } from '../../../core/models/resnet50/architecture.ts';
import type { OnnxNode, OnnxTensor, OnnxValue } from './onnxProto.ts';

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

/** RGB pixels as they were decoded. @param edge rows and columns */
export function pixelsInput(edge: number): OnnxValue {
  return { name: pixelsName, type: 'uint8', shape: ['count', edge, edge, 3] };
}

export const embeddingOutput: OnnxValue = {
  name: embeddingName,
  type: 'float',
  shape: ['count', embeddingLength],
};

export function convolutionAttributes(step: ConvolutionStep): NonNullable<OnnxNode['attributes']> {
  return windowAttributes(step.kernelSize, step.stride, step.padding);
}

export function maxPoolAttributes(step: MaxPoolStep): NonNullable<OnnxNode['attributes']> {
  return windowAttributes(step.size, step.stride, step.padding);
}

function windowAttributes(size: number, stride: number, padding: number) {
  return {
    kernel_shape: [size, size],
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
  };
}

/** A convolution's kernel as ONNX orders it: output channels, input channels, rows, columns. */
export function kernelTensor(
  name: string,
  { kernelSize, inputChannels, outputChannels }: ConvolutionStep,
  hwio: Float32Array | Int8Array,
): OnnxTensor {
  const area = kernelSize * kernelSize;
  const turned = hwio instanceof Int8Array ? new Int8Array(hwio.length) : new Float32Array(hwio.length);
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
