/** Makes the manifest of a weights file that came without one. */
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Pooling } from '../../contract/models.ts';
import type { KnownModel } from '../../core/models/knownModels.ts';
import { imagenetPreprocessing, type ModelManifest } from '../../core/models/manifest.ts';
import { resnet50ParameterCount } from '../../core/models/resnet50/weights.ts';
import { hashFile } from './hashFile.ts';
import { readWeights } from './readWeights.ts';

export interface WeightsChoices {
  readonly name?: string | undefined;
  readonly inputSize?: number | undefined;
  readonly pooling?: Pooling | undefined;
}

/**
 * Checks every tensor of a weights file and describes it. A published file is recognised by its size and md5; for any
 * other, pooling and input size default to those of ImageNet weights (max, 224).
 * @throws Failure `file-unreadable`, `model-unusable`
 */
export async function describeWeights(
  file: string,
  choices: WeightsChoices,
  knownModels: readonly KnownModel[],
): Promise<ModelManifest> {
  const { format, epsilon } = await readWeights(file);
  const { size } = await stat(file);
  const known = await recognise(file, size, knownModels);
  const name = choices.name ?? known?.name ?? nameFromFile(file);
  return {
    name,
    title: known?.title ?? name,
    architecture: 'resnet50-v1-keras',
    parameters: resnet50ParameterCount,
    file: `weights.${format}`,
    bytes: size,
    sha256: await hashFile(file, 'sha256'),
    inputSize: choices.inputSize ?? known?.inputSize ?? 224,
    pooling: choices.pooling ?? known?.pooling ?? 'max',
    preprocessing: imagenetPreprocessing,
    kernelLayout: 'HWIO',
    batchNormEpsilon: epsilon,
    licence: known?.licence ?? 'not stated',
    source: known?.url ?? `imported from ${basename(file)}`,
    ...(known ? { trainedOn: known.trainedOn } : {}),
  };
}

async function recognise(
  file: string,
  bytes: number,
  knownModels: readonly KnownModel[],
): Promise<KnownModel | undefined> {
  const ofThisSize = knownModels.filter((known) =>
    [known.file, ...known.earlierFiles].some((published) => published.bytes === bytes),
  );
  if (ofThisSize.length === 0) return undefined;
  const md5 = await hashFile(file, 'md5');
  return ofThisSize.find((known) =>
    [known.file, ...known.earlierFiles].some((published) => published.md5 === md5),
  );
}

/** A name that every file system takes: `my weights (2).h5` → `my-weights-2`. */
function nameFromFile(file: string): string {
  const stem = basename(file, extname(file));
  const plain = stem.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return plain.slice(0, 64) || 'model';
}
