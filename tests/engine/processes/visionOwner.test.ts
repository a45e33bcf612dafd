/** What became of a backend must not be kept: the next work begins with a fresh worker. Real processes, made to fail. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { thumbnailPath } from '../../../src/adapters/pictures/picturePaths.ts';
import { createVisionWorker } from '../../../src/adapters/vision/visionWorker.ts';
import type { EmbeddingOptions } from '../../../src/contract/models.ts';
import type { Vision, VisionRequest } from '../../../src/core/models/ports.ts';
import { createErrorLog } from '../../../src/engine/errorLog.ts';
import { createVisionOwner, type VisionOwner } from '../../../src/engine/processes/visionOwner.ts';
import { drawPicture } from '../workplace.ts';

const repository = join(import.meta.dirname, '../../..');
const processFile = join(repository, 'tests/fixtures/crashingNetwork.ts');
const embedding: EmbeddingOptions = { engine: 'onnx', precision: 'fp32', inputSize: 64, threads: 1 };
let folder: string;
let owner: VisionOwner;
let opened: number;

function openOwner(resourcesFolder: string): VisionOwner {
  return createVisionOwner(
    { dataFolder: join(folder, 'data'), resourcesFolder },
    createErrorLog(),
    (options) => {
      opened += 1;
      return createVisionWorker({ ...options, processFile });
    },
  );
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-owner-'));
  writeFileSync(join(folder, 'a.jpg'), await drawPicture(1));
  opened = 0;
  owner = openOwner(join(repository, 'resources'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await owner.close();
  rmSync(folder, { recursive: true, force: true });
});

async function embedOne(vision: Vision): Promise<boolean> {
  const file = join(folder, 'a.jpg');
  const request: VisionRequest = {
    file,
    imageId: 'a'.repeat(64),
    bytes: null,
    wantsThumbnail: true,
    wantsVector: true,
  };
  const [outcome] = await vision.process([request]);
  return outcome?.ok === true && outcome.vector !== null;
}

function useOne(thumbnails = 'thumbnails'): Promise<boolean> {
  return owner.use(embedding, join(folder, thumbnails), embedOne);
}

describe('a worker', () => {
  it('is kept for the next work while all is well', async () => {
    expect([await useOne(), await useOne()]).toEqual([true, true]);
    expect(opened).toBe(1);
  });

  it('serves another catalog too, whose thumbnails go there', async () => {
    expect([await useOne('first'), await useOne('second')]).toEqual([true, true]);
    expect(opened).toBe(1);
    const drawn = ['first', 'second'].map((name) => thumbnailPath(join(folder, name), 'a'.repeat(64)));
    expect(drawn.map((file) => existsSync(file))).toEqual([true, true]);
  });

  it('whose backend broke in the middle is not used again', async () => {
    vi.stubEnv('TWINSET_BREAK_EMBEDDING', 'onnx-fp32');
    await expect(useOne()).rejects.toMatchObject({ code: 'backend-unavailable' });
    vi.unstubAllEnvs();
    expect(await useOne()).toBe(true);
    expect(opened).toBe(2);
  });

  it('whose failure was caught by its user, as an import does, is not used again either', async () => {
    vi.stubEnv('TWINSET_BREAK_EMBEDDING', 'onnx-fp32');
    const told = await owner.use(embedding, join(folder, 'thumbnails'), (vision) =>
      embedOne(vision).catch(() => 'told'),
    );
    vi.unstubAllEnvs();
    expect([told, await useOne()]).toEqual(['told', true]);
  });

  it('whose backend crashed until none was left begins anew with all of them', async () => {
    vi.stubEnv('TWINSET_CRASH_EMBEDDING', 'onnx-fp32');
    await expect(useOne()).rejects.toMatchObject({ code: 'backend-unavailable' });
    vi.unstubAllEnvs();
    expect(await useOne()).toBe(true);
  });

  it('that serves somebody else still when its backend breaks ends after them, and nobody new gets it', async () => {
    vi.stubEnv('TWINSET_BREAK_EMBEDDING', 'onnx-fp32');
    const staying = Promise.withResolvers<void>();
    const first = owner.use(embedding, join(folder, 'thumbnails'), async (vision) => {
      await vision.start();
      await staying.promise;
      return await vision.start();
    });
    await expect(useOne()).rejects.toMatchObject({ code: 'backend-unavailable' });
    vi.unstubAllEnvs();
    expect(await useOne()).toBe(true);
    staying.resolve();
    expect(await first).toMatchObject({ engine: 'onnx' });
    expect(opened).toBe(2);
  });
});

it('starts again with weights that were mended meanwhile', async () => {
  const resources = join(folder, 'resources');
  cpSync(join(repository, 'resources/models'), join(resources, 'models'), { recursive: true });
  const weights = join(resources, 'models/fashion-resnet50/weights.safetensors');
  const sound = readFileSync(weights);
  const damaged = Buffer.from(sound);
  damaged[30_000_000] = (damaged[30_000_000] ?? 0) ^ 1;
  writeFileSync(weights, damaged);
  owner = openOwner(resources);
  await expect(useOne()).rejects.toMatchObject({ code: 'model-unusable' });
  writeFileSync(weights, sound);
  expect(await useOne()).toBe(true);
});
