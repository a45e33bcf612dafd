/** Clusters that cannot hold embeddings: without the k-NN plugin, or where somebody changed the index. Each says why, and nothing is left half-written. */
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { installOpenSearch } from '../../../scripts/installOpenSearch.mjs';
import type { Engine } from '../../../src/engine/engine.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { type ClusterNodes, startNodes } from '../fixtures/clusterNodes.ts';
import {
  addressOf,
  makeSampleCatalog,
  openSharedEngine,
  publish,
  type SampleCatalog,
} from '../fixtures/sampleCatalog.ts';

let place: string;
let sample: SampleCatalog;
let local: Engine;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-odd-'));
  // Nodes of their own are run by somebody who may do nothing else.
  chmodSync(place, 0o755);
  sample = await makeSampleCatalog(20);
  local = await sample.openEngine();
});

afterAll(async () => {
  await local.close();
  sample.remove();
  rmSync(place, { recursive: true, force: true });
});

interface Index {
  readonly aliases: object;
  readonly mappings: { readonly properties: object };
  readonly settings: { readonly index: Readonly<Record<string, unknown>> };
}

async function ask(host: string, path: string, method = 'GET', body?: object): Promise<Response> {
  return fetch(`http://${host}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function indicesOf(host: string, name: string): Promise<string[]> {
  const answer = await ask(host, '/_cat/indices?format=json&expand_wildcards=all');
  const indices = (await answer.json()) as { index: string }[];
  return indices.map(({ index }) => index).filter((index) => index.startsWith(name));
}

async function checksOf(engine: Engine, address: string) {
  const { ok, checks } = await engine.call('cluster.doctor', { address });
  return { ok, checks: new Map(checks.map((check) => [check.name, check])) };
}

describe('a cluster without the k-NN plugin', () => {
  let nodes: ClusterNodes;
  let host: string;
  let address: string;

  beforeAll(async () => {
    const home = join(place, 'opensearch');
    cpSync(installOpenSearch(), home, {
      recursive: true,
      dereference: true,
      filter: (path) => !path.split(sep).includes('opensearch-knn'),
    });
    nodes = await startNodes(home, 1);
    host = nodes.hosts[0] ?? '';
    address = `http://${host}/plain`;
  });

  afterAll(() => nodes.close());

  it('is told by the doctor, with the nodes that lack it', async () => {
    const { ok, checks } = await checksOf(local, address);
    expect(ok).toBe(false);
    expect(checks.get('k-NN')).toMatchObject({
      state: 'bad',
      found: 'opensearch-knn is missing on n0',
      advice: expect.stringContaining('Install the plugin'),
    });
  });

  it('takes no publication, and keeps nothing of it', async () => {
    for (const _time of ['first', 'second']) {
      await expect(publish(local, { address })).rejects.toThrow('has no k-NN plugin');
      expect(await indicesOf(host, 'plain')).toEqual([]);
    }
    await expect(openSharedEngine(sample, 'plain', address)).rejects.toThrow('There is no catalog at');
  });
});

describe('an index whose vectors have another length', () => {
  const name = 'bent';
  const address = () => addressOf(name);
  const [host = ''] = inject('clusterHosts').split(',');
  let open: Engine;
  let index: string;

  async function countThere(): Promise<number> {
    await ask(host, `/${index}/_refresh`, 'POST');
    const { count } = (await (await ask(host, `/${index}/_count`)).json()) as { count: number };
    return count;
  }

  beforeAll(async () => {
    await publish(local, { address: address() });
    open = await openSharedEngine(sample, name);
    const found = (await (await ask(host, `/${name}`)).json()) as Record<string, Index>;
    const [first] = Object.entries(found);
    if (first === undefined) throw new Error('It was not published.');
    index = first[0];
  });

  afterAll(() => open.close());

  it('is never one that takes a vector of another length beside its own', async () => {
    const before = await countThere();
    const document = { product: 'foreign', leads: true, place: 0, imageId: 'x', vector: [1, 2, 3] };
    const answer = await ask(host, `/${index}/_doc/foreign`, 'PUT', document);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('dimension mismatch'),
    ]);
    expect(await countThere()).toBe(before);
  });

  it('is refused where somebody made it anew: by opening, importing, publishing and searching', async () => {
    const answer = (await (await ask(host, `/${index}`)).json()) as Record<string, Index>;
    const { aliases, mappings, settings } = answer[index] as Index;
    const { uuid: _1, version: _2, provided_name: _3, creation_date: _4, ...kept } = settings.index;
    const vector = { type: 'knn_vector', dimension: 3 };
    const bent = { ...mappings, properties: { ...mappings.properties, vector } };
    expect((await ask(host, `/${index}`, 'DELETE')).status).toBe(200);
    const made = await ask(host, `/${index}`, 'PUT', { aliases, mappings: bent, settings: { index: kept } });
    expect([made.status, await made.text()]).toEqual([200, expect.any(String)]);
    const why = 'its vectors are knn_vector of 3 numbers, and must be a knn_vector of 2048 numbers';
    await expect(openSharedEngine({ sharedDataFolder: sample.thirdDataFolder }, name)).rejects.toThrow(why);
    await expect(publish(local, { address: address() })).rejects.toThrow(why);
    const folder = mkdtempSync(join(place, 'pictures-'));
    writeFileSync(join(folder, 'new.jpg'), await drawPicture(7));
    const report = await runImport(open, { folder });
    expect([report.outcome, report.message]).toEqual(['stopped', expect.stringContaining(why)]);
    const file = join(folder, 'new.jpg');
    const { imageId } = await open.call('search.addOutsideImage', { name: 'new.jpg', file });
    await expect(
      open.call('search.similar', { query: { kind: 'outside', imageId }, k: 3 }),
    ).rejects.toMatchObject({ code: 'cluster-unusable', message: expect.stringContaining('another length') });
    const { ok, checks } = await checksOf(local, address());
    expect([ok, checks.get('mapping')]).toMatchObject([
      false,
      { state: 'bad', found: 'knn_vector of 3 numbers' },
    ]);
    expect(await countThere()).toBe(0);
  });
});
