/** The program is killed while it sends an import, publishes, moves thumbnails, and embeds otherwise: the next start goes on, and all of it is there once. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runJson } from '../../cli/runCli.ts';
import { drawPicture } from '../../engine/workplace.ts';
import { type GateRequest, openGate } from '../fixtures/gate.ts';
import {
  addressOf,
  makeSampleCatalog,
  openSharedAs,
  publish,
  type SampleCatalog,
} from '../fixtures/sampleCatalog.ts';
import { killAt, type Point } from './killAt.ts';

const publishedCount = 70;
const importedCount = 110;

let place: string;
let sample: SampleCatalog;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-killed-'));
  sample = await makeSampleCatalog(publishedCount);
});

afterAll(() => {
  sample.remove();
  rmSync(place, { recursive: true, force: true });
});

const isBulk = ({ method, path }: GateRequest): boolean => method === 'POST' && path.startsWith('/_bulk');
const isLock = ({ path }: GateRequest): boolean => path.includes('-curation/_create/publication');
const isUnlock = ({ method, path }: GateRequest): boolean =>
  method === 'DELETE' && path.includes('-curation/_doc/publication');
const isOfThumbnails = (request: GateRequest): boolean =>
  isBulk(request) && request.body.includes('-thumbnails"');
const isOfProducts = (request: GateRequest): boolean =>
  isBulk(request) && request.body.includes('-products-');
const isRemoval = (request: GateRequest): boolean =>
  isOfProducts(request) && request.body.startsWith('{"delete"');
const isDescription = ({ method, path, body }: GateRequest): boolean =>
  method === 'PUT' && path.endsWith('/_mapping') && body.includes('"_meta"');
const isSetting =
  (text: string) =>
  ({ path, body }: GateRequest): boolean =>
    path.includes('-products-') && path.endsWith('/_settings') && body.includes(text);
const isShowing = ({ path }: GateRequest): boolean => path === '/_aliases';

interface Document {
  readonly id: string;
  readonly index: string;
  readonly seqNo: number;
  readonly product: string;
  readonly leads: boolean;
  readonly imageId?: string;
  readonly from?: string;
}

/** Every document of the products' index. */
async function documentsOf(name: string): Promise<Document[]> {
  const [host] = inject('clusterHosts').split(',');
  const ask = (path: string, body: object = {}) =>
    fetch(`http://${host}/${name}-products-*${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await ask('/_refresh');
  const answer = await ask('/_search', {
    size: 10_000,
    seq_no_primary_term: true,
    _source: ['product', 'leads', 'imageId', 'from'],
  });
  const { hits } = (await answer.json()) as {
    hits: {
      hits: {
        _index: string;
        _id: string;
        _seq_no: number;
        _source: Omit<Document, 'id' | 'index' | 'seqNo'>;
      }[];
    };
  };
  return hits.hits.map(({ _index: index, _id: id, _seq_no: seqNo, _source }) => ({
    ...{ index, id, seqNo },
    ..._source,
  }));
}

/** How many copies of its documents are there, how many a write waits for, and how often what was written is looked at. */
async function writingOf(name: string): Promise<object> {
  const [host] = inject('clusterHosts').split(',');
  const ask = async (path: string) => (await fetch(`http://${host}/${path}`)).json();
  const health = await ask(`_cluster/health/${name}`);
  const [settings] = Object.values(await ask(`${name}/_settings?flat_settings=true`)) as {
    settings: Record<string, string>;
  }[];
  return {
    copies: health.active_shards / health.active_primary_shards,
    waitsFor: settings?.settings['index.write.wait_for_active_shards'],
    refresh: settings?.settings['index.refresh_interval'],
  };
}

/** Of every product one document leads, and no picture of it is there twice. */
function expectNoneDoubled(documents: readonly Document[]): void {
  for (const [product, those] of Map.groupBy(documents, (one) => one.product)) {
    expect([product, those.filter(({ leads }) => leads).length]).toEqual([product, 1]);
    expect(new Set(those.map(({ imageId }) => imageId)).size).toBe(those.length);
  }
}

describe('a program that is killed while it sends an import', () => {
  const name = 'killed-import';
  const points: readonly Point[] = [
    { name: 'the turn is taken', is: isLock, arrives: true },
    { name: 'first products, which do not arrive', is: isOfProducts, arrives: false },
    { name: 'second products, which arrive', is: isOfProducts, count: 2, arrives: true },
    { name: 'thumbnails, which arrive', is: isOfThumbnails, arrives: true },
    { name: 'what is gone is removed', is: isRemoval, arrives: true },
    { name: 'the catalog is described', is: isDescription, arrives: true },
    { name: 'the turn is given back', is: isUnlock, arrives: false },
  ];

  it('goes on at its next start: everything is there once, and others’ products are as they were', async () => {
    const local = await sample.openEngine();
    await publish(local, { address: addressOf(name) });
    await local.close();
    const gate = await openGate(addressOf(name));
    const folder = join(place, 'folder');
    const draw = async (id: string, seed: number): Promise<void> =>
      writeFileSync(join(folder, `${id}.jpg`), await drawPicture(seed));
    mkdirSync(folder);
    try {
      for (const at of [0, 1, 2]) await draw(`gone-${at}`, at);
      const words = ['import', folder, '--catalog', gate.address, '--prune'];
      await runJson(words, sample.sharedDataFolder);
      const others = (await documentsOf(name)).filter(({ from }) => from === undefined);
      for (const at of [0, 1, 2]) rmSync(join(folder, `gone-${at}.jpg`));
      for (let at = 0; at < importedCount; at++) await draw(`new-${at}`, 10 + at);
      for (const point of points) {
        await killAt(gate, point, words, sample.sharedDataFolder);
        const now = await documentsOf(name);
        expectNoneDoubled(now);
        expect(now.filter(({ from }) => from === undefined)).toEqual(others);
      }
      expect(await runJson(words, sample.sharedDataFolder)).toMatchObject({
        found: importedCount,
        unchanged: importedCount,
        failed: 0,
      });
      const now = await documentsOf(name);
      expectNoneDoubled(now);
      expect(now.filter(({ from }) => from === undefined)).toEqual(others);
      const imported = now.filter(({ from }) => from !== undefined).map(({ product }) => product);
      expect(new Set(imported)).toEqual(
        new Set(Array.from({ length: importedCount }, (_, at) => `new-${at}`)),
      );
    } finally {
      await gate.close();
    }
    const ben = await openSharedAs('Ben', sample.thirdDataFolder, name);
    try {
      const { catalog } = await ben.call('catalogs.current', {});
      expect(catalog).toMatchObject({ products: publishedCount + importedCount });
      const { imageId } = await ben.call('products.get', { id: `new-${importedCount - 1}` });
      expect(await ben.imageFile(imageId ?? '', 'thumbnail')).not.toBeNull();
    } finally {
      await ben.close();
    }
  });
});

describe('a program that is killed while it publishes', () => {
  const name = 'killed-publication';
  const points: readonly Point[] = [
    {
      name: 'an index is made',
      is: ({ method, path }) => method === 'PUT' && path.includes('-thumbnails'),
      arrives: true,
    },
    {
      name: 'decisions, which arrive',
      is: (request) => isBulk(request) && request.body.includes('-curation"'),
      arrives: true,
    },
    { name: 'it is to be loaded once', is: isSetting('"number_of_replicas":0'), arrives: true },
    { name: 'second products, which do not arrive', is: isOfProducts, count: 2, arrives: false },
    { name: 'copies are asked for', is: isSetting('"number_of_replicas":1'), arrives: true },
    { name: 'writes wait for copies', is: isSetting('"write.wait_for_active_shards":"2"'), arrives: false },
    { name: 'it is to be shown', is: isShowing, arrives: false },
    { name: 'it is shown', is: isShowing, arrives: true },
  ];

  it('goes on at its next start; the catalog is shown once all of it is there', async () => {
    const local = await sample.openEngine();
    const { ids } = await local.call('products.ids', { view: {} });
    const [id = '', lookAlikeId = ''] = ids;
    await local.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
    await local.close();
    const gate = await openGate(addressOf(name));
    const words = ['cluster', 'publish', '--catalog', sample.folder, '--to', gate.address];
    try {
      for (const point of points) {
        await killAt(gate, point, words, sample.dataFolder);
        const isShown = point.is === isShowing && point.arrives;
        const [host] = inject('clusterHosts').split(',');
        // What is on its way arrives also where who sent it is gone.
        await expect
          .poll(async () => [point.name, (await fetch(`http://${host}/${name}/_count`)).ok])
          .toEqual([point.name, isShown]);
      }
      expect(await runJson(words, sample.dataFolder)).toMatchObject({
        products: publishedCount,
        written: 0,
        removed: 0,
      });
    } finally {
      await gate.close();
    }
    const now = await documentsOf(name);
    expectNoneDoubled(now);
    expect(new Set(now.map(({ product }) => product))).toEqual(new Set(ids));
    expect(await writingOf(name)).toEqual({ copies: 2, waitsFor: '2', refresh: '1s' });
    const ben = await openSharedAs('Ben', sample.thirdDataFolder, name);
    try {
      await expect
        .poll(async () => (await ben.call('lists.get', { id })).decisions)
        .toMatchObject([{ id: lookAlikeId, state: 'accepted' }]);
    } finally {
      await ben.close();
    }
  });
});

describe('a program that is killed while it moves thumbnails', () => {
  const name = 'killed-move';
  const brought = 3;
  const isOfIndex = ({ path }: GateRequest): boolean => path.includes(`/${name}-thumbnails`);
  const described: readonly Point[] = [
    { name: 'the new place is about to be told', is: isDescription, arrives: false },
    { name: 'the new place is told', is: isDescription, arrives: true },
  ];
  const away: readonly Point[] = [
    { name: 'the turn is taken', is: isLock, arrives: true },
    {
      name: 'what others brought is read',
      is: (request) => isOfIndex(request) && request.path.includes('/_mget'),
      arrives: false,
    },
    ...described,
    {
      name: 'the index is about to be dropped',
      is: (request) => isOfIndex(request) && request.method === 'DELETE',
      arrives: false,
    },
    {
      name: 'the index is dropped',
      is: (request) => isOfIndex(request) && request.method === 'DELETE',
      arrives: true,
    },
  ];
  const back: readonly Point[] = [
    {
      name: 'an index is made',
      is: (request) => isOfIndex(request) && request.method === 'PUT',
      arrives: true,
    },
    { name: 'thumbnails, which do not arrive', is: isOfThumbnails, arrives: false },
    { name: 'thumbnails, which arrive', is: isOfThumbnails, arrives: true },
    ...described,
    { name: 'the turn is given back', is: isUnlock, arrives: false },
  ];

  it('goes on at its next start: where the catalog says that they are, all are at any time', async () => {
    const local = await sample.openEngine();
    await publish(local, { address: addressOf(name) });
    await local.close();
    const images = join(place, 'brought');
    const drive = join(place, 'drive');
    mkdirSync(images);
    mkdirSync(drive);
    for (let at = 0; at < brought; at++)
      writeFileSync(join(images, `brought-${at}.jpg`), await drawPicture(400 + at));
    await runJson(['import', images, '--catalog', addressOf(name)], sample.sharedDataFolder);
    const imageIds = (await documentsOf(name)).flatMap(({ imageId }) => imageId ?? []);
    expect(imageIds).toHaveLength(publishedCount + brought);

    const [host] = inject('clusterHosts').split(',');
    const ask = async (path: string) => await (await fetch(`http://${host}/${name}${path}`)).json();
    const placeNow = async () => {
      const mapping = JSON.stringify(await ask('/_mapping'));
      return mapping.includes('"kind":"folder"') ? 'folder' : 'index';
    };
    const missingNow = async (): Promise<number> => {
      if ((await placeNow()) === 'index') {
        await ask('-thumbnails/_refresh');
        return imageIds.length - (await ask('-thumbnails/_count')).count;
      }
      const fileOf = (id: string) => join(drive, id.slice(0, 2), id.slice(2, 4), `${id}.jpg`);
      return imageIds.filter((id) => !existsSync(fileOf(id))).length;
    };
    const gate = await openGate(addressOf(name));
    const move = async (to: string, points: readonly Point[]): Promise<void> => {
      const words = [
        'cluster',
        'publish',
        '--catalog',
        sample.folder,
        '--to',
        gate.address,
        '--thumbnails',
        to,
      ];
      for (const point of points) {
        await killAt(gate, point, words, sample.dataFolder);
        await expect.poll(async () => [point.name, await missingNow()]).toEqual([point.name, 0]);
      }
      expect(await runJson(words, sample.dataFolder)).toMatchObject({ products: publishedCount, written: 0 });
    };
    try {
      await move(drive, away);
      expect([await placeNow(), await missingNow()]).toEqual(['folder', 0]);
      expect(await ask('-thumbnails/_count')).toMatchObject({ status: 404 });
      await move('index', back);
      expect([await placeNow(), await missingNow()]).toEqual(['index', 0]);
    } finally {
      await gate.close();
    }
  });
});

describe('a program that is killed while it embeds a shared catalog otherwise', () => {
  const name = 'killed-embedding';
  const points: readonly Point[] = [
    { name: 'first pictures, which do not arrive', is: isOfProducts, arrives: false },
    { name: 'first pictures, which arrive', is: isOfProducts, arrives: true },
    { name: 'the turn is taken', is: isLock, arrives: true },
    { name: 'the catalog is described', is: isDescription, arrives: true },
    { name: 'it is about to be shown', is: isShowing, arrives: false },
  ];

  it('goes on at its next start: nothing is embedded twice, and it is shown as it was until all is there', async () => {
    const local = await sample.openEngine();
    await publish(local, { address: addressOf(name) });
    await local.close();
    const gate = await openGate(addressOf(name));
    const way = ['--pooling', 'max', '--precision', 'fp32'];
    const words = ['cluster', 'embed', '--catalog', gate.address, ...way];
    const poolingNow = async () => {
      const reader = await openSharedAs('Reader', sample.thirdDataFolder, name);
      const { catalog } = await reader.call('catalogs.current', {});
      await reader.close();
      return catalog?.runtime?.pooling;
    };
    const inNew = async () => {
      const byIndex = Map.groupBy(await documentsOf(name), ({ index }) => index);
      const [first = [], second = []] = [...byIndex.values()].toSorted(
        (one, other) => other.length - one.length,
      );
      expect(first).toHaveLength(publishedCount);
      expectNoneDoubled(first);
      expectNoneDoubled(second);
      return second.length;
    };
    try {
      let before = 0;
      for (const point of points) {
        await killAt(gate, point, words, sample.sharedDataFolder);
        const now = await inNew();
        expect(now).toBeGreaterThanOrEqual(before);
        before = now;
        expect(await poolingNow()).toBe('avg');
      }
      expect(before).toBe(publishedCount);
      expect(await runJson(words, sample.sharedDataFolder)).toMatchObject({
        ...{ isShown: true, embedded: 0, pictures: publishedCount, lacking: [] },
      });
      expect(await poolingNow()).toBe('max');
      expect(await writingOf(name)).toEqual({ copies: 2, waitsFor: '2', refresh: '1s' });
    } finally {
      await gate.close();
    }
  });
});
