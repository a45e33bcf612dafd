import { describe, expect, it } from 'vitest';
import { createFailoverBackend } from '../../../src/adapters/inference/failoverBackend.ts';
import { openBackend } from '../../../src/adapters/inference/openBackend.ts';
import { createModelStore } from '../../../src/adapters/weights/modelStore.ts';
import { Failure } from '../../../src/contract/failure.ts';
import type { BackendName, Precision, Runtime } from '../../../src/contract/models.ts';
import { type EmbeddingBackend, embeddingLength } from '../../../src/core/models/ports.ts';
import { bundledModelsFolder } from '../../golden/sharedFolder.ts';

const inputSize = 32;
const bytesEach = inputSize * inputSize * 3;
const pixels = (count: number) => new Uint8Array(count * bytesEach).map((_, at) => (at * 7919) % 251);

/** Its features depend on the image alone; from batch `breaksAt` on, `broken` is what it gives. */
function fakeBackend(
  name: BackendName,
  precision: Precision,
  breaksAt = Number.POSITIVE_INFINITY,
  broken: (good: Float32Array) => Float32Array = () => {
    throw new Error('out of memory');
  },
): EmbeddingBackend & { readonly isDisposed: () => boolean } {
  let batches = 0;
  let isDisposed = false;
  return {
    name,
    precision,
    async embed(batch, count) {
      batches += 1;
      const good = new Float32Array(count * embeddingLength).map((_, at) => {
        const image = Math.floor(at / embeddingLength);
        return (batch[image * bytesEach + (at % embeddingLength)] ?? 0) + 1 + (at % 7);
      });
      return batches >= breaksAt ? broken(good) : good;
    },
    async dispose() {
      isDisposed = true;
    },
    isDisposed: () => isDisposed,
  };
}

function failover(first: EmbeddingBackend, others: (EmbeddingBackend | Failure)[]) {
  const notes: string[] = [];
  const backend = createFailoverBackend({
    first,
    inputSize,
    openNext: async () => {
      const next = others.shift() ?? null;
      if (next instanceof Failure) throw next;
      return next;
    },
    onChange: (note) => notes.push(note),
  });
  return { backend, notes };
}

describe('a backend that fails in the middle', () => {
  it.each<[string, ((good: Float32Array) => Float32Array) | undefined, string]>([
    ['throws', undefined, 'out of memory'],
    ['gives NaN in one row', (good) => good.fill(Number.NaN, 2048, 2049), 'numbers that are not finite'],
    ['gives zeros', (good) => good.fill(0, 2048, 4096), 'a vector of zeros'],
    ['gives a constant', (good) => good.fill(3, 2048, 4096), 'the same number throughout'],
    ['gives too little', (good) => good.subarray(1), '8191 numbers for 4 images'],
    ['gives all images one vector', (good) => good.map((_, at) => at % 2048), 'the same vector'],
  ])('that %s is replaced, and its batch embedded again', async (_, broken, reason) => {
    const first = fakeBackend('onnx', 'int8', 2, broken);
    const { backend, notes } = failover(first, [fakeBackend('onnx', 'fp32')]);
    const good = await backend.embed(pixels(4), 4);
    expect(backend.precision).toBe('int8');
    expect(await backend.embed(pixels(4), 4)).toEqual(good);
    expect(backend).toMatchObject({ name: 'onnx', precision: 'fp32' });
    expect(first.isDisposed()).toBe(true);
    expect(notes).toEqual([expect.stringContaining(reason)]);
    expect(notes[0]).toMatch(/^onnx in int8 stopped working \(.*\)\. onnx in fp32 went on from there\.$/);
  });

  it('is followed by one after the other', async () => {
    const others = [fakeBackend('onnx', 'fp32', 1), fakeBackend('tfjs-node', 'fp32')];
    const { backend, notes } = failover(fakeBackend('onnx', 'int8', 1), others);
    expect(await backend.embed(pixels(2), 2)).toHaveLength(2 * embeddingLength);
    expect(backend.name).toBe('tfjs-node');
    expect(notes).toHaveLength(2);
  });

  it.each<[string, (EmbeddingBackend | Failure)[], string | undefined]>([
    ['nothing is left', [], undefined],
    [
      'the next cannot be loaded',
      [new Failure('model-unusable', 'the weights are gone')],
      'the weights are gone',
    ],
  ])('stops for good with the reason where %s', async (_, others, detail) => {
    const { backend, notes } = failover(fakeBackend('onnx', 'int8', 1), others);
    const expected = {
      code: 'backend-unavailable',
      message: expect.stringMatching(/^onnx in int8 stopped working \(out of memory\)/),
      detail,
    };
    await expect(backend.embed(pixels(2), 2)).rejects.toMatchObject(expected);
    await expect(backend.embed(pixels(2), 2)).rejects.toMatchObject(expected);
    expect(notes).toEqual([]);
  });
});

it('believes a working backend that gives images the same vector because they are the same', async () => {
  const { backend, notes } = failover(fakeBackend('onnx', 'int8'), []);
  const blank = new Uint8Array(6 * bytesEach).fill(255);
  expect(await backend.embed(blank, 6)).toHaveLength(6 * embeddingLength);
  expect(notes).toEqual([]);
});

it('goes through what was allowed with real backends, and tells what runs', async () => {
  const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });
  const told: Runtime[] = [];
  const { backend } = await openBackend({
    model: await store.resolve(undefined, { inputSize }),
    backend: 'onnx',
    precision: 'auto',
    onRuntime: told.push.bind(told),
  });
  // Half an image too little: what a bug in onnxruntime would look like from here.
  const cut = pixels(2).subarray(0, 1.5 * bytesEach);
  await expect(backend.embed(cut, 2)).rejects.toMatchObject({
    code: 'backend-unavailable',
    message: expect.stringMatching(/^onnx in fp32 stopped working .*nothing else that was allowed can go on/),
  });
  expect(told).toMatchObject([
    { engine: 'onnx', precision: 'fp32', notes: [expect.anything(), expect.stringContaining('went on')] },
  ]);
});
