/** From a model's weights file to the numbers that a backend runs. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import type { Pooling } from '../../contract/models.ts';
import type { ResolvedModel } from '../../core/models/manifest.ts';
import { type FoldedConvolution, foldNetwork } from '../../core/models/resnet50/foldBatchNorm.ts';
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
 * @throws Failure `file-unreadable`, `model-unusable`
 */
export async function loadNetwork(model: ResolvedModel): Promise<LoadedNetwork> {
  await verifyWeightsFile(model);
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

async function verifyWeightsFile({ name, weightsFile, manifest }: ResolvedModel): Promise<void> {
  const size = await stat(weightsFile).then(
    (found) => found.size,
    (error: Error) => {
      throw new Failure(
        'file-unreadable',
        `The weights of the model ${name} cannot be read (${weightsFile}): ${error.message}. Import or download them again.`,
      );
    },
  );
  if (size !== manifest.bytes) {
    throw new Failure(
      'model-unusable',
      `The weights of the model ${name} (${basename(weightsFile)}) have ${size} bytes where ${manifest.bytes} were ` +
        'expected: the file was cut or changed. Import or download the model again.',
    );
  }
  const sha256 = await hashFile(weightsFile, 'sha256');
  if (sha256 !== manifest.sha256) {
    throw new Failure(
      'model-unusable',
      `The weights of the model ${name} (${basename(weightsFile)}) are not the ones its manifest describes: the file ` +
        'was changed or damaged. Import or download the model again.',
      `sha256 ${sha256}, expected ${manifest.sha256}`,
    );
  }
}
