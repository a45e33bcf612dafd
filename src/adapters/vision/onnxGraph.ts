/** ResNet50 as an ONNX graph, built from the one description of the network. */

import { embeddingLength } from '../../core/models/ports.ts';
import type { Step } from '../../core/models/resnet50/architecture.ts';
import { imageInput, resnet50 } from '../../core/models/resnet50/architecture.ts';
import type { FoldedConvolution } from '../../core/models/resnet50/foldBatchNorm.ts';
import type { LoadedNetwork } from './loadNetwork.ts';
import { encodeOnnx, type OnnxNode, type OnnxTensor } from './onnxProto.ts';

export const pixelsName = 'pixels';
export const embeddingName = 'embedding';

/**
 * The bytes of an ONNX model: uint8 pixels `count × size × size × 3` (RGB) to float32 features `count × 2048`.
 */
export function buildOnnxModel(network: LoadedNetwork): Uint8Array {
  const { inputSize, pooling, convolutions, meanRgb } = network;
  const last = resnet50.at(-1)?.name ?? imageInput;
  return encodeOnnx({
    name: 'resnet50',
    nodes: [
      ...preprocessingNodes,
      ...resnet50.flatMap(stepNodes),
      node(pooling === 'max' ? 'GlobalMaxPool' : 'GlobalAveragePool', [last], 'pooled'),
      node('Flatten', ['pooled'], embeddingName, { axis: 1 }),
    ],
    tensors: [
      { name: 'mean', shape: [1, 3, 1, 1], values: Float32Array.from(meanRgb) },
      ...convolutions.flatMap(convolutionTensors),
    ],
    input: { name: pixelsName, type: 'uint8', shape: ['count', inputSize, inputSize, 3] },
    output: { name: embeddingName, type: 'float', shape: ['count', embeddingLength] },
  });
}

/** Transposed as bytes, before they become four times as large. */
const preprocessingNodes: readonly OnnxNode[] = [
  node('Transpose', [pixelsName], 'planes', { perm: [0, 3, 1, 2] }),
  node('Cast', ['planes'], 'floats', { to: 1 }),
  node('Sub', ['floats', 'mean'], imageInput),
];

function stepNodes(step: Step): OnnxNode[] {
  switch (step.kind) {
    case 'convolution': {
      const output = step.hasRelu ? `${step.name}_sum` : step.name;
      const convolution = node('Conv', [step.input, `${step.name}_kernel`, `${step.name}_bias`], output, {
        kernel_shape: [step.kernelSize, step.kernelSize],
        strides: [step.stride, step.stride],
        pads: new Array<number>(4).fill(step.padding),
      });
      return step.hasRelu ? [convolution, node('Relu', [output], step.name)] : [convolution];
    }
    case 'maxPool':
      return [
        node('MaxPool', [step.input], step.name, {
          kernel_shape: [step.size, step.size],
          strides: [step.stride, step.stride],
          pads: new Array<number>(4).fill(step.padding),
        }),
      ];
    case 'add':
      return [node('Add', step.inputs, `${step.name}_sum`), node('Relu', [`${step.name}_sum`], step.name)];
  }
}

function convolutionTensors({ step, kernel, bias }: FoldedConvolution): OnnxTensor[] {
  const { kernelSize, inputChannels, outputChannels, name } = step;
  return [
    {
      name: `${name}_kernel`,
      shape: [outputChannels, inputChannels, kernelSize, kernelSize],
      values: hwioToOihw(kernel, kernelSize * kernelSize, inputChannels, outputChannels),
    },
    { name: `${name}_bias`, shape: [outputChannels], values: bias },
  ];
}

function hwioToOihw(kernel: Float32Array, area: number, inputs: number, outputs: number): Float32Array {
  const turned = new Float32Array(kernel.length);
  let source = 0;
  for (let position = 0; position < area; position++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        turned[(output * inputs + input) * area + position] = kernel[source++] ?? 0;
      }
    }
  }
  return turned;
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes?: OnnxNode['attributes'],
): OnnxNode {
  return attributes
    ? { operator, inputs, outputs: [output], attributes }
    : { operator, inputs, outputs: [output] };
}
