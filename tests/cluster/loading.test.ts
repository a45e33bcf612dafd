/** An index that nobody sees yet is loaded without copies, and shown once it has them. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  connectCluster,
  fetchVectors,
  openClusterCatalog,
  publishCatalog,
} from '../../src/adapters/cluster/cluster.ts';
import type { PublishProgress } from '../../src/contract/cluster.ts';
import type { CatalogSession } from '../../src/core/catalogs/session.ts';
import type { PublicationSource } from '../../src/core/cluster/ports.ts';
import { openPublicationSource } from '../../src/engine/cluster/publicationSource.ts';
import { addressOf, makeSampleCatalog, type SampleCatalog } from './fixtures/sampleCatalog.ts';

const productCount = 120;
/** Nothing is to be waited for that does not come. */
const standstillMs = 3000;

let sample: SampleCatalog;
let session: CatalogSession;
let source: PublicationSource;

beforeAll(async () => {
  sample = await makeSampleCatalog(productCount);
  session = await sample.openSession();
  source = await openPublicationSource(session);
});

afterAll(async () => {
  await session.close();
  sample.remove();
});

async function ask(path: string, method = 'GET', body?: object): Promise<Record<string, unknown>> {
  const [host] = inject('clusterHosts').split(',');
  const answer = await fetch(`http://${host}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function publishTo(name: string, from = source, told: PublishProgress[] = []) {
  const cluster = connectCluster({ address: addressOf(name) });
  try {
    return await publishCatalog(cluster, from, {
      ...{ author: 'Anna', signal: { aborted: false }, standstillMs, access: { reach: () => null } },
      onProgress: (progress) => void told.push(progress),
    });
  } finally {
    await cluster.close();
  }
}

/** With something that happens once all products are read. */
const followedBy = (act: () => Promise<unknown>): PublicationSource => ({
  ...source,
  async *products() {
    yield* source.products();
    await act();
  },
});

interface Writing {
  readonly copies: number;
  readonly waitsFor: string | undefined;
  readonly refresh: string | undefined;
}

async function writingOf(index: string): Promise<Writing> {
  const health = await ask(`/_cluster/health/${index}`);
  const [found] = Object.values(await ask(`/${index}/_settings?flat_settings=true`)) as {
    settings: Record<string, string>;
  }[];
  return {
    copies: Number(health['active_shards']) / Number(health['active_primary_shards']),
    waitsFor: found?.settings['index.write.wait_for_active_shards'],
    refresh: found?.settings['index.refresh_interval'],
  };
}

const asUsual: Writing = { copies: 2, waitsFor: '2', refresh: '1s' };

describe('an index that nobody sees yet', () => {
  it('has one copy while it is loaded, and two before it is shown', async () => {
    const seen: Writing[] = [];
    const told: PublishProgress[] = [];
    const isShown = async () => (await ask('/loaded/_count'))['count'] !== undefined;
    await publishTo(
      'loaded',
      followedBy(async () => {
        expect(await isShown()).toBe(false);
        seen.push(await writingOf('loaded-products-*'));
      }),
      told,
    );
    expect(seen).toEqual([{ copies: 1, waitsFor: '1', refresh: '-1' }]);
    expect(await writingOf('loaded')).toEqual(asUsual);
    expect([...new Set(told.map(({ step }) => step))]).toEqual([
      ...['products', 'copying', 'removing', 'showing'],
    ]);
    expect(told.findLast(({ step }) => step === 'copying')).toMatchObject({ done: 6, total: 6 });
    expect(await ask('/loaded/_count')).toMatchObject({ count: productCount });
  });

  it('keeps the order of the products and every embedding bit by bit', async () => {
    const here: { readonly id: string; readonly vectors: ReadonlyMap<string, Float32Array> }[] = [];
    for await (const some of source.products())
      here.push(...some.map(({ record: { id }, vectors }) => ({ id, vectors })));
    const sorted = { size: productCount, sort: ['place'], _source: ['product'] };
    const found = await ask('/loaded/_search', 'POST', sorted);
    const { hits } = found['hits'] as { hits: { _source: { product: string } }[] };
    expect(hits.map(({ _source }) => _source.product)).toEqual(here.map(({ id }) => id));
    const cluster = connectCluster({ address: addressOf('loaded') });
    try {
      const catalog = await openClusterCatalog(cluster);
      const pictures = here.flatMap(({ vectors }) => [...vectors]);
      const there = await fetchVectors(
        catalog,
        pictures.map(([imageId]) => imageId),
      );
      expect(there).toEqual(pictures.map(([, vector]) => vector));
    } finally {
      await cluster.close();
    }
  });

  it('is not shown while its copies cannot be made, and is gone on with once they can', async () => {
    const allocate = (which: string | null) =>
      ask('/_cluster/settings', 'PUT', { transient: { 'cluster.routing.allocation.enable': which } });
    try {
      const torn = followedBy(() => allocate('primaries'));
      await expect(publishTo('uncopied', torn)).rejects.toThrow('makes no copies of them');
      expect(await ask('/uncopied/_count')).toMatchObject({ status: 404 });
    } finally {
      await allocate(null);
    }
    expect(await publishTo('uncopied')).toMatchObject({ written: 0, unchanged: productCount });
    expect(await writingOf('uncopied')).toEqual(asUsual);
  });

  it('is made anew where a part of it is gone with its node', async () => {
    const torn = followedBy(async () => {
      throw new Error('The program ended.');
    });
    await expect(publishTo('broken', torn)).rejects.toThrow('The program ended.');
    const [index = '', made] = Object.entries(await ask('/broken-products-*'))[0] ?? [];
    const { mappings } = made as { mappings: object };
    await ask(`/${index}`, 'DELETE');
    // Nobody has its part: as if it had been on the node that is gone.
    await ask(`/${index}?wait_for_active_shards=0`, 'PUT', {
      settings: { 'index.knn': true, 'index.routing.allocation.require._name': 'gone' },
      mappings,
    });
    expect(await ask(`/_cluster/health/${index}`)).toMatchObject({ status: 'red' });
    expect(await publishTo('broken')).toMatchObject({ written: productCount });
    expect(await writingOf('broken')).toEqual(asUsual);
  });

  it('that was shown before keeps its copies', async () => {
    const { index } = await publishTo('shown-before');
    await ask('/_aliases', 'POST', { actions: [{ remove: { index, alias: 'shown-before' } }] });
    const seen: Writing[] = [];
    const again = followedBy(async () => void seen.push(await writingOf(index)));
    expect(await publishTo('shown-before', again)).toMatchObject({ written: 0 });
    expect(seen).toEqual([{ ...asUsual, refresh: '-1' }]);
    expect(await writingOf('shown-before')).toEqual(asUsual);
  });
});
