/** Thumbnails of a shared catalog in a shared folder and in an object store: a real cluster, a real folder, a real S3-compatible store. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ClusterReport, OutsideThumbnails } from '../../src/contract/cluster.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { runJsonHere } from '../cli/runHere.ts';
import { sharedVision } from '../engine/sharedVision.ts';
import { resourcesFolder, runImport } from '../engine/workplace.ts';
import { type ObjectStore, startObjectStore } from './fixtures/objectStore.ts';
import {
  addressOf,
  makeSampleCatalog,
  openSharedEngine,
  publish,
  type SampleCatalog,
} from './fixtures/sampleCatalog.ts';

const productCount = 12;
const name = 'pictured';

let sample: SampleCatalog;
let store: ObjectStore;
let local: Engine;
let anna: Engine;
let place: string;
let folder: string;
let imageIds: string[];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-pictures-'));
  folder = join(place, 'drive', 'pictures');
  mkdirSync(folder, { recursive: true });
  [sample, store] = await Promise.all([makeSampleCatalog(productCount), startObjectStore()]);
  local = await sample.openEngine();
  imageIds = await imagesOf(local);
});

afterAll(async () => {
  await Promise.all([local, anna].map((engine) => engine?.close()));
  await store.close();
  sample.remove();
  rmSync(place, { recursive: true, force: true });
});

async function imagesOf(engine: Engine): Promise<string[]> {
  const { products } = await engine.call('products.list', { view: {}, offset: 0, limit: 1000 });
  const all = await Promise.all(products.map(({ id }) => engine.call('products.get', { id })));
  return all.flatMap(({ images }) => images.flatMap(({ imageId }) => imageId ?? []));
}

async function ask(path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://${inject('clusterHosts').split(',')[0]}${path}`);
  return (await answer.json()) as Record<string, unknown>;
}

async function outsideOf(engine: Engine): Promise<OutsideThumbnails | null> {
  return (await engine.call('cluster.thumbnails', {})).outside;
}

const objectOf = (imageId: string): string =>
  join(imageId.slice(0, 2), imageId.slice(2, 4), `${imageId}.jpg`);

const fileIn = (top: string, imageId: string): string => join(top, objectOf(imageId));

/** What is shown of a picture is its thumbnail, as the machine that published it has it. */
async function isShown(engine: Engine, imageId: string): Promise<boolean> {
  const [shown, own] = [
    await engine.imageFile(imageId, 'thumbnail'),
    await local.imageFile(imageId, 'thumbnail'),
  ];
  if (shown === null || own === null || !shown.endsWith('.jpg')) return false;
  return readFileSync(shown).equals(readFileSync(own));
}

/** Look-alikes and decisions, whatever becomes of pictures. */
async function works(engine: Engine): Promise<void> {
  const { products } = await engine.call('products.list', { view: {}, offset: 0, limit: 2 });
  const [id = '', lookAlikeId = ''] = products.map((product) => product.id);
  const { results } = await engine.call('search.similar', { query: { kind: 'product', id } });
  expect(results.length).toBeGreaterThan(3);
  await engine.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
  await engine.call('lists.decide', { id, lookAlikeId, state: null });
}

describe('thumbnails in a shared folder', () => {
  it('go there from the index, which is dropped once they are shown from there; publishing again writes nothing', async () => {
    const address = addressOf(name);
    await publish(local, { address });
    expect(await ask(`/${name}-thumbnails/_count`)).toMatchObject({ count: productCount });
    expect(JSON.stringify(await ask(`/${name}/_mapping`))).toContain('"format":1');
    const thumbnails = { kind: 'folder', path: folder } as const;
    expect(await publish(local, { address, thumbnails })).toMatchObject({
      thumbnails: productCount,
      written: 0,
    });
    expect(await ask(`/${name}-thumbnails/_count`)).toMatchObject({ status: 404 });
    for (const imageId of imageIds) expect(existsSync(fileIn(folder, imageId))).toBe(true);
    expect(readdirSync(folder).filter((each) => each.endsWith('.part'))).toEqual([]);
    // An older Twinset does not know of them, and says so by this.
    expect(JSON.stringify(await ask(`/${name}/_mapping`))).toContain('"format":2');
    expect(await publish(local, { address, thumbnails })).toMatchObject({ thumbnails: 0, written: 0 });
    expect(await publish(local, { address })).toMatchObject({ thumbnails: 0 });
  });

  it('are read by nobody who did not accept the folder, and all else works', async () => {
    anna = await openSharedEngine(sample, name);
    expect(await outsideOf(anna)).toMatchObject({ kind: 'folder', where: folder, isFollowed: false });
    expect(await isShown(anna, imageIds[0] ?? '')).toBe(false);
    const images = join(place, 'new images');
    mkdirSync(images);
    await works(anna);
    await expect(runImport(anna, { folder: images })).rejects.toThrow(
      'Accept that place on this machine first',
    );
  });

  it('are shown once it is accepted, under the path that it has here', async () => {
    await expect(anna.call('cluster.followThumbnails', { where: '/elsewhere', folder })).rejects.toThrow(
      'elsewhere by now',
    );
    const empty = join(place, 'empty');
    mkdirSync(empty);
    await expect(anna.call('cluster.followThumbnails', { where: folder, folder: empty })).rejects.toThrow(
      'holds no thumbnails of this catalog',
    );
    const mounted = join(place, 'mounted here');
    renameSync(folder, mounted);
    await expect(anna.call('cluster.followThumbnails', { where: folder, folder })).rejects.toThrow(
      'holds no thumbnails of this catalog',
    );
    await expect(anna.call('cluster.followThumbnails', { where: folder })).rejects.toThrow(
      'Say with its full path',
    );
    const followed = await anna.call('cluster.followThumbnails', { where: folder, folder: mounted });
    expect(followed).toMatchObject({ isFollowed: true, folder: mounted, problem: null });
    expect(await isShown(anna, imageIds[0] ?? '')).toBe(true);
    // The drive is where it was again, and what was mounted is an empty folder.
    renameSync(mounted, folder);
    mkdirSync(mounted);
    expect(await isShown(anna, imageIds[1] ?? '')).toBe(false);
    expect((await outsideOf(anna))?.problem).toContain('its drive is not mounted there');
    await works(anna);
    await anna.call('cluster.followThumbnails', { where: folder, folder });
    expect(await isShown(anna, imageIds[1] ?? '')).toBe(true);
  });

  it('come there with what is imported elsewhere, and the check finds what is missing or of other bytes', async () => {
    const images = join(place, 'new images');
    const [first] = (
      await local.call('products.get', { id: (await local.call('products.ids', { view: {} })).ids[0] ?? '' })
    ).images;
    const original = join(first?.folder ?? '', first?.path ?? '');
    // Another picture for Twinset: bytes behind its end.
    writeFileSync(join(images, 'brought.png'), Buffer.concat([readFileSync(original), Buffer.from('other')]));
    await runImport(anna, { folder: images });
    const brought = (await imagesOf(anna)).filter((each) => !imageIds.includes(each));
    expect(brought).toHaveLength(1);
    expect(existsSync(fileIn(folder, brought[0] ?? ''))).toBe(true);
    imageIds.push(...brought);
    expect(await anna.call('catalogs.verify', {})).toMatchObject({ ok: true });
    const [one = '', other = '', third = ''] = imageIds.slice(4, 7);
    const kept = [one, other].map((each) => readFileSync(fileIn(folder, each)));
    rmSync(fileIn(folder, one));
    writeFileSync(fileIn(folder, other), readFileSync(fileIn(folder, third)));
    const { errors } = await anna.call('catalogs.verify', {});
    expect(errors.filter((error) => error.includes('has no thumbnail in the folder'))).toHaveLength(1);
    expect(errors.filter((error) => error.includes('is not what was written'))).toHaveLength(1);
    expect(await isShown(anna, other)).toBe(false);
    for (const [at, each] of [one, other].entries()) writeFileSync(fileIn(folder, each), kept[at] ?? '');
    expect(await isShown(anna, other)).toBe(true);
  });
});

describe('thumbnails in an object store', () => {
  const toStore = () => ({ thumbnails: { kind: 'objects', address: `${store.address}/shoes` } as const });

  it('stay where they are while keys are wrong or nothing answers', async () => {
    const address = addressOf(name);
    const wrong = publish(local, { address, ...toStore(), objectKeys: store.wrongKeysFile });
    await expect(wrong).rejects.toThrow('does not know these keys');
    await expect(publish(local, { address, ...toStore() })).rejects.toThrow('asks for keys');
    const nobody = { kind: 'objects', address: 'http://127.0.0.1:1/shoes' } as const;
    await expect(publish(local, { address, thumbnails: nobody })).rejects.toThrow('cannot be reached');
    expect(await outsideOf(anna)).toMatchObject({ kind: 'folder' });
  });

  it('go there with what others imported, and are read with keys and after acceptance', async () => {
    const address = addressOf(name);
    const objectKeys = store.keysFile;
    expect(await publish(local, { address, ...toStore(), objectKeys })).toMatchObject({
      thumbnails: imageIds.length,
    });
    for (const imageId of imageIds)
      expect(
        readFileSync(fileIn(join(store.folder, 'shoes'), imageId)).equals(
          readFileSync(fileIn(folder, imageId)),
        ),
      ).toBe(true);
    // What is lacking there is brought again, and nothing else.
    rmSync(fileIn(join(store.folder, 'shoes'), imageIds[0] ?? ''));
    expect(await publish(local, { address, ...toStore(), objectKeys })).toMatchObject({ thumbnails: 1 });
    await expect.poll(() => outsideOf(anna)).toMatchObject({ kind: 'objects', isFollowed: false });
    const where = `${store.address}/shoes`;
    await expect(
      anna.call('cluster.followThumbnails', { where, objectKeys: store.wrongKeysFile }),
    ).rejects.toThrow('does not know these keys');
    await anna.call('cluster.followThumbnails', { where, objectKeys, isKept: true });
    expect(await isShown(anna, imageIds[7] ?? '')).toBe(true);
    await works(anna);
    // Keys are kept as the login is, and are in no other file of the machine.
    await anna.close();
    anna = await openSharedEngine(sample, name);
    expect(await outsideOf(anna)).toMatchObject({ kind: 'objects', isFollowed: true });
    expect(await isShown(anna, imageIds[8] ?? '')).toBe(true);
    const secret = readFileSync(objectKeys, 'utf8').trim().split(':')[1] ?? '';
    const holding = readdirSync(sample.sharedDataFolder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .filter((each) => readFileSync(join(each.parentPath, each.name)).includes(secret));
    expect(holding.map((each) => each.name)).toEqual(['clusters.json']);
  });

  it('are looked at by the doctor, and accepted by a command', async () => {
    const address = addressOf(name);
    const run = (...words: string[]) => runJsonHere(['cluster', ...words], sample.thirdDataFolder);
    const checkOf = async () => {
      const { checks } = (await run('doctor', address)) as unknown as ClusterReport;
      return checks.find((check) => check.name === 'thumbnails');
    };
    const where = `${store.address}/shoes`;
    expect(await run('thumbnails', '--catalog', address)).toMatchObject({
      outside: { kind: 'objects', where, isFollowed: false },
    });
    expect(await checkOf()).toMatchObject({ state: 'attention', found: `in ${where}` });
    const words = ['thumbnails', '--catalog', address, '--follow', '--keys', store.keysFile, '--keep'];
    expect(await run(...words)).toMatchObject({ outside: { where, isFollowed: true } });
    expect(await checkOf()).toMatchObject({ state: 'good', advice: null });
  });

  it('come back into the index', async () => {
    const thumbnails = { kind: 'index' } as const;
    await publish(local, { address: addressOf(name), thumbnails, objectKeys: store.keysFile });
    await ask(`/${name}-thumbnails/_refresh`);
    expect(await ask(`/${name}-thumbnails/_count`)).toMatchObject({ count: imageIds.length });
    expect(JSON.stringify(await ask(`/${name}/_mapping`))).toContain('"format":1');
    await expect.poll(() => outsideOf(anna)).toBeNull();
    expect(await isShown(anna, imageIds[9] ?? '')).toBe(true);
    // The machine that published has nothing of it in its catalog or settings but the place.
    const other = await createEngine(
      { dataFolder: sample.thirdDataFolder, resourcesFolder },
      { vision: sharedVision(resourcesFolder) },
    );
    await other.call('catalogs.open', { folder: addressOf(name) });
    expect(await isShown(other, imageIds[10] ?? '')).toBe(true);
    await other.close();
  });
});
