/** The rights that docs/team.md lists are enough for each, and no more than that: on a node with OpenSearch's own security plugin. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { sharedVision } from '../../engine/sharedVision.ts';
import { drawPicture, resourcesFolder, runImport } from '../../engine/workplace.ts';
import { makeDataFolder } from '../../runFolder.ts';
import type { ClusterNodes } from '../fixtures/clusterNodes.ts';
import { makeSampleCatalog, publish, type SampleCatalog } from '../fixtures/sampleCatalog.ts';
import { loginOf, type Person, startGuardedNode } from './guardedNode.ts';

const name = 'roles';
/** As docs/team.md says it. */
const looking = {
  cluster: ['cluster:monitor/main', 'cluster_composite_ops_ro'],
  indices: ['read', 'indices_monitor', 'indices:admin/refresh*', 'indices:admin/mappings/get'],
};
const rights = {
  reader: looking,
  curator: {
    cluster: ['cluster:monitor/main', 'cluster_composite_ops'],
    indices: ['read', 'write', 'indices_monitor', 'indices:admin/refresh*', 'indices:admin/mappings/get'],
  },
  publisher: { cluster: ['cluster_monitor', 'cluster_composite_ops'], indices: ['indices_all'] },
};

let place: string;
let sample: SampleCatalog;
let node: ClusterNodes;
let address: string;
let ids: readonly string[];
let curator: Engine;
let reader: Engine;
const opened: Engine[] = [];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-roles-'));
  sample = await makeSampleCatalog(20);
  node = await startGuardedNode(place, name, rights);
  address = `http://${node.hosts[0]}/${name}`;
});

afterAll(async () => {
  await Promise.all(opened.map((engine) => engine.close()));
  await node.close();
  sample.remove();
  rmSync(place, { recursive: true, force: true });
});

async function openAs(person: Person): Promise<Engine> {
  const engine = await createEngine(
    { dataFolder: makeDataFolder(join(place, person)), resourcesFolder },
    { vision: sharedVision(resourcesFolder) },
  );
  opened.push(engine);
  await engine.call('settings.set', { author: person });
  await engine.call('catalogs.open', { folder: address, connection: { login: loginOf(person) } });
  return engine;
}

async function stateOf(engine: Engine) {
  return (await engine.call('team.state', {})).team;
}

/** Outfits for the first product, of so many. */
async function generate(engine: Engine, length: number): Promise<void> {
  const { jobId } = await engine.call('lists.generate', {
    what: { kind: 'products', ids: ids.slice(0, 1) },
    order: { type: 'outfit', length, rules: [{}] },
  });
  expect((await engine.call('jobs.wait', { id: jobId })).state).toBe('done');
}

async function generated(engine: Engine): Promise<readonly unknown[]> {
  return (await engine.call('lists.show', { id: ids[0] ?? '', type: 'outfit', top: 10 })).entries;
}

describe('with the rights that are documented', () => {
  it('who publishes publishes, again as well, and looks with the doctor', async () => {
    const { user, password } = loginOf('publisher');
    const credentials = join(place, 'publisher.txt');
    writeFileSync(credentials, `${user}:${password}\n`);
    chmodSync(credentials, 0o600);
    const local = await sample.openEngine();
    try {
      ({ ids } = await local.call('products.ids', { view: {} }));
      expect(await publish(local, { address, credentials })).toMatchObject({ written: 20 });
      expect(await publish(local, { address, credentials })).toMatchObject({ written: 0, unchanged: 20 });
      expect((await local.call('cluster.doctor', { address, credentials })).ok).toBe(true);
    } finally {
      await local.close();
    }
  });

  it('who curates decides, corrects and imports', async () => {
    curator = await openAs('curator');
    const [id = '', lookAlikeId = ''] = ids;
    await curator.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
    const field = (await curator.call('catalogs.current', {})).catalog?.fields[0] ?? '';
    await curator.call('products.correct', { id, field, value: 'Corrected' });
    await generate(curator, 2);
    await expect.poll(() => stateOf(curator)).toMatchObject({ kind: 'together', reason: null, waiting: 0 });
    const folder = join(place, 'pictures');
    mkdirSync(folder);
    writeFileSync(join(folder, 'new.jpg'), await drawPicture(3));
    expect(await runImport(curator, { folder })).toMatchObject({ outcome: 'done', message: null });
    expect((await curator.call('products.ids', { view: {} })).ids).toContain('new');
  });

  it('who only looks sees all of it, and what others decide', async () => {
    reader = await openAs('reader');
    const [id = '', lookAlikeId = ''] = ids;
    await expect.poll(() => stateOf(reader)).toMatchObject({ kind: 'together', reason: null });
    await expect
      .poll(async () => (await reader.call('lists.get', { id })).decisions)
      .toMatchObject([{ id: lookAlikeId, state: 'accepted' }]);
    await expect.poll(() => generated(reader)).toHaveLength(2);
    const view = {};
    expect((await reader.call('products.facets', { view })).facets.length).toBeGreaterThan(0);
    const { results } = await reader.call('search.similar', { query: { kind: 'product', id }, k: 5 });
    expect(results).toHaveLength(5);
    // With a copy of the whole catalog on that machine.
    const { jobId } = await reader.call('duplicates.find', {});
    expect(await reader.call('jobs.wait', { id: jobId })).toMatchObject({ state: 'done', message: null });
    const { imageId } = await reader.call('products.get', { id: 'new' });
    expect(await reader.imageFile(imageId ?? '', 'thumbnail')).not.toBeNull();
  });

  it('who only looks changes nothing: it waits on that machine, and is told why', async () => {
    const [, , id = '', lookAlikeId = ''] = ids;
    await reader.call('lists.decide', { id, lookAlikeId, state: 'pinned' });
    await expect
      .poll(() => stateOf(reader))
      .toMatchObject({ kind: 'away', waiting: 1, reason: expect.stringContaining('may not do that') });
    await generate(reader, 1);
    expect(await generated(reader)).toHaveLength(1);
    await expect.poll(() => stateOf(reader)).toMatchObject({ kind: 'away', waiting: 2 });
    expect(await generated(curator)).toHaveLength(2);
    const folder = join(place, 'pictures');
    const report = await runImport(reader, { folder });
    expect([report.outcome, report.message]).toEqual(['stopped', expect.stringContaining('may not do that')]);
    expect((await curator.call('lists.get', { id })).decisions).toEqual([]);
  });
});
