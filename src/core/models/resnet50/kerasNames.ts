/** How the layers and tensors of ResNet50 are called in Keras weight files, in every generation of them. */

/** Batch norm ε of today's keras.applications.resnet50. */
export const currentEpsilon = 1.001e-5;
/** Batch norm ε of the first generation, whose layers are called `res2a_branch2a`: the default of Keras 1 and 2. */
export const olderEpsilon = 1e-3;

/** Tensor names of Keras 2 and 3, and of Keras 1, whose `running_std` holds the variance. */
const tensorKinds: Readonly<Record<string, string>> = {
  kernel: 'kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  moving_mean: 'moving_mean',
  moving_variance: 'moving_variance',
  W: 'kernel',
  b: 'bias',
  running_mean: 'moving_mean',
  running_std: 'moving_variance',
};
const kindPattern = new RegExp(`^(?:(.+?)_)?(${Object.keys(tensorKinds).join('|')})$`);
const olderLayer = /^(res|bn)([2-5])([a-f])_branch(1|2a|2b|2c)$/;
const convolutionOfBranch: Readonly<Record<string, string>> = { '1': '0', '2a': '1', '2b': '2', '2c': '3' };

/**
 * Today's name of a layer of the older generation (`res2a_branch2a` → `conv2_block1_1_conv`), or null if it is none.
 */
export function currentLayerName(older: string): string | null {
  if (older === 'conv1') return 'conv1_conv';
  if (older === 'bn_conv1') return 'conv1_bn';
  const [, prefix, stage, letter, branch] = olderLayer.exec(older) ?? [];
  if (!prefix || !stage || !letter || !branch) return null;
  const block = letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  const suffix = prefix === 'res' ? 'conv' : 'bn';
  return `conv${stage}_block${block}_${convolutionOfBranch[branch]}_${suffix}`;
}

export interface KerasTensorName {
  /** `conv2_block1_1_conv/kernel` */
  readonly name: string;
  readonly isOlder: boolean;
}

/**
 * Today's Keras name of a stored tensor.
 * @param layer the layer's group in the file; Keras may have numbered the scope in the tensor's own name
 * @param tensor the name as stored: `conv1_conv/kernel:0`, `conv1_conv/kernel`, `res2a_branch2a_W:0` …
 * @returns null for a tensor that is no weight of a layer (an optimizer's, say)
 */
export function kerasTensorName(layer: string, tensor: string): KerasTensorName | null {
  const parts = tensor.replace(/:\d+$/, '').split('/');
  const [, prefix, stored] = kindPattern.exec(parts.at(-1) ?? '') ?? [];
  const kind = stored === undefined ? undefined : tensorKinds[stored];
  if (kind === undefined) return null;
  for (const candidate of [layer, parts.at(-2), prefix]) {
    const current = candidate === undefined ? null : currentLayerName(candidate);
    if (current) return { name: `${current}/${kind}`, isOlder: true };
  }
  const own = isLayerName(layer) ? layer : (parts.at(-2) ?? layer);
  return { name: `${own}/${kind}`, isOlder: false };
}

function isLayerName(name: string): boolean {
  return /^conv\d(_block\d_\d)?_(conv|bn)$/.test(name);
}
