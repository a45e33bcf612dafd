/** A catalog of this machine on a real cluster of three nodes. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { runJsonHere } from '../cli/runHere.ts';
import { addressOf, makeSampleCatalog, publish, type SampleCatalog } from './fixtures/sampleCatalog.ts';
import { areTogether, openTeammate } from './fixtures/teammate.ts';

const productCount = 60;

let sample: SampleCatalog;
let engine: Engine;

beforeAll(async () => {
  sample = await makeSampleCatalog(productCount);
  engine = await sample.openEngine();
});

afterAll(async () => {
  await engine.close();
  sample.remove();
});

const hostOf = (): string => `http://${inject('clusterHosts').split(',')[0]}`;

async function ask(path: string, how: RequestInit = {}): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${hostOf()}${path}`, { headers, ...how });
  return (await answer.json()) as Record<string, unknown>;
}

describe('publishing', () => {
  it('writes every product, and a second time nothing', async () => {
    const first = await publish(engine, { address: addressOf('twice') });
    expect(first).toMatchObject({ products: productCount, unchanged: 0, removed: 0 });
    expect(first.written).toBe(productCount);
    expect(first.thumbnails).toBeGreaterThan(0);
    expect(await ask('/twice/_count')).toMatchObject({ count: productCount });
    expect(await publish(engine, { address: addressOf('twice') })).toMatchObject({
      products: productCount,
      written: 0,
      unchanged: productCount,
      removed: 0,
      thumbnails: 0,
    });
  });

  it('writes what changed and no more, and removes what another put there', async () => {
    const address = addressOf('changed');
    const { index } = await publish(engine, { address });
    const { products } = await engine.call('products.list', { view: {}, offset: 7, limit: 1 });
    const id = products[0]?.id ?? '';
    await engine.call('products.correct', { id, field: 'baseColour', value: 'Octarine' });
    await ask(`/${index}/_doc/stranger?refresh=true`, {
      method: 'PUT',
      body: JSON.stringify({ product: 'stranger', leads: true }),
    });
    expect(await publish(engine, { address })).toMatchObject({ written: 1, removed: 1 });
    const query = { query: { term: { attributes: 'baseColour\0Octarine' } } };
    const found = await ask('/changed/_search', { method: 'POST', body: JSON.stringify(query) });
    expect(found).toMatchObject({ hits: { hits: [{ _source: { product: id, place: 7 } }] } });
    await engine.call('products.correct', { id, field: 'baseColour', value: null });
  });

  it('leaves the graph as it was made: another is refused in words, and the doctor says which it is', async () => {
    const [float, int8] = [addressOf('floats'), addressOf('bytes')];
    await publish(engine, { address: float, graph: 'float' });
    await publish(engine, { address: int8, graph: 'int8' });
    await expect(publish(engine, { address: float, graph: 'int8' })).rejects.toThrow(
      'has its embeddings as float in the graph',
    );
    for (const graph of ['int8', undefined] as const)
      expect(await publish(engine, { address: int8, graph })).toMatchObject({ unchanged: productCount });
    const found: unknown[] = [];
    for (const address of [float, int8]) {
      const { checks } = await engine.call('cluster.doctor', { address });
      found.push(checks.find(({ name }) => name === 'mapping')?.found);
    }
    expect(found).toEqual([
      'knn_vector of 2048 numbers',
      'knn_vector of 2048 numbers, a byte each in the graph',
    ]);
  });

  it('that was cancelled is not shown, and goes on from there', async () => {
    const address = addressOf('cut');
    const { jobId: id } = await engine.call('cluster.publish', { address });
    await engine.call('jobs.cancel', { id });
    expect(await engine.call('jobs.wait', { id })).toMatchObject({ state: 'cancelled' });
    expect(await ask('/cut/_count')).toMatchObject({ status: 404 });
    expect(await publish(engine, { address })).toMatchObject({ products: productCount });
    expect(await ask('/cut/_count')).toMatchObject({ count: productCount });
  });

  it('sends what was decided where nobody decided anything yet, once', async () => {
    const address = addressOf('decided');
    const { products } = await engine.call('products.list', { view: {}, offset: 0, limit: 4 });
    const [id = '', ...others] = products.map((product) => product.id);
    for (const lookAlikeId of others)
      await engine.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
    await engine.call('products.correct', { id, field: 'baseColour', value: 'Octarine' });
    expect(await publish(engine, { address })).toMatchObject({ curated: others.length + 1 });
    expect(await publish(engine, { address })).toMatchObject({ curated: 0 });
    const ann = openTeammate('Ann', address);
    try {
      await expect.poll(() => ann.list(id).split(', ')).toHaveLength(others.length);
      expect(ann.store.corrections.of(id)?.get('baseColour')?.value).toBe('Octarine');
      ann.decide(id, others[0] ?? '', 'rejected');
      await areTogether(ann);
      // What was decided there meanwhile stays.
      await engine.call('lists.decide', { id, lookAlikeId: others[1] ?? '', state: 'rejected' });
      expect(await publish(engine, { address })).toMatchObject({ curated: 0 });
      expect(ann.list(id)).toContain(`${others[1]} accepted`);
    } finally {
      await ann.close();
      await engine.call('lists.undo', { count: 100 });
    }
  });

  it('of decisions that was cut goes on, and leaves what others said', async () => {
    const address = addressOf('halfway');
    const { products } = await engine.call('products.list', { view: {}, offset: 0, limit: 3 });
    const [id = '', one = '', other = ''] = products.map((product) => product.id);
    await publish(engine, { address });
    for (const lookAlikeId of [one, other])
      await engine.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
    const ann = openTeammate('Ann', address);
    try {
      ann.decide(id, one, 'rejected');
      await areTogether(ann);
      const mark = await ask('/halfway-curation/_doc/published-curation');
      await ask('/halfway-curation/_doc/published-curation', {
        method: 'PUT',
        body: JSON.stringify({ ...(mark['_source'] as object), state: 'open' }),
      });
      expect(await publish(engine, { address })).toMatchObject({ curated: 1 });
      await expect.poll(() => ann.list(id)).toContain(`${other} accepted`);
      expect(ann.list(id)).toContain(`${one} rejected`);
    } finally {
      await ann.close();
      await engine.call('lists.undo', { count: 100 });
    }
  });

  it('to an index that is not Twinset’s changes nothing of it', async () => {
    await ask('/foreign', { method: 'PUT', body: '{}' });
    await expect(publish(engine, { address: addressOf('foreign') })).rejects.toThrow('The index foreign at');
    expect(Object.keys(await ask('/_cat/indices/foreign*?format=json&h=index'))).toHaveLength(1);
  });

  it('to a catalog of a newer Twinset is refused', async () => {
    const address = addressOf('newer');
    const { index } = await publish(engine, { address });
    const mapping = await ask(`/${index}/_mapping`);
    const { mappings } = mapping[index] as { mappings: { _meta: { twinset: object } } };
    const twinset = { ...mappings._meta.twinset, format: 99 };
    await ask(`/${index}/_mapping`, { method: 'PUT', body: JSON.stringify({ _meta: { twinset } }) });
    await expect(publish(engine, { address })).rejects.toThrow('was made by a newer Twinset (format 99');
  });

  it('of two at once ends one with who does it', async () => {
    const address = addressOf('both');
    await publish(engine, { address });
    await ask('/both-curation/_doc/publication?refresh=true', {
      method: 'PUT',
      body: JSON.stringify({ kind: 'publication', author: 'ann@studio', at: new Date().toISOString() }),
    });
    let beats = 0;
    const beating = setInterval(() => {
      void ask('/both-curation/_doc/publication', {
        method: 'PUT',
        body: JSON.stringify({
          kind: 'publication',
          author: 'ann@studio',
          at: new Date().toISOString(),
          value: { beats: beats++ },
        }),
      });
    }, 500);
    try {
      await expect(publish(engine, { address })).rejects.toThrow('ann@studio, since');
    } finally {
      clearInterval(beating);
    }
  });

  it('to a full or read-only cluster says so', async () => {
    const address = addressOf('full');
    const { index } = await publish(engine, { address });
    const block = (settings: object) =>
      ask(`/${index}/_settings`, { method: 'PUT', body: JSON.stringify({ index: settings }) });
    const { products } = await engine.call('products.list', { view: {}, offset: 3, limit: 1 });
    const id = products[0]?.id ?? '';
    await engine.call('products.correct', { id, field: 'baseColour', value: 'Puce' });
    await block({ 'blocks.read_only_allow_delete': true });
    await expect(publish(engine, { address })).rejects.toThrow('are full');
    // One after the other: a blocked index takes back that block alone.
    await block({ 'blocks.read_only_allow_delete': null });
    await block({ 'blocks.write': true });
    await expect(publish(engine, { address })).rejects.toThrow('is read-only now');
    await block({ 'blocks.write': null });
    expect(await publish(engine, { address })).toMatchObject({ written: 1 });
    await engine.call('products.correct', { id, field: 'baseColour', value: null });
  });
});

describe('the command line', () => {
  it('publishes and examines', async () => {
    await engine.close();
    const address = addressOf('by-words');
    const words = ['cluster', 'publish', '--catalog', sample.folder, '--to', address];
    expect(await runJsonHere(words, sample.dataFolder)).toMatchObject({
      address,
      products: productCount,
      written: productCount,
    });
    const report = await runJsonHere(['cluster', 'doctor', address], sample.dataFolder);
    expect(report).toMatchObject({
      address,
      ok: true,
      nodes: 3,
      catalog: { format: 1, products: productCount },
    });
    const checks = report['checks'] as { name: string; state: string }[];
    expect(Object.fromEntries(checks.map(({ name, state }) => [name, state]))).toMatchObject({
      version: 'good',
      health: 'good',
      'k-NN': 'good',
      mapping: 'good',
      copies: 'good',
      writes: 'good',
      'read-only': 'good',
      clock: 'good',
    });
    engine = await sample.openEngine();
  });
});
