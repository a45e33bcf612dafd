/**
 * ResNet50 as a static int8 ONNX graph. Every tensor stands between a QuantizeLinear and a DequantizeLinear, which
 * onnxruntime fuses with the operation between them into one on bytes (QLinearConv, QLinearAdd). Weights are signed,
 * symmetric, per output channel; results are unsigned bytes. A ReLU needs no node: the bytes start at its zero.
 */
import type { Ranges } from '../../core/models/calibration.ts';
import type { ConvolutionStep, Step } from '../../core/models/resnet50/architecture.ts';
import { imageInput, resnet50 } from '../../core/models/resnet50/architecture.ts';
import { type ByteScale, byteScale, quantizeConvolution } from '../../core/models/resnet50/quantize.ts';
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
import { encodeOnnx, type OnnxNode, type OnnxTensor } from './onnxProto.ts';

/** The last sum stays in float: pooling reads it, and another rounding would gain no time. */
const lastStep = resnet50.at(-1);

/**
 * The bytes of the int8 model; input and output as `buildOnnxModel`'s.
 * @param largestWeight how far weights reach: see `largestSafeWeight`
 */
export function buildQuantizedModel(
  network: LoadedNetwork,
  ranges: Ranges,
  largestWeight: number,
): Uint8Array {
  const scales = chooseScales(network, ranges);
  const { input, embedding } = graphEnds(network);
  return encodeOnnx({
    name: 'resnet50-int8',
    nodes: [
      ...preprocessingNodes(unrounded(imageInput)),
      ...roundTrip(imageInput),
      ...resnet50.flatMap(stepNodes),
      ...poolingNodes(network),
    ],
    tensors: [
      meanTensor(network),
      ...[...scales].flatMap(([name, scale]) => scaleTensors(name, scale)),
      ...network.convolutions.flatMap((convolution) => {
        const { step } = convolution;
        const inputScale = scaleOf(scales, inputScaleName(step)).scale;
        const { kernel, scales: own, bias } = quantizeConvolution(convolution, inputScale, largestWeight);
        return [
          kernelTensor(`${step.name}_kernel_bytes`, step, kernel),
          ...channelScaleTensors(step, own, inputScale),
          { name: `${step.name}_bias_units`, shape: [step.outputChannels], values: bias },
        ];
      }),
    ],
    input,
    outputs: [embedding],
  });
}

/** Pixels less the mean have a known range; every other tensor that keeps bytes has a calibrated one. */
function chooseScales({ meanRgb }: LoadedNetwork, ranges: Ranges): Map<string, ByteScale> {
  const scales = new Map([[imageInput, byteScale(-Math.max(...meanRgb), 255 - Math.min(...meanRgb))]]);
  for (const step of resnet50) {
    if (step.kind === 'maxPool' || step === lastStep) continue;
    const [low, high] = ranges[step.name] ?? [Number.NaN, Number.NaN];
    const hasRelu = step.kind === 'add' || step.hasRelu;
    scales.set(step.name, byteScale(hasRelu ? 0 : low, high));
  }
  return scales;
}

const poolInputs = new Map(resnet50.flatMap((step) => (step.kind === 'maxPool' ? [[step.name, step.input]] : [])));

/** The tensor whose scale a step's input has: a pool passes bytes on as they are. */
function inputScaleName({ input }: ConvolutionStep): string {
  return poolInputs.get(input) ?? input;
}

function scaleOf(scales: ReadonlyMap<string, ByteScale>, name: string): ByteScale {
  const scale = scales.get(name);
  if (!scale) throw new RangeError(`The step ${name} has no scale.`);
  return scale;
}

const unrounded = (name: string): string => `${name}_unrounded`;

/** Rounds `<name>_unrounded` to bytes and makes it `<name>`. */
function roundTrip(name: string, scaleName = name): OnnxNode[] {
  const scale = [`${scaleName}_scale`, `${scaleName}_zero`];
  return [
    node('QuantizeLinear', [unrounded(name), ...scale], `${name}_bytes`),
    node('DequantizeLinear', [`${name}_bytes`, ...scale], name),
  ];
}

function stepNodes(step: Step): OnnxNode[] {
  const { name } = step;
  switch (step.kind) {
    case 'convolution': {
      const perChannel = { axis: 0 };
      const inputs = [step.input, `${name}_kernel`, `${name}_bias`];
      return [
        node('DequantizeLinear', [`${name}_kernel_bytes`, `${name}_kernel_scales`], `${name}_kernel`, perChannel),
        node('DequantizeLinear', [`${name}_bias_units`, `${name}_bias_scales`], `${name}_bias`, perChannel),
        node('Conv', inputs, unrounded(name), convolutionAttributes(step)),
        ...roundTrip(name),
      ];
    }
    case 'maxPool':
      return [
        node('MaxPool', [step.input], unrounded(name), maxPoolAttributes(step)),
        ...roundTrip(name, step.input),
      ];
    case 'add':
      if (step === lastStep) {
        return [node('Add', step.inputs, unrounded(name)), node('Relu', [unrounded(name)], name)];
      }
      return [node('Add', step.inputs, unrounded(name)), ...roundTrip(name)];
  }
}

function scaleTensors(name: string, { scale, zero }: ByteScale): OnnxTensor[] {
  return [
    { name: `${name}_scale`, shape: [], values: Float32Array.of(scale) },
    { name: `${name}_zero`, shape: [], values: Uint8Array.of(zero) },
  ];
}

function channelScaleTensors(step: ConvolutionStep, scales: Float32Array, inputScale: number): OnnxTensor[] {
  const shape = [step.outputChannels];
  return [
    { name: `${step.name}_kernel_scales`, shape, values: scales },
    { name: `${step.name}_bias_scales`, shape, values: scales.map((scale) => scale * inputScale) },
  ];
}
