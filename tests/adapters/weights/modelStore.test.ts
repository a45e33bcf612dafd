import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/adapters/inference/openBackend.ts';
import { loadNetwork } from '../../../src/adapters/weights/loadNetwork.ts';
import { createModelStore, type ModelStore } from '../../../src/adapters/weights/modelStore.ts';
import { imagenetResnet50, type KnownModel } from '../../../src/core/models/knownModels.ts';
import { bundledModelsFolder } from '../../golden/sharedFolder.ts';
import { startFileServer } from './fileServer.ts';

const bundledFile = resolve(bundledModelsFolder, 'fashion-resnet50/weights.safetensors');
let folder = '';
let installedFolder = '';
let store: ModelStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinset-models-'));
  installedFolder = join(folder, 'models');
  store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('list', () => {
  it('has the bundled model as the default, and the ImageNet one to be had', async () => {
    expect(await store.list()).toMatchObject([
      {
        name: 'fashion-resnet50',
        installed: true,
        default: true,
        inputSize: 112,
        pooling: 'avg',
        bytes: 47_470_936,
      },
      {
        name: 'imagenet-resnet50',
        installed: false,
        default: false,
        inputSize: 224,
        pooling: 'max',
        bytes: 94_765_736,
        sha256: null,
        source: imagenetResnet50.url,
      },
    ]);
  });
});

describe('resolve', () => {
  it('takes pooling and input size from the manifest unless asked otherwise', async () => {
    expect(await store.resolve(undefined)).toMatchObject({
      name: 'fashion-resnet50',
      pooling: 'avg',
      inputSize: 112,
    });
    expect(await store.resolve('fashion-resnet50', { pooling: 'max', inputSize: 197 })).toMatchObject({
      pooling: 'max',
      inputSize: 197,
    });
  });

  it('gives one space to the same choices and another to any other', async () => {
    const choices = [{}, { pooling: 'max' }, { inputSize: 224 }, { pooling: 'max', inputSize: 224 }] as const;
    const spaces = await Promise.all(
      choices.map(async (choice) => (await store.resolve(undefined, choice)).space),
    );
    expect(new Set(spaces).size).toBe(4);
    expect((await store.resolve('fashion-resnet50', { pooling: 'avg', inputSize: 112 })).space).toBe(
      spaces[0],
    );
    for (const space of spaces) expect(space).toMatch(/^[0-9a-f]{16}$/);
  });

  it('knows the weights of a model wherever the file lies', async () => {
    const file = join(folder, 'copy.safetensors');
    await cp(bundledFile, file);
    expect(await store.resolve(file)).toEqual(await store.resolve(undefined));
  });

  it('says how to get a model that is not installed', async () => {
    await expect(store.resolve('imagenet-resnet50')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('models download imagenet-resnet50'),
    });
    await expect(store.resolve('vgg')).rejects.toMatchObject({ code: 'not-found' });
    // A file where the tests run: a word that is no full path never reads one.
    await expect(store.resolve('package.json')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('says so when the bundled model is missing', async () => {
    const bare = createModelStore({ bundledFolder: join(folder, 'nothing'), installedFolder });
    await expect(bare.resolve(undefined)).rejects.toMatchObject({ code: 'model-unusable' });
  });
});

describe('importFile', () => {
  it('installs a copy with a manifest, listed and ready to run', async () => {
    const model = await store.importFile(bundledFile, { name: 'mine', inputSize: 64, pooling: 'max' });
    expect(model).toMatchObject({
      name: 'mine',
      installed: true,
      default: false,
      inputSize: 64,
      pooling: 'max',
    });
    expect((await store.list()).map(({ name }) => name)).toEqual([
      'fashion-resnet50',
      'mine',
      'imagenet-resnet50',
    ]);
    expect(await readdir(installedFolder)).toEqual(['mine']);
    const resolved = await store.resolve('mine');
    const { backend, runtime } = await openBackend({ model: resolved, backend: 'auto', precision: 'auto' });
    await backend.dispose();
    expect(runtime).toMatchObject({ model: 'mine', inputSize: 64, pooling: 'max', precision: 'fp32' });
  });

  it('names a model after its file', async () => {
    const file = join(folder, 'my weights (2).safetensors');
    await cp(bundledFile, file);
    expect(await store.importFile(file)).toMatchObject({
      name: 'my-weights-2',
      inputSize: 224,
      pooling: 'max',
    });
  });

  it('recognises a published file by its size and md5', async () => {
    const known = await publish('http://127.0.0.1:9/');
    const knowing = createModelStore({
      bundledFolder: join(folder, 'none'),
      installedFolder,
      knownModels: [known],
    });
    expect(await knowing.importFile(bundledFile)).toMatchObject({
      name: known.name,
      title: known.title,
      installed: true,
    });
    const earlier = {
      ...known,
      name: 'later',
      file: { bytes: 1, md5: '0'.repeat(32) },
      earlierFiles: [known.file],
    };
    const second = createModelStore({
      bundledFolder: join(folder, 'none'),
      installedFolder,
      knownModels: [earlier],
    });
    expect(await second.importFile(bundledFile)).toMatchObject({ name: 'later' });
  });

  it('renews the choices when the same weights come again', async () => {
    await store.importFile(bundledFile, { name: 'mine', inputSize: 64 });
    await store.importFile(bundledFile, { name: 'mine', inputSize: 128 });
    expect((await store.resolve('mine')).inputSize).toBe(128);
  });

  it('refuses the name of the bundled model and a name that is a path', async () => {
    for (const name of ['fashion-resnet50', '../escape', '']) {
      await expect(store.importFile(bundledFile, { name }), name).rejects.toMatchObject({
        code: 'bad-input',
      });
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing behind after a foreign file', async () => {
    const file = join(folder, 'cat.h5');
    await writeFile(file, 'meow, meow, meow');
    await expect(store.importFile(file)).rejects.toMatchObject({ code: 'model-unusable' });
    expect(await readdir(folder)).toEqual(['cat.h5']);
  });
});

describe('download', () => {
  it('goes on after a cut, verifies, installs and is then there', async () => {
    const server = await startFileServer(await readFile(bundledFile), [
      { kind: 'cut', afterBytes: 9_000_000 },
      { kind: 'serve' },
    ]);
    try {
      const known = await publish(server.url);
      const downloading = createModelStore({
        bundledFolder: join(folder, 'none'),
        installedFolder,
        knownModels: [known],
      });
      const totals = new Set<number>();
      const model = await downloading.download(known.name, { onProgress: (_, total) => totals.add(total) });
      expect(model).toMatchObject({
        name: known.name,
        installed: true,
        inputSize: 112,
        pooling: 'avg',
        source: server.url,
      });
      expect([...totals]).toEqual([known.file.bytes]);
      expect((await downloading.resolve(known.name)).manifest.bytes).toBe(known.file.bytes);
      expect(server.ranges).toHaveLength(2);
      await downloading.download(known.name);
      expect(server.ranges).toHaveLength(2);
    } finally {
      await server.close();
    }
  });

  it('refuses a second download of the same model at the same time, and an unknown name', async () => {
    const server = await startFileServer(new Uint8Array(100), [{ kind: 'stall', afterBytes: 10 }]);
    const controller = new AbortController();
    try {
      const known = await publish(server.url);
      const downloading = createModelStore({
        bundledFolder: bundledModelsFolder,
        installedFolder,
        knownModels: [known],
      });
      const first = downloading.download(known.name, { signal: controller.signal });
      const second = await downloading.download(known.name).catch((thrown: unknown) => thrown);
      controller.abort();
      await expect(first).rejects.toMatchObject({ code: 'cancelled' });
      expect(second).toMatchObject({ code: 'already-running' });
      await expect(downloading.download('vgg')).rejects.toMatchObject({ code: 'not-found' });
    } finally {
      await server.close();
    }
  });
});

describe('damaged weights of the right size', () => {
  const weightsFile = () => join(installedFolder, 'mine', 'weights.safetensors');

  it('count as not installed, with what to do in words', async () => {
    await store.importFile(bundledFile, { name: 'mine' });
    await flipByte(weightsFile());
    const mine = (await store.list()).find(({ name }) => name === 'mine');
    expect(mine).toMatchObject({
      installed: false,
      problem: expect.stringMatching(/mine.*changed or damaged.*models import FILE --name mine/),
    });
  });

  it('are told with the way out where they are loaded', async () => {
    await store.importFile(bundledFile, { name: 'mine' });
    await flipByte(weightsFile());
    await expect(loadNetwork(await store.resolve('mine'))).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringContaining('models import FILE --name mine'),
    });
  });

  it('are replaced by importing again, and sound ones are left as they are', async () => {
    await store.importFile(bundledFile, { name: 'mine', inputSize: 64 });
    const { mtimeMs } = await stat(weightsFile());
    await store.importFile(bundledFile, { name: 'mine', inputSize: 64 });
    expect((await stat(weightsFile())).mtimeMs).toBe(mtimeMs);
    await flipByte(weightsFile());
    await store.importFile(bundledFile, { name: 'mine', inputSize: 64 });
    expect((await readFile(weightsFile())).equals(await readFile(bundledFile))).toBe(true);
    expect((await store.list()).find(({ name }) => name === 'mine')).toMatchObject({
      installed: true,
      problem: null,
    });
    expect((await readdir(join(installedFolder, 'mine'))).toSorted()).toEqual([
      'manifest.json',
      'weights.safetensors',
    ]);
  });

  it('are replaced by downloading again', async () => {
    const server = await startFileServer(await readFile(bundledFile), [{ kind: 'serve' }]);
    try {
      const known = await publish(server.url);
      const knowing = createModelStore({
        bundledFolder: join(folder, 'none'),
        installedFolder,
        knownModels: [known],
      });
      await knowing.download(known.name);
      const file = join(installedFolder, known.name, 'weights.safetensors');
      await flipByte(file);
      expect((await knowing.list())[0]).toMatchObject({
        installed: false,
        problem: expect.stringContaining(`models download ${known.name}`),
      });
      expect(await knowing.download(known.name)).toMatchObject({ installed: true, problem: null });
      expect(server.ranges).toHaveLength(2);
      expect((await readFile(file)).equals(await readFile(bundledFile))).toBe(true);
      expect(await readdir(join(installedFolder, '.downloads'))).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('give way to the same weights in another file', async () => {
    await store.importFile(bundledFile, { name: 'mine' });
    await flipByte(weightsFile());
    const own = join(folder, 'own.safetensors');
    await cp(bundledFile, own);
    const bare = createModelStore({ bundledFolder: join(folder, 'none'), installedFolder });
    expect(await bare.resolve(own)).toMatchObject({ name: 'mine', weightsFile: own });
  });

  it('of a bundled model say that Twinset is to be installed again, also to a download', async () => {
    const bundledFolder = join(folder, 'bundled');
    await cp(resolve(bundledModelsFolder, 'fashion-resnet50'), join(bundledFolder, 'fashion-resnet50'), {
      recursive: true,
    });
    await flipByte(join(bundledFolder, 'fashion-resnet50', 'weights.safetensors'));
    const damaged = createModelStore({ bundledFolder, installedFolder });
    expect((await damaged.list())[0]).toMatchObject({
      installed: false,
      problem: expect.stringContaining('Install Twinset again.'),
    });
    await expect(damaged.download('fashion-resnet50')).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringContaining('Install Twinset again.'),
    });
  });
});

describe('weights that are cut or gone', () => {
  it('are told by name, and come back with an import', async () => {
    await store.importFile(bundledFile, { name: 'mine' });
    const file = join(installedFolder, 'mine', 'weights.safetensors');
    await truncate(file, 1000);
    await expect(store.resolve('mine')).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(/1000 bytes.*models import FILE --name mine/),
    });
    await rm(file);
    await expect(store.resolve('mine')).rejects.toMatchObject({ code: 'file-unreadable' });
    await store.importFile(bundledFile, { name: 'mine' });
    expect((await loadNetwork(await store.resolve('mine'))).pooling).toBe('max');
  });

  it('do not keep their name from other weights', async () => {
    await store.importFile(bundledFile, { name: 'mine' });
    const manifestFile = join(installedFolder, 'mine', 'manifest.json');
    const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));
    const other = { ...manifest, sha256: '0'.repeat(64), file: 'weights.h5' };
    await writeFile(manifestFile, JSON.stringify(other));
    await writeFile(join(installedFolder, 'mine', 'weights.h5'), 'cut');
    await store.importFile(bundledFile, { name: 'mine' });
    expect((await readdir(join(installedFolder, 'mine'))).toSorted()).toEqual([
      'manifest.json',
      'weights.safetensors',
    ]);
  });
});

/** What a bad disk does: the size stays. */
async function flipByte(file: string): Promise<void> {
  const bytes = await readFile(file);
  const at = bytes.length - 1_000_000;
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  await writeFile(file, bytes);
}

/** A record that says the bundled weights are published at this address. */
async function publish(url: string): Promise<KnownModel> {
  const bytes = await readFile(bundledFile);
  const file = { bytes: bytes.length, md5: createHash('md5').update(bytes).digest('hex') };
  return {
    ...imagenetResnet50,
    name: 'published',
    url,
    file,
    earlierFiles: [],
    pooling: 'avg',
    inputSize: 112,
  };
}
