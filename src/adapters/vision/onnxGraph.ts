/** ResNet50 as a float ONNX graph, built from the one description of the network. */
import type { Step } from '../../core/models/resnet50/architecture.ts';
import { imageInput, resnet50 } from '../../core/models/resnet50/architecture.ts';
import type { FoldedConvolution } from '../../core/models/resnet50/foldBatchNorm.ts';
import type { LoadedNetwork } from './loadNetwork.ts';
import {
  convolutionAttributes,
  graphEnds,
  kernelTensor,
  maxPoolAttributes,
  meanTensor,
  node,
  poolingNodes,
  preprocessingNodes,
} from './onnxNodes.ts';
import { encodeOnnx, type OnnxNode, type OnnxTensor, type OnnxValue } from './onnxProto.ts';

/** Outputs that tell the range of a step's result over a batch, as scalars. */
export const lowestName = (step: string): string => `${step}_lowest`;
export const highestName = (step: string): string => `${step}_highest`;

/**
 * The bytes of an ONNX model: uint8 pixels `count × size × size × 3` (RGB) to float32 features `count × 2048`.
 * @param observed steps whose smallest and largest value are outputs too
 */
export function buildOnnxModel(network: LoadedNetwork, observed: readonly Step[] = []): Uint8Array {
  const { input, embedding } = graphEnds(network);
  return encodeOnnx({
    name: 'resnet50',
    nodes: [
      ...preprocessingNodes(imageInput),
      ...resnet50.flatMap(stepNodes),
      ...poolingNodes(network),
      ...observed.flatMap(rangeNodes),
    ],
    tensors: [meanTensor(network), ...network.convolutions.flatMap(convolutionTensors)],
    input,
    outputs: [embedding, ...observed.flatMap(rangeOutputs)],
  });
}

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

function rangeNodes({ name }: Step): OnnxNode[] {
  return [
    node('ReduceMin', [name], lowestName(name), { keepdims: 0 }),
    node('ReduceMax', [name], highestName(name), { keepdims: 0 }),
  ];
}

function rangeOutputs({ name }: Step): OnnxValue[] {
  return [
    { name: lowestName(name), type: 'float', shape: [] },
    { name: highestName(name), type: 'float', shape: [] },
  ];
}
