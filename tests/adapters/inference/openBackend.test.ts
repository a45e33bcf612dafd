import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openBackend, probeBackends } from '../../../src/adapters/inference/openBackend.ts';
import { selfCheck } from '../../../src/adapters/inference/selfCheck.ts';
import { createModelStore } from '../../../src/adapters/weights/modelStore.ts';
import { type EmbeddingBackend, embeddingLength } from '../../../src/core/models/ports.ts';
import { bundledModelsFolder } from '../../golden/sharedFolder.ts';

const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });
const hasTfjsNode = (await probeBackends()).some(
  (probe) => probe.engine === 'tfjs-node' && probe.isAvailable,
);

it('takes the fastest backend that works and says which', async () => {
  const model = await store.resolve(undefined, { inputSize: 64 });
  const { backend, runtime } = await openBackend({ model, backend: 'auto', precision: 'fp32', threads: 1 });
  const vectors = await backend.embed(new Uint8Array(3 * 64 * 64 * 3).fill(128), 3);
  await backend.dispose();
  expect(vectors).toHaveLength(3 * embeddingLength);
  expect(runtime).toEqual({
    engine: 'onnx',
    precision: 'fp32',
    model: 'fashion-resnet50',
    space: model.space,
    pooling: 'avg',
    inputSize: 64,
    notes: [],
  });
});

/** A Node of its own in which onnxruntime cannot be loaded, as on macOS x64. */
function openWithoutOnnx(backend: string): unknown {
  const root = new URL('../../..', import.meta.url).href;
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(name, context, next) {
        if (name === 'onnxruntime-node') throw new Error('no build for this platform');
        return next(name, context);
      },
    });
    const { openBackend } = await import('${root}src/adapters/inference/openBackend.ts');
    const { createModelStore } = await import('${root}src/adapters/weights/modelStore.ts');
    const store = createModelStore({ bundledFolder: ${JSON.stringify(bundledModelsFolder)}, installedFolder: 'none' });
    const model = await store.resolve(undefined, { inputSize: 64 });
    const answer = await openBackend({ model, backend: '${backend}', precision: 'auto' }).then(
      ({ runtime }) => runtime,
      (failure) => failure.toValue(),
    );
    console.log(JSON.stringify(answer));
    process.exit(0);`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(child.stdout) as unknown;
}

it.skipIf(!hasTfjsNode)('goes on to tfjs-node where onnxruntime cannot be loaded', () => {
  expect(openWithoutOnnx('auto')).toMatchObject({
    engine: 'tfjs-node',
    notes: [expect.stringMatching(/^onnx was not taken: onnxruntime cannot be loaded/)],
  });
});

it('does not take another backend than the one asked for', () => {
  expect(openWithoutOnnx('onnx')).toMatchObject({
    code: 'backend-unavailable',
    message: expect.stringContaining('Choose the engine auto or tfjs-node'),
  });
});

it('tells for every backend whether it is there', async () => {
  const probes = await probeBackends();
  expect(probes.map(({ engine }) => engine)).toEqual(['onnx', 'tfjs-node']);
  for (const { isAvailable, note } of probes) expect(note === null).toBe(isAvailable);
});

it('refuses weights that are cut or changed since they were installed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twinset-changed-'));
  try {
    await cp(resolve(bundledModelsFolder, 'fashion-resnet50'), folder, { recursive: true });
    const weightsFile = join(folder, 'weights.safetensors');
    const model = { ...(await store.resolve(undefined)), weightsFile };
    const handle = await open(weightsFile, 'r+');
    await handle.write(Buffer.from([1, 2, 3, 4]), 0, 4, 30_000_000);
    await handle.close();
    const request = { model, backend: 'auto', precision: 'auto' } as const;
    await expect(openBackend(request)).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringContaining('the file was changed or damaged'),
    });
    await writeFile(weightsFile, (await readFile(weightsFile)).subarray(0, 1000));
    await expect(openBackend(request)).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringContaining('have 1000 bytes where 47470936 were expected'),
    });
    await rm(weightsFile);
    await expect(openBackend(request)).rejects.toMatchObject({ code: 'file-unreadable' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it.each([
  ['numbers that are not finite', () => Number.NaN, 'not finite'],
  ['the same for every image', () => 1, 'the same vector'],
  ['vectors that depend on the batch', (_: number, count: number) => count, 'one by one'],
])('does not take a backend that gives %s', async (_, numberAt, expected) => {
  const broken: EmbeddingBackend = {
    name: 'onnx',
    precision: 'fp32',
    embed: async (__, count) => new Float32Array(count * embeddingLength).map((___, i) => numberAt(i, count)),
    dispose: async () => undefined,
  };
  await expect(selfCheck(broken, 32)).rejects.toMatchObject({
    code: 'backend-unavailable',
    message: expect.stringContaining(expected),
  });
});
