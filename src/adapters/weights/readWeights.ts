/** Reads a weights file of either format, told apart by its first bytes. */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import { checkWeights, unusableWeights, type Weights } from '../../core/models/resnet50/weights.ts';
import { readSafetensors } from './readSafetensors.ts';

export interface WeightsContent {
  readonly format: 'h5' | 'safetensors';
  readonly weights: Weights;
  /** The batch norm ε that belongs to the names found in the file; a manifest's own goes before it. */
  readonly epsilon: number;
}

const hdf5Signature = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);
/** float32 weights are 95 MB; float64 with the top and an optimizer's state stays far below this. */
const largestFileBytes = 1 << 30;

/**
 * Reads and checks all of ResNet50's weights.
 * @throws Failure `file-unreadable`; `model-unusable` for a wrong, cut or foreign file, naming what was expected
 */
export async function readWeights(file: string): Promise<WeightsContent> {
  const start = await readStart(file);
  const format = start.equals(hdf5Signature) ? 'h5' : 'safetensors';
  const content = format === 'h5' ? await readHdf5(file) : await readSafetensors(file);
  checkWeights(content.weights, basename(file));
  return { format, ...content };
}

/** Its library takes 46 MB as soon as it is loaded, and few people have such a file. */
async function readHdf5(file: string): Promise<Omit<WeightsContent, 'format'>> {
  const { readKerasH5 } = await import('./readKerasH5.ts');
  return readKerasH5(file);
}

async function readStart(file: string): Promise<Buffer> {
  const name = basename(file);
  try {
    const { size } = await stat(file);
    if (size > largestFileBytes) {
      throw unusableWeights(name, `it has ${size} bytes, more than any ResNet50 (about 95 million)`);
    }
    const handle = await open(file, 'r');
    try {
      const start = Buffer.alloc(hdf5Signature.length);
      const { bytesRead } = await handle.read(start, 0, start.length, 0);
      if (bytesRead < start.length) throw unusableWeights(name, `it has only ${size} bytes`);
      return start;
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw new Failure(
      'file-unreadable',
      `The weights file ${file} cannot be read: ${(thrown as Error).message}. Check that it is there and may be read.`,
    );
  }
}
