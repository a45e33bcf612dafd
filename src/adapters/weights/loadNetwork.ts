/** From a model's weights file to the numbers that a backend runs. */
import type { Pooling } from '../../contract/models.ts';
import type { ResolvedModel } from '../../core/models/manifest.ts';
import { type FoldedConvolution, foldNetwork } from '../../core/models/resnet50/foldBatchNorm.ts';
import { findDamage } from './findDamage.ts';
import { hashFile } from './hashFile.ts';
import { readWeights } from './readWeights.ts';

/** ResNet50 ready to run: takes RGB pixels from 0 to 255 less `meanRgb`, zero padded after that. */
export interface LoadedNetwork {
  readonly convolutions: readonly FoldedConvolution[];
  readonly meanRgb: readonly [number, number, number];
  readonly pooling: Pooling;
  readonly inputSize: number;
}

/**
 * Verifies the weights file against its manifest (size, sha256), reads it and folds its batch norms.
 * @throws Failure `file-unreadable`, `model-unusable`, with the way out where the file is damaged
 */
export async function loadNetwork(model: ResolvedModel): Promise<LoadedNetwork> {
  const damage = await findDamage(model, (file) => hashFile(file, 'sha256'));
  if (damage !== null) throw damage;
  const { weights } = await readWeights(model.weightsFile);
  return {
    convolutions: foldNetwork(weights, model.manifest.batchNormEpsilon),
    meanRgb: meanRgbOf(model),
    pooling: model.pooling,
    inputSize: model.inputSize,
  };
}

/** What is subtracted from the pixels, in the order in which they are decoded. */
export function meanRgbOf({ manifest }: ResolvedModel): readonly [number, number, number] {
  const [blue, green, red] = manifest.preprocessing.mean;
  return [red, green, blue];
}
