import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { thumbnailPath } from '../../../src/adapters/pictures/picturePaths.ts';
import {
  createVisionWorker,
  type VisionWorker,
  type VisionWorkerOptions,
} from '../../../src/adapters/vision/visionWorker.ts';
import { calibrationImages } from '../../../src/core/models/calibration.ts';
import type { Vision, VisionOutcome, VisionRequest } from '../../../src/core/models/ports.ts';

const repository = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'twinset-vision-'));
const fixture = (name: string) => join(repository, 'tests/fixtures', name);
const workers: VisionWorker[] = [];

function openWorker(change: Partial<VisionWorkerOptions> = {}): {
  worker: VisionWorker;
  vision: Vision;
  errors: string[];
} {
  const errors: string[] = [];
  const worker = createVisionWorker({
    embedding: { engine: 'onnx', precision: 'fp32', threads: 1 },
    bundledModelsFolder: join(repository, 'resources/models'),
    installedModelsFolder: join(folder, 'models'),
    onError: (message, detail) => errors.push(`${message} ${detail}`),
    ...change,
  });
  workers.push(worker);
  return { worker, vision: worker.at(join(folder, 'thumbnails')), errors };
}

let requestCount = 0;

function ask(file: string, change: Partial<VisionRequest> = {}): VisionRequest {
  requestCount += 1;
  const imageId = requestCount.toString(16).padStart(64, 'a');
  return {
    file: join(folder, file),
    imageId,
    bytes: null,
    wantsThumbnail: true,
    wantsVector: true,
    ...change,
  };
}

function reasonOf(outcome: VisionOutcome | undefined): string | null {
  return outcome === undefined || outcome.ok ? null : outcome.reason;
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

beforeAll(async () => {
  const paint = (background: string, width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background } });
  await paint('#c02040', 640, 480).jpeg().toFile(join(folder, 'red.jpg'));
  await paint('#c02040', 640, 480).png().toFile(join(folder, 'red.png'));
  await paint('#2040c0', 100, 150).webp().toFile(join(folder, 'blue.webp'));
  for (const name of ['crash1.jpg', 'crash2.jpg', 'good1.jpg', 'good2.jpg', 'good3.jpg']) {
    await paint('#208040', 90, 90).jpeg().toFile(join(folder, name));
  }
  writeFileSync(
    join(folder, 'cut.jpg'),
    (await paint('#808080', 500, 500).jpeg().toBuffer()).subarray(0, 900),
  );
  writeFileSync(join(folder, 'empty.jpg'), '');
  mkdirSync(join(folder, 'folder.jpg'));
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the vision worker with the bundled model', () => {
  it('answers every file in order: vectors and thumbnails, or a reason', async () => {
    const { vision, errors } = openWorker();
    const runtime = await vision.start();
    expect(runtime).toMatchObject({
      engine: 'onnx',
      model: 'fashion-resnet50',
      inputSize: 112,
      pooling: 'avg',
    });

    const requests = ['red.jpg', 'cut.jpg', 'red.png', 'empty.jpg', 'blue.webp', 'folder.jpg'].map((file) =>
      ask(file),
    );
    const [red, cut, redPng, empty, blue, notAFile] = await vision.process(requests);

    expect(red).toMatchObject({ ok: true, width: 640, height: 480 });
    expect(blue).toMatchObject({ ok: true, width: 100, height: 150 });
    expect([reasonOf(cut), reasonOf(empty), reasonOf(notAFile)]).toEqual([
      'The file is cut off or damaged: its JPEG data ends before the picture does.',
      'The file is empty.',
      'This is a folder, not a file.',
    ]);
    expect([red, redPng, blue]).toEqual(Array(3).fill(expect.objectContaining({ remark: 'one-colour' })));
    if (!red?.ok || !redPng?.ok || !blue?.ok || !red.vector || !redPng.vector || !blue.vector) {
      throw new Error('no vectors');
    }
    expect(red.vector.length).toBe(2048);
    expect(red.vector.byteOffset).toBe(0);
    expect(red.vector.buffer.byteLength).toBe(2048 * 4);
    expect(cosine(red.vector, red.vector)).toBeCloseTo(1, 5);
    expect(cosine(red.vector, redPng.vector)).toBeGreaterThan(0.99);
    expect(cosine(red.vector, blue.vector)).toBeLessThan(0.95);

    const thumbnails = await Promise.all(
      [requests[0], requests[4]].map((request) =>
        sharp(thumbnailPath(join(folder, 'thumbnails'), request?.imageId ?? '')).metadata(),
      ),
    );
    expect(thumbnails.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['jpeg', 320, 240],
      ['jpeg', 100, 150],
    ]);
    expect(readdirSync(join(folder, 'thumbnails/aa')).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('takes bytes that are at hand as it takes the file', async () => {
    const { vision } = openWorker();
    const request = ask('red.jpg', { wantsThumbnail: false });
    const given = { ...request, file: join(folder, 'gone.jpg'), bytes: readFileSync(request.file) };
    const [read, handed] = await vision.process([request, given]);
    expect(handed).toMatchObject({ ok: true, width: 640, height: 480 });
    expect(handed).toEqual(read);
  });

  it('makes only what is asked for', async () => {
    const { vision } = openWorker();
    const bare = ask('red.jpg', { wantsVector: false });
    const silent = ask('red.jpg', { wantsThumbnail: false });
    const [withoutVector, withoutThumbnail] = await vision.process([bare, silent]);
    expect(withoutVector).toMatchObject({ ok: true, vector: null });
    expect(withoutThumbnail).toMatchObject({ ok: true, vector: expect.any(Float32Array) });
    expect(existsSync(thumbnailPath(join(folder, 'thumbnails'), bare.imageId))).toBe(true);
    expect(existsSync(thumbnailPath(join(folder, 'thumbnails'), silent.imageId))).toBe(false);
  });

  it('goes over to int8 once its ranges are measured, and tells what runs', async () => {
    const { vision } = openWorker({ embedding: { engine: 'onnx', precision: 'int8', inputSize: 64 } });
    expect(vision.runtime()).toBeNull();
    expect(await vision.start()).toMatchObject({ precision: 'fp32' });
    const bare = Array.from({ length: calibrationImages + 2 }, (_, at) =>
      ask(at % 2 === 0 ? 'red.jpg' : 'blue.webp', { wantsThumbnail: false }),
    );
    const outcomes = await vision.process(bare);
    expect(outcomes.every((outcome) => outcome.ok && outcome.vector !== null)).toBe(true);
    expect(vision.runtime()).toMatchObject({
      precision: 'int8',
      notes: [expect.stringContaining('first 128 images')],
    });
    expect(await vision.start()).toEqual(vision.runtime());
  });

  it('draws previews without loading a model', async () => {
    const { vision } = openWorker({ bundledModelsFolder: join(folder, 'nothing') });
    const target = join(folder, 'previews/red.webp');
    expect(await vision.preview(join(folder, 'red.jpg'), target, 500)).toEqual({ width: 500, height: 375 });
    expect(await sharp(target).metadata()).toMatchObject({ format: 'webp', width: 500, height: 375 });
    expect(await vision.preview(join(folder, 'blue.webp'), target, 500)).toEqual({ width: 100, height: 150 });
    await expect(vision.preview(join(folder, 'cut.jpg'), target, 500)).rejects.toMatchObject({
      code: 'image-unusable',
    });
  });

  it('says why it cannot start, for files too', async () => {
    const { vision } = openWorker({
      embedding: { engine: 'onnx', precision: 'fp32', model: 'no-such-model' },
    });
    await expect(vision.start()).rejects.toMatchObject({ message: expect.stringContaining('no-such-model') });
    await expect(vision.process([ask('red.jpg')])).rejects.toMatchObject({
      message: expect.stringContaining('no-such-model'),
    });
  });
});

describe('a worker that dies', () => {
  it('fails exactly the files that kill it', async () => {
    const { vision, errors } = openWorker({ processFile: fixture('crashingVision.ts') });
    const files = ['good1.jpg', 'crash1.jpg', 'good2.jpg', 'crash2.jpg', 'good3.jpg', 'cut.jpg'];
    const [first, second] = await Promise.all([
      vision.process(files.map((file) => ask(file))),
      vision.process(['good1.jpg', 'good2.jpg'].map((file) => ask(file))),
    ]);
    expect(first.map(({ ok }) => ok)).toEqual([true, false, true, false, true, false]);
    expect(reasonOf(first[1])).toBe('This file crashes the image decoder and was left out.');
    expect(reasonOf(first[3])).toBe(reasonOf(first[1]));
    expect(reasonOf(first[5])).toContain('cut off');
    expect(second.map(({ ok }) => ok)).toEqual([true, true]);
    expect(errors[0]).toContain('ended unexpectedly');
  });

  it('fails a preview that kills it, and goes on', async () => {
    const { vision } = openWorker({ processFile: fixture('crashingVision.ts') });
    const target = join(folder, 'previews/crash.webp');
    await expect(vision.preview(join(folder, 'crash1.jpg'), target, 50)).rejects.toMatchObject({
      code: 'image-unusable',
      message: 'This file crashes the image decoder and was left out.',
    });
    expect(await vision.preview(join(folder, 'good1.jpg'), target, 50)).toEqual({ width: 50, height: 50 });
  });

  it('fails exactly the file that never comes back', async () => {
    const { vision } = openWorker({ processFile: fixture('stuckVision.ts'), secondsPerFile: 0.8 });
    const outcomes = await vision.process(['a.jpg', 'stuck.jpg', 'b.jpg'].map((file) => ask(file)));
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(reasonOf(outcomes[1])).toBe('The file took longer than 0.8 seconds to read and was left out.');
  });

  it('gives up with its last words where it cannot even start', async () => {
    const { vision, errors } = openWorker({
      processFile: fixture('stuckVision.ts'),
      installedModelsFolder: join(folder, 'dies'),
    });
    await expect(vision.process([ask('a.jpg')])).rejects.toMatchObject({
      code: 'backend-unavailable',
      detail: expect.stringContaining('cannot load the library'),
    });
    expect(errors.length).toBe(3);
  });
});

describe('calls that cannot be answered', () => {
  it('ends a call by what is no fault of a file', async () => {
    const { vision } = openWorker({ processFile: fixture('stuckVision.ts') });
    await expect(vision.process([ask('a.jpg'), ask('full.jpg')])).rejects.toMatchObject({
      code: 'disk-full',
    });
    expect(await vision.process([ask('b.jpg')])).toMatchObject([{ ok: true }]);
  });

  it('ends calls under way when it is closed, and refuses later ones', async () => {
    const { worker, vision } = openWorker({ processFile: fixture('stuckVision.ts') });
    await vision.start();
    const underWay = vision.preview(join(folder, 'red.jpg'), join(folder, 'never.webp'), 50);
    const closing = worker.close();
    await expect(underWay).rejects.toMatchObject({ code: 'cancelled' });
    await closing;
    await expect(vision.process([ask('a.jpg')])).rejects.toMatchObject({ code: 'cancelled' });
    await expect(vision.start()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
