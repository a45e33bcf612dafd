import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawCheckImages } from '../../../src/adapters/inference/drawCheckImages.ts';
import { findCalibration, keepCalibration } from '../../../src/adapters/inference/int8/calibrationFiles.ts';
import { openBackend } from '../../../src/adapters/inference/openBackend.ts';
import { createModelStore } from '../../../src/adapters/weights/modelStore.ts';
import type { Runtime } from '../../../src/contract/models.ts';
import { meanCosine } from '../../../src/core/models/agreement.ts';
import { type Calibration, calibrationImages } from '../../../src/core/models/calibration.ts';
import type { ResolvedModel } from '../../../src/core/models/manifest.ts';
import { embeddingLength } from '../../../src/core/models/ports.ts';
import { compareRows } from '../../golden/goldenSets.ts';
import { bundledModelsFolder } from '../../golden/sharedFolder.ts';

let folder = '';
let installedFolder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinset-int8-'));
  installedFolder = join(folder, 'models');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const small = 64;

function resolveModel(inputSize?: number): Promise<ResolvedModel> {
  return createModelStore({ bundledFolder: bundledModelsFolder, installedFolder }).resolve(undefined, {
    inputSize,
  });
}

async function shippedCalibration(): Promise<Calibration> {
  const calibration = await findCalibration(await resolveModel());
  if (calibration === null) throw new Error('the bundled model has no calibration');
  return calibration;
}

/** Ranges so narrow that nearly everything is cut off. */
async function brokenCalibration(inputSize: number): Promise<Calibration> {
  const { ranges, ...rest } = await shippedCalibration();
  const narrow = Object.entries(ranges).map(([name, [low, high]]) => [name, [low / 20, high / 20]]);
  return { ...rest, inputSize, ranges: Object.fromEntries(narrow) as Calibration['ranges'] };
}

describe('int8 with the ranges that the bundled model ships', () => {
  it('runs, says so, and gives each image the same vector in any company', async () => {
    const model = await resolveModel();
    const { backend, runtime } = await openBackend({ model, backend: 'auto', precision: 'int8', threads: 2 });
    expect(runtime).toMatchObject({ engine: 'onnx', precision: 'int8', space: model.space, notes: [] });
    const { pixels, count } = drawCheckImages(model.inputSize);
    const together = await backend.embed(pixels, count);
    const bytesEach = pixels.length / count;
    for (let at = 0; at < count; at++) {
      const alone = await backend.embed(pixels.slice(at * bytesEach, (at + 1) * bytesEach), 1);
      const row = together.slice(at * embeddingLength, (at + 1) * embeddingLength);
      // Bytes are the same; the mean at the end may sum its floats in another order.
      expect(compareRows(alone, row).relativeError).toBeLessThanOrEqual(1e-6);
    }
    await backend.dispose();
  });

  it('does not run on tfjs-node', async () => {
    const request = { model: await resolveModel(), backend: 'tfjs-node', precision: 'int8' } as const;
    await expect(openBackend(request)).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringContaining('tfjs-node runs in fp32 only'),
    });
  });
});

describe('int8 that does not agree with float', () => {
  const size = 96;
  beforeAll(async () => {
    await keepCalibration(await resolveModel(size), await brokenCalibration(size));
  });

  it('is refused with the measured cosine where it was asked for', async () => {
    const request = { model: await resolveModel(size), backend: 'auto', precision: 'int8' } as const;
    await expect(openBackend(request)).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringMatching(
        /does not agree with float32 .*mean cosine -?0\.\d{4} over 8 images, against .*0\.99 is needed.*auto or fp32/,
      ),
    });
  });

  it('gives way to float under auto, with a note that says why', async () => {
    const request = { model: await resolveModel(size), backend: 'auto', precision: 'auto' } as const;
    const { backend, runtime } = await openBackend(request);
    await backend.dispose();
    expect(backend.precision).toBe('fp32');
    expect(runtime).toMatchObject({
      precision: 'fp32',
      notes: [
        expect.stringMatching(/^int8 was not used: it does not agree .*mean cosine -?0\.\d{4} over 8 /),
      ],
    });
  });
});

describe('ranges that are not known yet', () => {
  it('are measured over the first 128 images, which stay float; then int8 runs, and runs at once the next time', async () => {
    const model = await resolveModel(small);
    const told: Runtime[] = [];
    const request = { model, backend: 'onnx', precision: 'int8', onRuntime: told.push.bind(told) } as const;
    const { backend, runtime } = await openBackend(request);
    expect(runtime).toMatchObject({
      precision: 'fp32',
      notes: [expect.stringContaining('not measured yet')],
    });

    const { pixels, count } = drawCheckImages(small);
    const float = await backend.embed(pixels, count);
    let last = float;
    for (let done = count; done < calibrationImages; done += count) {
      expect(backend.precision).toBe('fp32');
      last = await backend.embed(pixels, count);
    }
    expect(last).toEqual(float);
    expect(backend.precision).toBe('int8');
    expect(told).toMatchObject([{ precision: 'int8', notes: [expect.stringContaining('first 128 images')] }]);
    const int8 = await backend.embed(pixels, count);
    expect(int8).not.toEqual(float);
    expect(meanCosine(int8, float)).toBeGreaterThanOrEqual(0.99);
    await backend.dispose();

    const next = await openBackend(request);
    expect(next.runtime).toMatchObject({ precision: 'int8', notes: [] });
    expect(await next.backend.embed(pixels, count)).toEqual(int8);
    await next.backend.dispose();
  });
});

describe('a calibration file', () => {
  const size = 48;
  const file = () => join(installedFolder, 'fashion-resnet50', `calibration-${size}.json`);

  it('comes back as it was kept', async () => {
    const model = await resolveModel(size);
    const calibration = { ...(await shippedCalibration()), inputSize: size };
    await keepCalibration(model, calibration);
    expect(existsSync(file())).toBe(true);
    expect(await findCalibration(model)).toEqual(calibration);
    expect(await findCalibration(await resolveModel(size + 1))).toBeNull();
  });

  it.each([
    ['of other weights', (text: string) => text.replace(/"weightsSha256": "./, '"weightsSha256": "f')],
    ['of another size', (text: string) => text.replace('"inputSize": 48', '"inputSize": 49')],
    ['that lacks a step', (text: string) => text.replace('"conv5_block3_3"', '"conv9"')],
    ['with an empty range', (text: string) => text.replace(/"conv1": \[0, [^\]]+\]/, '"conv1": [0, 0]')],
    ['that is cut', (text: string) => text.slice(0, 500)],
  ])('%s is not used', async (_, damage) => {
    const model = await resolveModel(size);
    await keepCalibration(model, { ...(await shippedCalibration()), inputSize: size });
    const damaged = damage(await readFile(file(), 'utf8'));
    await writeFile(file(), damaged);
    expect(await findCalibration(model)).toBeNull();
  });

  it('that is damaged among the measured ones leaves the shipped one in use', async () => {
    const model = await resolveModel();
    const shipped = await findCalibration(model);
    await keepCalibration(model, {
      ...(await brokenCalibration(model.inputSize)),
      weightsSha256: 'f'.repeat(64),
    });
    expect(await findCalibration(model)).toEqual(shipped);
    await rm(join(model.calibrationFolder, `calibration-${model.inputSize}.json`));
  });

  it('lies beside imported weights, and a new import of them keeps it', async () => {
    const weights = join(folder, 'own.safetensors');
    await cp(resolve(bundledModelsFolder, 'fashion-resnet50/weights.safetensors'), weights);
    const store = createModelStore({ bundledFolder: join(folder, 'none'), installedFolder });
    await store.importFile(weights, { inputSize: size });
    const model = await store.resolve('own');
    await keepCalibration(model, { ...(await shippedCalibration()), inputSize: size });
    await store.importFile(weights, { inputSize: size });
    expect(existsSync(join(installedFolder, 'own', `calibration-${size}.json`))).toBe(true);
    expect(await findCalibration(model)).not.toBeNull();
  });
});
