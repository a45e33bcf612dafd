import { File, ready } from 'h5wasm/node';
import type { Weights } from '../../../src/core/models/resnet50/weights.ts';
import { resnet50Tensors } from '../../../src/core/models/resnet50/weights.ts';

/** Layer and tensor names as one generation of Keras writes them. */
export interface KerasNaming {
  layer(current: string): string;
  /** `kind` is kernel, bias, gamma … */
  tensor(layer: string, kind: string): string;
}

export const currentNaming: KerasNaming = {
  layer: (name) => name,
  tensor: (layer, kind) => `${layer}/${kind}:0`,
};

const olderKinds: Record<string, string> = {
  kernel: 'W',
  bias: 'b',
  moving_mean: 'running_mean',
  moving_variance: 'running_std',
};

export const olderNaming: KerasNaming = {
  layer(name) {
    const [, stage, block, convolution, kind] = /^conv(\d)_block(\d)_(\d)_(\w+)$/.exec(name) ?? [];
    if (!stage) return name === 'conv1_bn' ? 'bn_conv1' : 'conv1';
    const letter = String.fromCharCode(96 + Number(block));
    const branch = ['1', '2a', '2b', '2c'][Number(convolution)];
    return `${kind === 'bn' ? 'bn' : 'res'}${stage}${letter}_branch${branch}`;
  },
  tensor: (layer, kind) => `${layer}_${olderKinds[kind] ?? kind}:0`,
};

/** Writes weights in the layout of Keras' own files: `layer_names` at the root, `weight_names` in every group. */
export async function writeKerasH5(path: string, weights: Weights, naming: KerasNaming): Promise<void> {
  await ready;
  const file = new File(path, 'w');
  const layers = Map.groupBy(resnet50Tensors, ({ name }) => name.split('/')[0] ?? '');
  for (const [current, tensors] of layers) {
    const layer = naming.layer(current);
    const group = file.create_group(layer);
    const names = tensors.map(({ name, shape }) => {
      const stored = naming.tensor(layer, name.split('/')[1] ?? '');
      const data = weights.get(name);
      if (!data) throw new Error(`no tensor ${name}`);
      const [folder, leaf] = stored.includes('/') ? stored.split('/') : [null, stored];
      const parent = folder ? (group.get(folder) ?? group.create_group(folder)) : group;
      if (!('create_dataset' in parent)) throw new Error(`${folder} is no group`);
      parent.create_dataset({ name: leaf ?? stored, data, shape: [...shape] });
      return stored;
    });
    group.create_attribute('weight_names', names);
  }
  file.create_attribute('layer_names', ['input_1', ...[...layers.keys()].map((name) => naming.layer(name))]);
  file.create_group('input_1');
  file.close();
}
