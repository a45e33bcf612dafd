import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWeights } from '../../../src/adapters/weights/readWeights.ts';
import type { Weights } from '../../../src/core/models/resnet50/weights.ts';
import { bundledModelsFolder, hasKerasH5, kerasH5File } from '../../golden/sharedFolder.ts';
import { currentNaming, olderNaming, writeKerasH5 } from './writeKerasH5.ts';

const bundledFile = resolve(bundledModelsFolder, 'fashion-resnet50/weights.safetensors');
let folder = '';
let bundled: Weights = new Map();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinset-weights-'));
  bundled = (await readWeights(bundledFile)).weights;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a file and returns what reading it fails with. */
async function failureOf(name: string, bytes: Uint8Array | string): Promise<unknown> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return readWeights(file).catch((thrown: unknown) => thrown);
}

/** The bundled file with its JSON header changed. */
async function withHeader(change: (header: Record<string, { shape: number[]; dtype: string }>) => void) {
  const bytes = await readFile(bundledFile);
  const end = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, end).toString()) as Record<
    string,
    { shape: number[]; dtype: string }
  >;
  change(header);
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, bytes.subarray(end)]);
}

describe('safetensors', () => {
  it('holds all 318 tensors', () => {
    expect(bundled.size).toBe(318);
  });

  it.each([
    ['an empty file', '', 'it has only 0 bytes'],
    [
      'a text file',
      'this is a shopping list, not a network',
      'neither a Keras HDF5 file nor a safetensors file',
    ],
    [
      'a header that is not JSON',
      Buffer.from([4, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]),
      'its header is not JSON',
    ],
    [
      'a network of another kind',
      Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]),
      'it has no tensor conv1_conv/kernel (7×7×3×64 was expected)',
    ],
  ])('refuses %s', async (_, bytes, expected) => {
    expect(await failureOf('foreign.safetensors', bytes)).toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(/^foreign\.safetensors cannot be used: /),
    });
    expect(await failureOf('foreign.safetensors', bytes)).toMatchObject({
      message: expect.stringContaining(expected),
    });
  });

  it('refuses a cut file and says which tensor is cut', async () => {
    const bytes = await readFile(bundledFile);
    expect(await failureOf('cut.safetensors', bytes.subarray(0, 20_000_000))).toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(/it was cut: its tensor conv\S+ ends at byte/),
    });
  });

  it('refuses a tensor of another shape and says which was expected', async () => {
    const bytes = await withHeader((header) => {
      const entry = header['conv2_block1_2_conv/kernel'];
      if (entry) entry.shape = [64, 64, 3, 3];
    });
    expect(await failureOf('torch.safetensors', bytes)).toMatchObject({
      code: 'model-unusable',
      message: expect.stringContaining(
        'its tensor conv2_block1_2_conv/kernel is 64×64×3×3 where 3×3×64×64 was expected',
      ),
    });
  });

  it('refuses a tensor of another type', async () => {
    const bytes = await withHeader((header) => {
      const entry = header['conv1_bn/gamma'];
      if (entry) entry.dtype = 'I32';
    });
    expect(await failureOf('ints.safetensors', bytes)).toMatchObject({
      message: expect.stringContaining('conv1_bn/gamma is of type I32 where F32 or F16 was expected'),
    });
  });

  it('names a file that is not there', async () => {
    const file = join(folder, 'gone.h5');
    await expect(readWeights(file)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining(file),
    });
  });
});

describe('Keras HDF5', () => {
  it.each([
    ["today's names", currentNaming, 1.001e-5],
    [
      'names without :0',
      { ...currentNaming, tensor: (layer: string, kind: string) => `${layer}/${kind}` },
      1.001e-5,
    ],
    ['the names of the older generation', olderNaming, 1e-3],
  ])('is read with %s', async (_, naming, epsilon) => {
    const file = join(folder, 'weights.h5');
    await writeKerasH5(file, bundled, naming);
    const content = await readWeights(file);
    expect(content.format).toBe('h5');
    expect(content.epsilon).toBe(epsilon);
    expect(differingTensors(content.weights)).toEqual([]);
  });

  it.skipIf(!hasKerasH5)('is read as Keras wrote it (needs ../shared/models/keras-h5)', async () => {
    const content = await readWeights(kerasH5File);
    expect(content.epsilon).toBe(1.001e-5);
    expect(differingTensors(content.weights)).toEqual([]);
  });

  it('is refused when it was cut', async () => {
    const whole = join(folder, 'whole.h5');
    await writeKerasH5(whole, bundled, currentNaming);
    const bytes = await readFile(whole);
    for (const end of [8, 100, 5000, bytes.length / 2]) {
      expect(await failureOf('cut.h5', bytes.subarray(0, end)), `cut at ${end}`).toMatchObject({
        code: 'model-unusable',
        message: expect.stringContaining('cut.h5 cannot be used: it is a damaged or cut HDF5 file'),
      });
    }
  });

  it('is refused when it lacks a layer, and the message names it', async () => {
    const file = join(folder, 'other.h5');
    const layer = (name: string) => (name === 'conv3_block2_2_bn' ? 'batch_normalization_7' : name);
    await writeKerasH5(file, bundled, { ...currentNaming, layer });
    await expect(readWeights(file)).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringContaining('other.h5 cannot be used: it has no tensor conv3_block2_2_bn/'),
    });
  });
});

function differingTensors(found: Weights): string[] {
  return [...bundled].filter(([name, values]) => !sameNumbers(found.get(name), values)).map(([name]) => name);
}

function sameNumbers(a: Float32Array | undefined, b: Float32Array): boolean {
  return a !== undefined && Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer));
}
