/** A shared catalog is embedded otherwise while a team works on it: by whoever has the originals, shown once all is there, and nothing is lost. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCluster, openClusterCatalog, sendImport } from '../../src/adapters/cluster/cluster.ts';
import type { Reembedding } from '../../src/contract/cluster.ts';
import type { EmbeddingOptions } from '../../src/contract/models.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { runJsonHere } from '../cli/runHere.ts';
import { drawPicture, runImport } from '../engine/workplace.ts';
import {
  addressOf,
  closeSample,
  openSharedAs,
  publish,
  type SampleOfTwo,
  shareSample,
} from './fixtures/sampleCatalog.ts';

const name = 'embedded';
const publishedCount = 60;
const otherwise: EmbeddingOptions = { engine: 'auto', precision: 'fp32', pooling: 'max' };
const asBefore: EmbeddingOptions = { engine: 'auto', precision: 'fp32', pooling: 'avg' };

let place: string;
let team: SampleOfTwo;

const idAt = (at: number): string => team.ids[at] ?? '';

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-embedding-'));
  team = await shareSample(publishedCount, name);
});

afterAll(async () => {
  await closeSample(team);
  rmSync(place, { recursive: true, force: true });
});

async function fill(called: string, products: Readonly<Record<string, number>>): Promise<string> {
  const folder = join(place, called);
  mkdirSync(folder, { recursive: true });
  for (const [id, seed] of Object.entries(products))
    writeFileSync(join(folder, `${id}.jpg`), await drawPicture(seed));
  return folder;
}

async function embed(engine: Engine, embedding: EmbeddingOptions): Promise<Reembedding> {
  const { jobId } = await engine.call('cluster.embed', { embedding });
  const job = await engine.call('jobs.wait', { id: jobId });
  if (job.kind !== 'embed' || job.result === null) throw new Error(`It was not embedded: ${job.message}`);
  return job.result;
}

const originals = (engine: Engine) => engine.call('cluster.originals', {});
const allIds = async (engine: Engine) => new Set((await engine.call('products.ids', { view: {} })).ids);
const runtimeOf = async (engine: Engine) => (await engine.call('catalogs.current', {})).catalog?.runtime;
const poolingOf = async (engine: Engine) => (await runtimeOf(engine))?.pooling;
const lookAlikes = async (engine: Engine, id: string) =>
  (
    await engine.call('search.similar', {
      query: { kind: 'product', id },
      where: [{ kind: 'ids', ids: [...team.ids] }],
      k: 20,
      order: 'distance',
    })
  ).results.map((one) => ({ id: one.id, score: one.score.toFixed(5) }));
const copying = async (engine: Engine) => (await engine.call('team.state', {})).team?.copying ?? null;

describe('another way of embedding in a shared catalog', () => {
  it('counts beforehand whose originals are not on this machine', async () => {
    const folder = await fill('of ben', { 'b-1': 11, 'b-2': 12, [idAt(5)]: 13 });
    await runImport(team.ben, { folder });
    await runImport(team.ben, { folder: await fill('more of ben', { 'b-4': 14, 'b-5': 15 }) });
    expect(await originals(team.anna)).toEqual({
      ...{ pictures: publishedCount + 5, lacking: [], advice: null },
    });
    renameSync(folder, `${folder} (away)`);
    const lacking = { folder, pictures: 3, example: expect.stringMatching(/\.jpg$/) };
    expect((await originals(team.anna)).lacking).toEqual([{ ...lacking, broughtBy: 'others' }]);
    expect(await originals(team.ben)).toMatchObject({
      lacking: [{ ...lacking, broughtBy: 'here' }],
      advice: expect.stringContaining('what was imported here'),
    });
  });

  it('is not shown while a picture is lacking, which is told in words', async () => {
    const { anna, ben } = team;
    const before = await lookAlikes(anna, idAt(3));
    const { space } = (await runtimeOf(anna)) ?? {};
    expect(await embed(anna, otherwise)).toMatchObject({
      ...{ isShown: false, pooling: 'max', pictures: publishedCount + 5, embedded: publishedCount + 2 },
      lacking: [{ folder: join(place, 'of ben'), broughtBy: 'others', pictures: 3 }],
      advice: expect.stringContaining('deleted holds that up until its product is removed'),
    });
    for (const engine of [anna, ben]) {
      expect(await runtimeOf(engine)).toMatchObject({ space, pooling: 'avg' });
      expect(await lookAlikes(engine, idAt(3))).toEqual(before);
    }
  });

  it('goes on while others decide, correct, import and remove, and is shown to everybody by who has the rest', async () => {
    const { anna, ben, local } = team;
    await anna.call('lists.decide', { id: idAt(0), lookAlikeId: idAt(1), state: 'pinned', position: 1 });
    await anna.call('products.correct', { id: idAt(2), field: 'baseColour', value: 'Sea' });
    const folder = join(place, 'of ben');
    renameSync(`${folder} (away)`, folder);
    await fill('of ben', { 'b-6': 16 });
    rmSync(join(folder, 'b-2.jpg'));
    await runImport(ben, { folder, prune: true });
    const ids = await allIds(ben);
    expect(ids.has('b-6') && !ids.has('b-2')).toBe(true);
    await expect
      .poll(async () => (await ben.call('products.get', { id: idAt(2) })).attributes['baseColour'])
      .toBe('Sea');
    expect(await embed(ben, otherwise)).toMatchObject({
      ...{ isShown: true, lacking: [], advice: null, embedded: 3, pictures: publishedCount + 5 },
    });
    await runImport(local, { folder: (await sourceOf(local)).folder, embedding: otherwise });
    const expected = await lookAlikes(local, idAt(3));
    for (const engine of [ben, anna]) {
      await expect.poll(() => poolingOf(engine)).toBe('max');
      expect(await allIds(engine)).toEqual(ids);
      expect(await lookAlikes(engine, idAt(3))).toEqual(expected);
      const { decisions } = await engine.call('lists.get', { id: idAt(0) });
      expect(decisions).toMatchObject([{ id: idAt(1), state: 'pinned' }]);
      const { attributes } = await engine.call('products.get', { id: idAt(2) });
      expect(attributes['baseColour']).toBe('Sea');
    }
    const { catalog } = await anna.call('catalogs.current', {});
    expect(catalog?.notices.join()).toContain('maximum pooling');
  });

  it('has every machine fetch its copy anew, which answers as the cluster did, and finds the catalog in order', async () => {
    const { anna, ben, local } = team;
    for (const engine of [anna, ben]) {
      const { notes } = await verified(engine);
      expect(notes.join()).not.toContain('There is no copy');
      expect(await lookAlikes(engine, idAt(9))).toEqual(await lookAlikes(local, idAt(9)));
    }
  });

  it('embeds nothing of an import anew, and loses nothing of one whose folder is not imported again', async () => {
    const { anna, ben } = team;
    const ids = await allIds(ben);
    rmSync(join(place, 'more of ben', 'b-5.jpg'));
    const report = await runImport(ben, { folder: join(place, 'of ben') });
    expect(report).toMatchObject({ outcome: 'done', embedded: 0, unchanged: 3 });
    expect(report.notes.join()).not.toContain('not embedded as the catalog is now');
    expect(await allIds(ben)).toEqual(ids);
    expect(ids.has('b-4') && ids.has('b-5')).toBe(true);
    const { missing } = await runImport(ben, { folder: join(place, 'more of ben') });
    expect([missing, await allIds(ben)]).toEqual([1, ids]);
    const more = await fill('new of ben', { 'b-7': 17 });
    expect(await runImport(ben, { folder: more })).toMatchObject({ outcome: 'done', embedded: 1 });
    await expect.poll(async () => (await allIds(anna)).has('b-7')).toBe(true);
  });

  it('is not undone by a publication of what is embedded as it was before', async () => {
    const { local, anna } = team;
    const ids = await allIds(anna);
    const { folder } = await sourceOf(local);
    await runImport(local, { folder, embedding: asBefore });
    await expect(publish(local, { address: addressOf(name) })).rejects.toThrow(
      'was embedded otherwise since',
    );
    await runImport(local, { folder, embedding: otherwise });
    expect(await publish(local, { address: addressOf(name) })).toMatchObject({ removed: 0 });
    expect(await allIds(anna)).toEqual(ids);
    expect(await poolingOf(anna)).toBe('max');
  });

  it('refuses what was begun in the way that is left, and what is embedded so already', async () => {
    await expect(embed(team.anna, otherwise)).rejects.toThrow('already');
    const call = team.local.call('cluster.embed', {});
    await expect(call).rejects.toMatchObject({ code: 'bad-input' });
    const cluster = connectCluster({ address: addressOf(name) });
    const nothing = { fields: [], async *products() {}, thumbnailOf: async () => null };
    const access = { reach: () => null };
    const order = { owner: 'somebody', space: 'left', access, onProgress: () => undefined };
    const control = { aborted: false, whenRunning: async () => undefined };
    const sending = sendImport(await openClusterCatalog(cluster), nothing, { ...order, control });
    await expect(sending).rejects.toThrow('embedded otherwise since this was begun');
    await cluster.close();
  });

  it('goes back by the command, with only what is new since', async () => {
    const { sample } = team;
    await team.anna.close();
    const words = [
      'cluster',
      'embed',
      '--catalog',
      addressOf(name),
      '--pooling',
      'avg',
      '--precision',
      'fp32',
    ];
    expect(await runJsonHere(words, sample.sharedDataFolder)).toMatchObject({
      ...{ isShown: true, pooling: 'avg', embedded: 1, lacking: [] },
    });
    team = { ...team, anna: await openSharedAs('Anna', sample.sharedDataFolder, name) };
    await expect.poll(() => poolingOf(team.ben)).toBe('avg');
    expect(await verified(team.anna)).toMatchObject({ products: (await allIds(team.ben)).size });
  });
});

/** Where its pictures are. */
async function sourceOf(engine: Engine) {
  const { catalog } = await engine.call('catalogs.current', {});
  return { folder: catalog?.sources[0]?.folder ?? '' };
}

/** In order, once its copy is there. */
async function verified(engine: Engine) {
  await expect
    .poll(async () => {
      await lookAlikes(engine, idAt(1));
      return (
        (await copying(engine)) === null && (await engine.call('catalogs.verify', {})).notes.length === 1
      );
    })
    .toBe(true);
  const found = await engine.call('catalogs.verify', {});
  expect(found).toMatchObject({ ok: true, errors: [] });
  return found;
}
