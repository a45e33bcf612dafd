import { describe, expect, it } from 'vitest';
import {
  imageInput,
  resnet50,
  resnet50Convolutions,
} from '../../../src/core/models/resnet50/architecture.ts';
import { currentLayerName, kerasTensorName } from '../../../src/core/models/resnet50/kerasNames.ts';
import { resnet50ParameterCount, resnet50Tensors } from '../../../src/core/models/resnet50/weights.ts';

describe('the description of ResNet50', () => {
  it('has the 23,587,712 parameters that Keras counts', () => {
    expect(resnet50ParameterCount).toBe(23_587_712);
  });

  it('has 53 convolutions and 318 tensors, each named once', () => {
    expect(resnet50Convolutions).toHaveLength(53);
    expect(new Set(resnet50Tensors.map(({ name }) => name)).size).toBe(318);
  });

  it('reads only what was computed before, with matching channels', () => {
    const channels = new Map([[imageInput, 3]]);
    for (const step of resnet50) {
      const inputs = step.kind === 'add' ? step.inputs : [step.input];
      const found = inputs.map((input) => channels.get(input));
      expect(found, step.name).not.toContain(undefined);
      if (step.kind === 'convolution') expect(found[0], step.name).toBe(step.inputChannels);
      if (step.kind === 'add') expect(found[0], step.name).toBe(found[1]);
      channels.set(step.name, step.kind === 'convolution' ? step.outputChannels : (found[0] ?? 0));
    }
    expect(channels.get(resnet50.at(-1)?.name ?? '')).toBe(2048);
  });

  it('halves the image five times, with the stride on the first 1×1 of a stage', () => {
    const strided = resnet50
      .filter((step) => step.kind !== 'add' && step.stride === 2)
      .map(({ name }) => name);
    expect(strided).toEqual([
      'conv1',
      'pool1',
      ...['conv3', 'conv4', 'conv5'].flatMap((stage) => [`${stage}_block1_0`, `${stage}_block1_1`]),
    ]);
  });
});

describe('names in Keras files', () => {
  it.each([
    ['conv1', 'conv1_conv'],
    ['bn_conv1', 'conv1_bn'],
    ['res2a_branch1', 'conv2_block1_0_conv'],
    ['bn2a_branch1', 'conv2_block1_0_bn'],
    ['res2a_branch2a', 'conv2_block1_1_conv'],
    ['bn4f_branch2b', 'conv4_block6_2_bn'],
    ['res5c_branch2c', 'conv5_block3_3_conv'],
  ])('turns the older layer %s into %s', (older, current) => {
    expect(currentLayerName(older)).toBe(current);
  });

  it.each(['conv1_conv', 'fc1000', 'res6a_branch2a', 'res2a_branch3'])('knows no older layer %s', (name) => {
    expect(currentLayerName(name)).toBeNull();
  });

  it.each([
    ['conv1_conv', 'conv1_conv/kernel:0', 'conv1_conv/kernel', false],
    ['conv1_conv', 'conv1_conv/kernel', 'conv1_conv/kernel', false],
    ['conv1_conv', 'conv1_conv_1/bias:0', 'conv1_conv/bias', false],
    ['conv3_block2_1_bn', 'moving_variance', 'conv3_block2_1_bn/moving_variance', false],
    ['resnet50', 'conv5_block3_3_bn/gamma:0', 'conv5_block3_3_bn/gamma', false],
    ['conv1', 'conv1/kernel:0', 'conv1_conv/kernel', true],
    ['res2a_branch2a', 'res2a_branch2a_W:0', 'conv2_block1_1_conv/kernel', true],
    ['res2a_branch2b', 'res2a_branch2b_b:0', 'conv2_block1_2_conv/bias', true],
    ['bn2a_branch1', 'bn2a_branch1_running_std:0', 'conv2_block1_0_bn/moving_variance', true],
    ['bn_conv1', 'bn_conv1/moving_mean:0', 'conv1_bn/moving_mean', true],
  ])('reads %s, %s as %s', (layer, stored, name, isOlder) => {
    expect(kerasTensorName(layer, stored)).toEqual({ name, isOlder });
  });

  it('takes an iteration counter for no weight', () => {
    expect(kerasTensorName('optimizer', 'Adam/iter:0')).toBeNull();
  });
});
