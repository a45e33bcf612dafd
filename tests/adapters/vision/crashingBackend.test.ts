import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { findCalibration } from '../../../src/adapters/inference/int8/calibrationFiles.ts';
import { requestTuning } from '../../../src/adapters/inference/int8/requestTuning.ts';
import { keepTuning } from '../../../src/adapters/inference/int8/tuningFiles.ts';
import { createVisionWorker, type VisionWorker } from '../../../src/adapters/vision/visionWorker.ts';
import { createModelStore } from '../../../src/adapters/weights/modelStore.ts';
import type { EmbeddingOptions } from '../../../src/contract/models.ts';
import type { VisionRequest } from '../../../src/core/models/ports.ts';

const repository = resolve(import.meta.dirname, '../../..');
const bundledModelsFolder = join(repository, 'resources/models');
const folder = mkdtempSync(join(tmpdir(), 'twinset-crash-'));
const installedModelsFolder = join(folder, 'models');
const imageCount = 40;
const workers: VisionWorker[] = [];

beforeAll(async () => {
  const store = createModelStore({
    bundledFolder: bundledModelsFolder,
    installedFolder: installedModelsFolder,
  });
  const model = await store.resolve(undefined);
  const calibration = await findCalibration(model);
  const { tuning, graph } = await requestTuning(model, calibration?.ranges ?? {});
  // int8 is what `auto` takes, whatever machine this runs on.
  await keepTuning(model, { tuning: { ...tuning, floatMs: 1000 }, graph });
  for (let at = 0; at < imageCount; at++) {
    const background = `#${(0x203040 + at * 0x040302).toString(16)}`;
    await sharp({ create: { width: 80, height: 60, channels: 3, background } })
      .jpeg()
      .toFile(join(folder, `${at}.jpg`));
  }
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function openWorker(variable: string, backends: string, embedding: EmbeddingOptions) {
  vi.stubEnv(variable, backends);
  const errors: string[] = [];
  const worker = createVisionWorker({
    embedding,
    bundledModelsFolder,
    installedModelsFolder,
    onError: (message) => errors.push(message),
    processFile: join(repository, 'tests/fixtures/crashingNetwork.ts'),
  });
  workers.push(worker);
  return { worker, vision: worker.at(join(folder, 'thumbnails')), errors };
}

const allImages = Array.from({ length: imageCount }, (_, at): VisionRequest => {
  const imageId = at.toString(16).padStart(64, 'a');
  return { file: join(folder, `${at}.jpg`), imageId, bytes: null, wantsThumbnail: false, wantsVector: true };
});

it('goes on with the next backend where int8 crashes on every batch, and blames no file', async () => {
  const embedding = { engine: 'auto', precision: 'auto' } as const;
  const { vision, errors } = openWorker('TWINSET_CRASH_EMBEDDING', 'onnx-int8', embedding);
  expect(await vision.start()).toMatchObject({ engine: 'onnx', precision: 'int8' });
  const outcomes = await vision.process(allImages);
  expect(outcomes.every((outcome) => outcome.ok && outcome.vector !== null)).toBe(true);
  expect(vision.runtime()).toMatchObject({
    engine: 'onnx',
    precision: 'fp32',
    notes: ['int8 was not used: onnx in int8 made the part of Twinset that reads images stop.'],
  });
  expect(errors.filter((message) => message.includes('ended unexpectedly'))).toHaveLength(2);
  expect(errors.at(-1)).toBe('onnx in int8 is not tried again: it ends the process.');
});

it('goes on with the next backend where int8 crashes while it is loaded', async () => {
  const embedding = { engine: 'auto', precision: 'auto' } as const;
  const { vision, errors } = openWorker('TWINSET_CRASH_LOADING', 'onnx-int8', embedding);
  expect(await vision.start()).toMatchObject({ engine: 'onnx', precision: 'fp32' });
  expect(errors.at(-1)).toBe('onnx in int8 is not tried again: it ends the process.');
});

it('stops with the reason where all that was allowed crashes, and fails no file for it', async () => {
  const embedding = { engine: 'onnx', precision: 'auto' } as const;
  const { vision } = openWorker('TWINSET_CRASH_EMBEDDING', 'onnx-int8,onnx-fp32', embedding);
  await expect(vision.process(allImages)).rejects.toMatchObject({
    code: 'backend-unavailable',
    message: expect.stringContaining('onnx in fp32 made the part of Twinset that reads images stop'),
  });
});
