/** ResNet50 as a float ONNX graph, built from the one description of the network. */
import type { Step } from '../../../core/models/resnet50/architecture.ts';
import { imageInput, resnet50, startsAtZero } from '../../../core/models/resnet50/architecture.ts';
import type { FoldedConvolution } from '../../../core/models/resnet50/foldBatchNorm.ts';
import type { LoadedNetwork } from '../../weights/loadNetwork.ts';
import {
  convolutionAttributes,
  embeddingName,
  embeddingOutput,
  kernelTensor,
  maxPoolAttributes,
  node,
  pixelsInput,
  pixelsName,
} from './onnxNodes.ts';
import { encodeOnnx, type OnnxNode, type OnnxTensor, type OnnxValue } from './onnxProto.ts';

/** Outputs that tell the range of a step's result over a batch, as scalars; the lowest only where it is not a ReLU's 0. */
export const lowestName = (step: string): string => `${step}_lowest`;
export const highestName = (step: string): string => `${step}_highest`;

/**
 * The bytes of an ONNX model: uint8 pixels `count × size × size × 3` (RGB) to float32 features `count × 2048`.
 * @param observed steps whose smallest and largest value are outputs too
 */
export function buildOnnxModel(network: LoadedNetwork, observed: readonly Step[] = []): Uint8Array {
  const { inputSize, pooling, convolutions, meanRgb } = network;
  const last = resnet50.at(-1)?.name ?? imageInput;
  return encodeOnnx({
    name: 'resnet50',
    nodes: [
      ...preprocessingNodes,
      ...resnet50.flatMap(stepNodes),
      node(pooling === 'max' ? 'GlobalMaxPool' : 'GlobalAveragePool', [last], 'pooled'),
      node('Flatten', ['pooled'], embeddingName, { axis: 1 }),
      ...observed.flatMap(rangeNodes),
    ],
    tensors: [
      { name: 'mean', shape: [1, 3, 1, 1], values: Float32Array.from(meanRgb) },
      ...convolutions.flatMap(convolutionTensors),
    ],
    input: pixelsInput(inputSize),
    outputs: [embeddingOutput, ...observed.flatMap(rangeOutputs)],
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
      const inputs = [step.input, `${step.name}_kernel`, `${step.name}_bias`];
      const convolution = node('Conv', inputs, output, convolutionAttributes(step));
      return step.hasRelu ? [convolution, node('Relu', [output], step.name)] : [convolution];
    }
    case 'maxPool':
      return [node('MaxPool', [step.input], step.name, maxPoolAttributes(step))];
    case 'add':
      return [node('Add', step.inputs, `${step.name}_sum`), node('Relu', [`${step.name}_sum`], step.name)];
  }
}

function convolutionTensors({ step, kernel, bias }: FoldedConvolution): OnnxTensor[] {
  return [
    kernelTensor(`${step.name}_kernel`, step, kernel),
    { name: `${step.name}_bias`, shape: [step.outputChannels], values: bias },
  ];
}

function rangeNodes(step: Step): OnnxNode[] {
  const { name } = step;
  const highest = node('ReduceMax', [name], highestName(name), { keepdims: 0 });
  if (startsAtZero(step)) return [highest];
  return [node('ReduceMin', [name], lowestName(name), { keepdims: 0 }), highest];
}

function rangeOutputs(step: Step): OnnxValue[] {
  return rangeNodes(step).map(({ outputs: [name = ''] }) => ({ name, type: 'float', shape: [] }));
}
