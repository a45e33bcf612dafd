/**
 * ResNet50 without its top, described once (He et al. 2015, arXiv:1512.03385, table 1; the Keras v1 variant: the
 * stride sits on the first 1×1 convolution of a stage). Backends, weight names and the parameter count derive from it.
 */

/** A convolution with bias, its batch norm, and perhaps a ReLU; square kernels, symmetric zero padding. */
export interface ConvolutionStep {
  readonly kind: 'convolution';
  /** Keras calls its tensors `<name>_conv/…` and `<name>_bn/…`. */
  readonly name: string;
  readonly input: string;
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;
  readonly hasRelu: boolean;
}

/** Padding never wins a maximum here: the input comes out of a ReLU, so zeros and −∞ are the same. */
export interface MaxPoolStep {
  readonly kind: 'maxPool';
  readonly name: string;
  readonly input: string;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

/** The sum of two earlier steps, then a ReLU. */
export interface AddStep {
  readonly kind: 'add';
  readonly name: string;
  readonly inputs: readonly [string, string];
}

export type Step = ConvolutionStep | MaxPoolStep | AddStep;

/** The name by which the first step knows the preprocessed image. */
export const imageInput = 'image';

/** Residual stages as in the paper: inner channels (the block puts out four times as many), blocks, first stride. */
const stages = [
  { name: 'conv2', channels: 64, blocks: 3, stride: 1 },
  { name: 'conv3', channels: 128, blocks: 4, stride: 2 },
  { name: 'conv4', channels: 256, blocks: 6, stride: 2 },
  { name: 'conv5', channels: 512, blocks: 3, stride: 2 },
] as const;

const stem: readonly Step[] = [
  {
    kind: 'convolution',
    name: 'conv1',
    input: imageInput,
    inputChannels: 3,
    outputChannels: 64,
    kernelSize: 7,
    stride: 2,
    padding: 3,
    hasRelu: true,
  },
  { kind: 'maxPool', name: 'pool1', input: 'conv1', size: 3, stride: 2, padding: 1 },
];

/** Every step in the order of computation; each reads only steps before it, the last one is the output. */
export const resnet50: readonly Step[] = describe();

/** The convolutions alone, in order: what has weights. */
export const resnet50Convolutions: readonly ConvolutionStep[] = resnet50.filter(
  (step) => step.kind === 'convolution',
);

/** Whether a step's result is never below 0: it comes out of a ReLU. */
export function startsAtZero(step: Step): boolean {
  return step.kind !== 'convolution' || step.hasRelu;
}

function describe(): Step[] {
  const steps: Step[] = [...stem];
  let input = 'pool1';
  let inputChannels = 64;
  for (const stage of stages) {
    for (let block = 1; block <= stage.blocks; block++) {
      const name = `${stage.name}_block${block}`;
      const stride = block === 1 ? stage.stride : 1;
      steps.push(...describeBlock(name, input, inputChannels, stage.channels, stride, block === 1));
      input = name;
      inputChannels = 4 * stage.channels;
    }
  }
  return steps;
}

function describeBlock(
  name: string,
  input: string,
  inputChannels: number,
  channels: number,
  stride: number,
  hasProjection: boolean,
): Step[] {
  const wide = 4 * channels;
  const base = { kind: 'convolution', padding: 0, stride: 1, hasRelu: true } as const;
  const shortcut: Step[] = hasProjection
    ? [
        {
          ...base,
          name: `${name}_0`,
          input,
          inputChannels,
          outputChannels: wide,
          kernelSize: 1,
          stride,
          hasRelu: false,
        },
      ]
    : [];
  return [
    ...shortcut,
    { ...base, name: `${name}_1`, input, inputChannels, outputChannels: channels, kernelSize: 1, stride },
    {
      ...base,
      name: `${name}_2`,
      input: `${name}_1`,
      inputChannels: channels,
      outputChannels: channels,
      kernelSize: 3,
      padding: 1,
    },
    {
      ...base,
      name: `${name}_3`,
      input: `${name}_2`,
      inputChannels: channels,
      outputChannels: wide,
      kernelSize: 1,
      hasRelu: false,
    },
    { kind: 'add', name, inputs: [hasProjection ? `${name}_0` : input, `${name}_3`] },
  ];
}
