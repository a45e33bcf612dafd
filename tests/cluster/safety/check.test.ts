/** The check of a shared catalog finds what somebody changed in it, and what is damaged on this machine; its advice puts all of it right. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type ClusterCatalog,
  connectCluster,
  openClusterCatalog,
} from '../../../src/adapters/cluster/cluster.ts';
import { openDatabase } from '../../../src/adapters/sqlite/catalog/openDatabase.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { runHere } from '../../cli/runHere.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { makeDataFolder } from '../../runFolder.ts';
import {
  addressOf,
  closeSample,
  openSharedAs,
  publish,
  type SampleOfTwo,
  shareSample,
} from '../fixtures/sampleCatalog.ts';

const name = 'checked';
const count = 40;

let team: SampleOfTwo;
let there: ClusterCatalog;

beforeAll(async () => {
  team = await shareSample(count, name);
  there = await openClusterCatalog(connectCluster({ address: addressOf(name) }));
});

afterAll(async () => {
  await there.cluster.close();
  await closeSample(team);
});

const check = (engine: Engine) => engine.call('catalogs.verify', {});

const hitsSchema = z.looseObject({
  hits: z.looseObject({ hits: z.array(z.looseObject({ _id: z.string() })) }),
});

/** The document of a product with one picture. */
async function documentOf(product: string): Promise<string> {
  const body = { query: { term: { product } }, _source: false };
  const path = `/${there.index}/_search`;
  const { hits } = await there.cluster.ask({ method: 'POST', path, body }, hitsSchema);
  return z.tuple([z.looseObject({ _id: z.string() })]).parse(hits.hits)[0]._id;
}

async function change(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<void> {
  const query = { refresh: 'true' };
  await there.cluster.ask({ method, path, query, ...(body !== undefined && { body }) }, z.unknown());
}

/** Its embedding is another than its digest says. */
async function damage(product: string): Promise<void> {
  const vector = Array.from({ length: 2048 }, (_, at) => (at === 7 ? 1 : 0));
  await change('POST', `/${there.index}/_update/${await documentOf(product)}`, { doc: { vector } });
}

async function loseEmbedding(product: string): Promise<void> {
  const script = { lang: 'painless', source: "ctx._source.remove('vector')" };
  await change('POST', `/${there.index}/_update/${await documentOf(product)}`, { script });
}

const copying = async (engine: Engine) => (await engine.call('team.state', {})).team?.copying ?? null;

/** Of a machine: where what stands for the catalog lies. */
function folderOf(dataFolder: string): string {
  const [folder = ''] = readdirSync(join(dataFolder, 'shared'));
  return join(dataFolder, 'shared', folder);
}

describe('the check of a shared catalog', () => {
  it('finds it in order, counts what there is, and tells how far it is', async () => {
    const told: number[] = [];
    const stop = team.anna.on('jobs.changed', ({ job }) => {
      if (job?.kind === 'verify') told.push(job.detail.total);
    });
    expect(await check(team.anna)).toMatchObject({
      ...{ ok: true, products: count, images: count, embeddings: count, indexed: count, errors: [] },
    });
    stop();
    expect(Math.max(...told)).toBeGreaterThanOrEqual(count);
  });

  it('finds what somebody changed there, and is in order again once its advice was followed', async () => {
    const [changed = '', lost = '', without = ''] = team.ids;
    await damage(changed);
    await change('DELETE', `/${there.index}/_doc/${await documentOf(lost)}`);
    await change('PUT', `/${there.index}/_doc/stranger`, { product: 'somebody', leads: true });
    const { imageId } = await team.local.call('products.get', { id: without });
    await change('DELETE', `/${name}-thumbnails/_doc/${imageId}`);
    const found = await check(team.anna);
    expect(found).toMatchObject({ ok: false, images: count - 1, embeddings: count - 2, indexed: count - 1 });
    expect(found.errors).toEqual([
      expect.stringContaining('The document stranger of'),
      expect.stringContaining(`The embedding of a picture of ${changed} is another than was written`),
      expect.stringContaining(`A picture of ${without} has no thumbnail`),
      expect.stringContaining(`says that it has ${count} products`),
    ]);
    await publish(team.local, { address: addressOf(name) });
    expect(await check(team.anna)).toMatchObject({ ok: true, embeddings: count, errors: [] });
    // Once it is repaired nothing is written any more.
    expect(await publish(team.local, { address: addressOf(name) })).toMatchObject({ written: 0 });
  });

  it('finds an embedding that is damaged or missing, which whoever imports the same picture repairs, in copies as well', async () => {
    const { anna, ben, sample } = team;
    const picture = await drawPicture(91);
    const importDrawn = async (engine: Engine, dataFolder: string) => {
      const folder = join(dataFolder, 'the same picture');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'drawn.jpg'), picture);
      await runImport(engine, { folder });
    };
    const nearest = (engine: Engine) =>
      engine.call('search.similar', { query: { kind: 'product', id: 'drawn' }, k: 5 });
    await importDrawn(ben, sample.thirdDataFolder);
    await expect.poll(() => copying(anna)).toBeNull();
    const { results } = await nearest(anna);
    await damage('drawn');
    // A machine that comes now has it as it is.
    const cleoFolder = makeDataFolder(join(sample.thirdDataFolder, 'cleo'));
    const cleo = await openSharedAs('Cleo', cleoFolder, name);
    try {
      await expect.poll(() => copying(cleo)).toBeNull();
      expect((await nearest(cleo)).results).not.toEqual(results);
      expect((await check(anna)).errors).toEqual([
        expect.stringContaining('The embedding of a picture of drawn is another than was written at'),
      ]);
      await importDrawn(anna, sample.sharedDataFolder);
      expect((await check(anna)).errors).toEqual([]);
      await expect.poll(async () => (await nearest(cleo)).results).toEqual(results);
    } finally {
      await cleo.close();
    }
    await loseEmbedding('drawn');
    expect((await check(anna)).errors).toContainEqual(
      expect.stringContaining('The embedding of a picture of drawn is missing at'),
    );
    await importDrawn(ben, sample.thirdDataFolder);
    expect((await check(anna)).errors).toEqual([]);
    expect((await nearest(anna)).results).toEqual(results);
  });

  it('finds a damaged copy, which is fetched anew, and what is wrong with what was imported here', async () => {
    const { ben } = team;
    const place = folderOf(team.sample.thirdDataFolder);
    const folder = join(team.sample.thirdDataFolder, 'pictures');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'new.jpg'), await drawPicture(77));
    await runImport(ben, { folder });
    await expect.poll(() => copying(ben)).toBeNull();
    expect((await check(ben)).errors).toEqual([]);
    const copy = openDatabase(join(place, 'copy', 'twinset.db'), null);
    copy.exec('UPDATE embeddings SET vector = zeroblob(8192) WHERE key = (SELECT max(key) FROM embeddings)');
    copy.close();
    rmSync(join(place, 'imported', 'thumbnails'), { recursive: true });
    const { errors } = await check(ben);
    expect(errors).toEqual([
      expect.stringMatching(/^The copy on this machine is damaged and is fetched anew; .+ is damaged/),
      expect.stringContaining('What was imported on this machine: drawn.jpg has no thumbnail'),
      expect.stringContaining('What was imported on this machine: new.jpg has no thumbnail'),
    ]);
    await expect.poll(async () => (await check(ben)).errors).toEqual(errors.slice(1));
  });

  it('is made by the command, which says what it did not look at', async () => {
    await team.anna.call('catalogs.close', {});
    const words = ['verify', '--catalog', addressOf(name)];
    const { stdout } = await runHere(words, team.sample.sharedDataFolder);
    expect(stdout).toContain(`In order: ${count + 2} products`);
    expect(stdout).toContain('cannot be looked at from here');
    await team.anna.call('catalogs.open', { folder: addressOf(name) });
  });
});
