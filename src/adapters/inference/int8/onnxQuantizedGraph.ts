/**
 * ResNet50 as a static int8 ONNX graph. Every tensor stands between a QuantizeLinear and a DequantizeLinear, which
 * onnxruntime fuses with the operation between them into one on bytes (QLinearConv, QLinearAdd). Weights are signed,
 * symmetric, per output channel; results are unsigned bytes. A ReLU needs no node: the bytes start at its zero.
 */
import type { Ranges } from '../../../core/models/calibration.ts';
import type { AddStep, ConvolutionStep, Step } from '../../../core/models/resnet50/architecture.ts';
import {
  imageInput,
  resnet50,
  resnet50Convolutions,
  startsAtZero,
} from '../../../core/models/resnet50/architecture.ts';
import type { FoldedConvolution } from '../../../core/models/resnet50/foldBatchNorm.ts';
import { type ByteScale, byteScale, quantizeConvolution } from '../../../core/models/resnet50/quantize.ts';
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
} from '../backends/onnxNodes.ts';
import { encodeOnnx, type OnnxNode, type OnnxTensor } from '../backends/onnxProto.ts';

/** Raised when the same weights and ranges give another graph than before: kept ones are then built anew. */
export const quantizedGraphVersion = 1;

/** The last sum stays in float: pooling reads it, and another rounding would gain no time. */
const lastStep = findLastSum();

/**
 * Pixels that an image must have around it (`addMargin`). The first convolution pads with its zero, which is the mean:
 * that differs by channel, and one byte cannot say it.
 */
export const inputMargin = resnet50Convolutions.find(({ input }) => input === imageInput)?.padding ?? 0;

/**
 * The bytes of the int8 model: uint8 pixels with a margin, `count × (size + 2 margins)² × 3`, to float32 features
 * `count × 2048`.
 * @param largestWeight how far weights reach: see `largestSafeWeight`
 */
export function buildQuantizedModel(
  network: LoadedNetwork,
  ranges: Ranges,
  largestWeight: number,
): Uint8Array {
  const scales = chooseScales(ranges);
  return encodeOnnx({
    name: 'resnet50-int8',
    nodes: [
      ...inputNodes,
      ...resnet50.flatMap(stepNodes),
      node(network.pooling === 'max' ? 'ReduceMax' : 'ReduceMean', [lastStep.name], embeddingName, {
        axes: [1, 2],
        keepdims: 0,
      }),
    ],
    tensors: [
      ...[...scales].flatMap(([name, scale]) => scaleTensors(name, scale)),
      ...network.convolutions.flatMap((folded) => {
        const { step } = folded;
        const convolution = step.input === imageInput ? moveMeanIntoBias(folded, network.meanRgb) : folded;
        const inputScale = scaleOf(scales, inputScaleName(step)).scale;
        const { kernel, scales: own, bias } = quantizeConvolution(convolution, inputScale, largestWeight);
        return [
          kernelTensor(`${step.name}_kernel_bytes`, step, kernel),
          ...channelScaleTensors(step, own, inputScale),
          { name: `${step.name}_bias_units`, shape: [step.outputChannels], values: bias },
        ];
      }),
    ],
    input: pixelsInput(network.inputSize + 2 * inputMargin),
    outputs: [embeddingOutput],
  });
}

/** A pixel is a byte already: it is taken as it is, less a grey. */
const pixelScale: ByteScale = { scale: 1, zero: 115 };

const inputNodes: readonly OnnxNode[] = [
  node('Transpose', [pixelsName], `${imageInput}_bytes`, { perm: [0, 3, 1, 2] }),
  node('DequantizeLinear', [`${imageInput}_bytes`, `${imageInput}_scale`, `${imageInput}_zero`], imageInput),
];

/** The first convolution is fed pixels less a grey where it wants pixels less the mean: its bias makes up for it. */
function moveMeanIntoBias(convolution: FoldedConvolution, meanRgb: readonly number[]): FoldedConvolution {
  const { step, kernel } = convolution;
  const bias = convolution.bias.slice();
  for (let at = 0; at < kernel.length; at++) {
    const channel = Math.floor(at / step.outputChannels) % step.inputChannels;
    const output = at % step.outputChannels;
    bias[output] = (bias[output] ?? 0) + (kernel[at] ?? 0) * (pixelScale.zero - (meanRgb[channel] ?? 0));
  }
  return { ...convolution, bias };
}

function chooseScales(ranges: Ranges): Map<string, ByteScale> {
  const scales = new Map([[imageInput, pixelScale]]);
  for (const step of resnet50) {
    if (step.kind === 'maxPool' || step === lastStep) continue;
    const [low, high] = ranges[step.name] ?? [Number.NaN, Number.NaN];
    scales.set(step.name, byteScale(startsAtZero(step) ? 0 : low, high));
  }
  return scales;
}

const poolInputs = new Map(
  resnet50.flatMap((step): [string, string][] => (step.kind === 'maxPool' ? [[step.name, step.input]] : [])),
);

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
        node(
          'DequantizeLinear',
          [`${name}_kernel_bytes`, `${name}_kernel_scales`],
          `${name}_kernel`,
          perChannel,
        ),
        node('DequantizeLinear', [`${name}_bias_units`, `${name}_bias_scales`], `${name}_bias`, perChannel),
        node('Conv', inputs, unrounded(name), {
          ...convolutionAttributes(step),
          ...(step.input === imageInput ? { pads: [0, 0, 0, 0] } : {}),
        }),
        ...roundTrip(name),
      ];
    }
    case 'maxPool':
      return [
        node('MaxPool', [step.input], unrounded(name), maxPoolAttributes(step)),
        ...roundTrip(name, step.input),
      ];
    case 'add':
      if (step === lastStep) return lastSumNodes(step);
      return [node('Add', step.inputs, unrounded(name)), ...roundTrip(name)];
  }
}

/** In rows, columns, channels: as onnxruntime lays out bytes, so that nothing is transposed. */
function lastSumNodes({ name, inputs }: AddStep): OnnxNode[] {
  const turned = inputs.map((input) => `${input}_turned`);
  return [
    ...inputs.map((input) => node('Transpose', [input], `${input}_turned`, { perm: [0, 2, 3, 1] })),
    node('Add', turned, unrounded(name)),
    node('Relu', [unrounded(name)], name),
  ];
}

function findLastSum(): AddStep {
  const last = resnet50.at(-1);
  if (last?.kind === 'add') return last;
  throw new RangeError('The network ends in something else than a sum.');
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
