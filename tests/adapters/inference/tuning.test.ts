import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawCheckImages } from '../../../src/adapters/inference/drawCheckImages.ts';
import { findCalibration } from '../../../src/adapters/inference/int8/calibrationFiles.ts';
import {
  buildQuantizedModel,
  quantizedGraphVersion,
} from '../../../src/adapters/inference/int8/onnxQuantizedGraph.ts';
import {
  findTuning,
  keepTuning,
  type MeasuredTuning,
} from '../../../src/adapters/inference/int8/tuningFiles.ts';
import { tuningKey } from '../../../src/adapters/inference/int8/tuningKey.ts';
import { type OpenedBackend, openBackend } from '../../../src/adapters/inference/openBackend.ts';
import { probeBackend } from '../../../src/adapters/inference/probeBackend.ts';
import { loadNetwork } from '../../../src/adapters/weights/loadNetwork.ts';
import { createModelStore } from '../../../src/adapters/weights/modelStore.ts';
import type { PrecisionChoice } from '../../../src/contract/models.ts';
import type { Ranges } from '../../../src/core/models/calibration.ts';
import type { ResolvedModel } from '../../../src/core/models/manifest.ts';
import { judgeInt8, type Tuning, type TuningKey } from '../../../src/core/models/tuning.ts';
import { bundledModelsFolder } from '../../golden/sharedFolder.ts';

let folder = '';
let model: ResolvedModel;
let ranges: Ranges;
let key: TuningKey;
let first: OpenedBackend['runtime'];
/** What the first start on this machine measured and kept. */
let measured: MeasuredTuning;

async function open(precision: PrecisionChoice, change: Partial<ResolvedModel> = {}) {
  const { backend, ...opened } = await openBackend({
    model: { ...model, ...change },
    backend: 'auto',
    precision,
  });
  await backend.dispose();
  return opened;
}

async function keepOther(change: Partial<Tuning>): Promise<void> {
  await keepTuning(model, { ...measured, tuning: { ...measured.tuning, ...change } });
}

async function keptFile(ending: string): Promise<string> {
  const names = await readdir(model.calibrationFolder);
  return join(model.calibrationFolder, names.find((name) => name.endsWith(ending)) ?? 'none');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinset-tuning-'));
  const store = createModelStore({
    bundledFolder: bundledModelsFolder,
    installedFolder: join(folder, 'models'),
  });
  model = await store.resolve(undefined);
  const calibration = await findCalibration(model);
  if (calibration === null) throw new Error('the bundled model has no calibration');
  ranges = calibration.ranges;
  key = await tuningKey(model, ranges);
  ({ runtime: first } = await open('auto'));
  const found = await findTuning(model, key);
  if (found === null) throw new Error('the first start kept no measurement');
  measured = found;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the first start on a machine', () => {
  it('compares int8 with float and does as the comparison says, in words', async () => {
    const { tuning } = measured;
    const { agrees, isFaster, words } = judgeInt8(tuning);
    expect(agrees).toBe(true);
    expect(tuning.int8?.cosine).toBeGreaterThanOrEqual(0.999);
    expect(first.precision).toBe(isFaster ? 'int8' : 'fp32');
    expect(first.notes).toEqual([isFaster ? `Fast (int8): ${words}.` : `int8 was not used: ${words}.`]);
    const hasTfjs = (await probeBackend('tfjs-node')).isAvailable;
    expect(tuning.comparedWith).toBe(hasTfjs ? 'tfjs-node' : 'onnx');
    expect(tuning.comparedImages).toBe(drawCheckImages(32).count);
  });

  it('chooses threads that there are', () => {
    expect(measured.tuning.threads).toBeGreaterThanOrEqual(1);
    expect(measured.tuning.threads).toBeLessThanOrEqual(key.cores);
  });
});

describe('a later start', () => {
  it('takes what was measured: int8 where that is faster, without reading the weights', async () => {
    await keepOther({ floatMs: 1000 });
    // The ranges stay beside the weights that are gone.
    await cp(join(dirname(model.weightsFile), 'calibration-112.json'), join(folder, 'calibration-112.json'));
    const { runtime } = await open('auto', { weightsFile: join(folder, 'gone.safetensors') });
    expect(runtime).toMatchObject({ engine: 'onnx', precision: 'int8', space: model.space });
    expect(runtime.notes).toEqual([
      expect.stringMatching(
        /^Fast \(int8\): it agrees with float32 .*mean cosine 0\.999\d over 8 .* times as fast\.$/,
      ),
    ]);
  });

  it('runs in float where int8 is no faster, says why, and takes int8 all the same where it is asked for', async () => {
    await keepOther({ floatMs: 0.001 });
    expect((await open('auto')).runtime).toMatchObject({
      precision: 'fp32',
      notes: [expect.stringMatching(/^int8 was not used: it is not faster on this machine/)],
    });
    expect((await open('int8')).runtime).toMatchObject({ precision: 'int8', notes: [] });
  });

  it('runs in float where int8 does not work here', async () => {
    await keepTuning(model, {
      tuning: { ...measured.tuning, int8: null, int8Problem: 'no such instruction' },
      graph: null,
    });
    expect((await open('auto')).runtime).toMatchObject({
      precision: 'fp32',
      notes: ['int8 was not used: no such instruction.'],
    });
    await expect(open('int8')).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: 'int8 cannot be used: no such instruction. Choose the precision auto or fp32.',
    });
  });

  it('measures anew where what int8 is compared with is not what float gives', async () => {
    const { reference } = measured.tuning;
    const half = reference.length / 2;
    // Images and embeddings no longer belong together.
    await keepOther({ floatMs: 1000, reference: reference.slice(half) + reference.slice(0, half) });
    await open('auto');
    const found = await findTuning(model, key);
    expect(found?.tuning.floatMs).toBeLessThan(1000);
    expect(judgeInt8(found?.tuning ?? measured.tuning).agrees).toBe(true);
  });
});

describe('a kept measurement', () => {
  it('comes back as it was', async () => {
    await keepOther({});
    expectSame(await findTuning(model, key), measured);
  });

  it.each<[string, Partial<TuningKey>]>([
    ['of another onnxruntime', { onnxruntime: '0.1.0' }],
    ['of other weights', { weightsSha256: 'f'.repeat(64) }],
    ['of other ranges', { ranges: 'f'.repeat(64) }],
    ['of an older int8 graph', { graph: quantizedGraphVersion - 1 }],
    ['of another reach of the weights', { largestWeight: 63 }],
  ])('%s is not used', async (_, change) => {
    await keepOther({});
    expect(await findTuning(model, { ...key, ...change })).toBeNull();
  });

  it.each(['processor', 'platform', 'architecture'] as const)(
    'of another %s has a file of its own',
    async (part) => {
      await keepOther({});
      const other = { ...key, [part]: 'another' };
      await keepTuning(model, { ...measured, tuning: { ...measured.tuning, key: other } });
      expectSame(await findTuning(model, key), measured);
      expect((await findTuning(model, other))?.tuning.key).toEqual(other);
    },
  );

  it.each<[string, string, (bytes: Buffer) => Buffer]>([
    ['that is cut', '.json', (bytes) => bytes.subarray(0, 300)],
    [
      'with a number that cannot be',
      '.json',
      (bytes) => replaceText(bytes, /"threads": \d+/, '"threads": 0'),
    ],
    ['whose graph is cut', '.onnx', (bytes) => bytes.subarray(0, bytes.length - 1)],
    ['whose graph was changed', '.onnx', (bytes) => flipByte(bytes, 5_000_000)],
    [
      'whose graph is gone',
      '.json',
      (bytes) => replaceText(bytes, /"graphSha256": "\w+"/, '"graphSha256": null'),
    ],
  ])('%s is not used', async (_, ending, damage) => {
    await rm(model.calibrationFolder, { recursive: true, force: true });
    await keepOther({});
    const file = await keptFile(ending);
    await writeFile(file, damage(await readFile(file)));
    expect(await findTuning(model, key)).toBeNull();
  });

  it('is not needed: where none can be kept, the measurement says so and holds', async () => {
    const blocked = join(folder, 'a-file');
    await writeFile(blocked, '');
    const { runtime } = await open('int8', { calibrationFolder: join(blocked, 'models') });
    expect(runtime.precision).toBe('int8');
    const { notes } = (await open('auto', { calibrationFolder: join(blocked, 'models') })).runtime;
    expect(notes).toEqual([expect.stringContaining('could not be kept')]);
  });
});

it('is told of weights that are damaged, as a start in float is', async () => {
  const weightsFile = join(folder, 'damaged.safetensors');
  await cp(model.weightsFile, weightsFile);
  await writeFile(weightsFile, 'no', { flag: 'r+' });
  const calibrationFolder = join(folder, 'empty');
  await expect(open('auto', { weightsFile, calibrationFolder })).rejects.toMatchObject({
    code: 'model-unusable',
  });
});

it('knows the version of the int8 graph: raise quantizedGraphVersion where this hash changes, then change it here', async () => {
  const graph = buildQuantizedModel(await loadNetwork(model), ranges, 127);
  const hash = createHash('sha256').update(graph).digest('hex').slice(0, 16);
  expect([quantizedGraphVersion, hash]).toEqual([1, '4e0bb7b11ece686a']);
});

/** Not `toEqual` alone: it takes seconds over the bytes of a graph. */
function expectSame(found: MeasuredTuning | null, expected: MeasuredTuning): void {
  expect(found?.tuning).toEqual(expected.tuning);
  expect(Buffer.compare(found?.graph ?? Buffer.alloc(0), expected.graph ?? Buffer.alloc(0))).toBe(0);
}

function replaceText(bytes: Buffer, pattern: RegExp, text: string): Buffer {
  return Buffer.from(bytes.toString('utf8').replace(pattern, text));
}

function flipByte(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
