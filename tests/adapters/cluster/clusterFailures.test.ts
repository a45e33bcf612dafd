/** Whatever is wrong with a cluster is said in words, and says what to do. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { connectCluster } from '../../../src/adapters/cluster/connection/connectCluster.ts';
import {
  findIndex,
  requirePublished,
  requireVersion,
} from '../../../src/adapters/cluster/format/catalogFormat.ts';
import { askShards } from '../../../src/adapters/cluster/search/askShards.ts';
import { type FakeAnswer, type FakeCluster, openSearch, refusal, startFakeCluster } from './fakeCluster.ts';

let fakes: FakeCluster[] = [];

afterEach(async () => {
  for (const fake of fakes) await fake.close();
  fakes = [];
  vi.unstubAllEnvs();
});

async function start(answer: (request: string) => FakeAnswer | null): Promise<FakeCluster> {
  const fake = await startFakeCluster(answer);
  fakes.push(fake);
  return fake;
}

async function connectTo(answer: (request: string) => FakeAnswer | null) {
  const { host } = await start(answer);
  return connectCluster({ address: `http://${host}/shoes` });
}

const anything = z.looseObject({});

describe('a cluster', () => {
  it.each([
    [401, 'security_exception', 'unauthorized', 'cluster-refused', 'the password is wrong'],
    [403, 'security_exception', 'no permissions', 'cluster-refused', 'This user may not do that'],
    [
      403,
      'cluster_block_exception',
      'index [s] blocked by: [FORBIDDEN/8/index write (api)];',
      'cluster-refused',
      'is read-only now',
    ],
    [
      429,
      'cluster_block_exception',
      'blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];',
      'cluster-refused',
      'are full',
    ],
    [503, 'unavailable_shards_exception', 'Not enough active copies', 'cluster-refused', 'not enough copies'],
    [503, 'cluster_manager_not_discovered_exception', '', 'cluster-refused', 'has no manager'],
    [500, 'node_not_connected_exception', '[n0] Node not connected', 'cluster-refused', 'is going'],
    [500, 'node_disconnected_exception', '[n0] disconnected', 'cluster-refused', 'is going'],
    [429, 'rejected_execution_exception', 'queue full', 'cluster-refused', 'too much to do'],
    [
      400,
      'illegal_argument_exception',
      'unknown setting [index.knn]',
      'cluster-unusable',
      'has no k-NN plugin',
    ],
    [
      400,
      'mapper_parsing_exception',
      'Vector dimension mismatch. Expected: 3, Given: 2048',
      'cluster-unusable',
      'another length',
    ],
    [404, 'index_not_found_exception', 'no such index [shoes]', 'not-found', 'There is no catalog at'],
  ])('that answers %i %s (%s) is explained', async (status, type, reason, code, words) => {
    const cluster = await connectTo(() => refusal(status, type, reason));
    await expect(cluster.ask({ method: 'GET', path: '/shoes' }, anything)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    await cluster.close();
  });

  it('of which one shard refuses is explained as well, with the right that is lacking', async () => {
    const reason = 'no permissions for [indices:admin/refresh[s]] and User [name=curator]';
    const failures = [{ shard: 0, index: 'shoes', reason: { type: 'security_exception', reason } }];
    const body = { _shards: { total: 1, successful: 0, failed: 1, failures } };
    const cluster = await connectTo(() => ({ status: 403, body }));
    await expect(cluster.ask({ method: 'POST', path: '/shoes/_refresh' }, anything)).rejects.toMatchObject({
      code: 'cluster-refused',
      message: expect.stringContaining('may not do that'),
      detail: `403 security_exception: ${reason}`,
    });
    await cluster.close();
  });

  it('that is not there cannot be reached', async () => {
    const fake = await startFakeCluster(() => null);
    await fake.close();
    const cluster = connectCluster({ address: `http://${fake.host}/shoes` });
    await expect(requireVersion(cluster)).rejects.toMatchObject({
      code: 'cluster-unreachable',
      message: expect.stringContaining('cannot be reached'),
    });
    await cluster.close();
  });

  it.each([
    [{ version: { number: '8.11.0' } }, 'another engine (version 8.11.0)'],
    [{ version: { number: '2.11.1', distribution: 'opensearch' } }, 'has OpenSearch 2.11.1'],
    [{ hello: 'world' }, 'no OpenSearch that Twinset understands'],
  ])('that is no OpenSearch of today is refused: %j', async (body, words) => {
    const cluster = await connectTo(() => ({ body }));
    await expect(requireVersion(cluster)).rejects.toMatchObject({
      code: 'cluster-unusable',
      message: expect.stringContaining(words),
    });
    await cluster.close();
  });

  it.each([
    [{}, 'cluster-unusable', 'is not Twinset’s'.replace('’', "'")],
    [{ twinset: { format: 3, kind: 'products' } }, 'catalog-too-new', 'newer Twinset (format 3'],
    [{ twinset: { format: 1, kind: 'journal' } }, 'cluster-unusable', 'holds journal and not products'],
  ])('whose index says %j of itself is not touched', async (_meta, code, words) => {
    const cluster = await connectTo(() => ({ body: { shoes: { mappings: { _meta } } } }));
    await expect(findIndex(cluster, 'shoes', 'products')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    await cluster.close();
  });

  it('without the catalog says how to send one there', async () => {
    const cluster = await connectTo(() => refusal(404, 'index_not_found_exception', 'no such index'));
    await expect(requirePublished(cluster)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('cluster publish --to http://127.0.0.1'),
    });
    await cluster.close();
  });
});

describe('an index that is not there', () => {
  const lacking = refusal(404, 'index_not_found_exception', 'no such index [shoes]');
  const noShards = { active_shards: 0, initializing_shards: 0, unassigned_shards: 0 };
  const index = { body: { shoes: { mappings: { _meta: { twinset: { format: 1, kind: 'curation' } } } } } };

  /** Once or always. */
  async function findCuration(health: FakeAnswer, isThereThen = false) {
    let asked = 0;
    const cluster = await connectTo((request) =>
      request === 'GET /_cluster/health' ? health : isThereThen && ++asked > 1 ? index : lacking,
    );
    try {
      return await findIndex(cluster, 'shoes', 'curation');
    } finally {
      await cluster.close();
    }
  }

  it.each([
    ['an empty cluster', { body: { status: 'green', ...noShards } }],
    ['one with broken indices', { body: { status: 'red', ...noShards, unassigned_shards: 2 } }],
    ['one that may not be asked how it is', refusal(403, 'security_exception', 'no permissions')],
  ])('of %s is not there', async (_, health) => {
    expect(await findCuration(health)).toBeNull();
  });

  it('of a cluster that has just started may be there', async () => {
    await expect(findCuration({ body: { status: 'red', ...noShards } })).rejects.toMatchObject({
      code: 'cluster-unreachable',
      message: expect.stringContaining('has just started'),
    });
  });

  it('is found where the cluster comes to know it meanwhile', async () => {
    expect(
      await findCuration({ body: { status: 'green', ...noShards, active_shards: 1 } }, true),
    ).toMatchObject({ index: 'shoes' });
  });
});

describe('a search', () => {
  const all = { total: 3, successful: 3, failed: 0 };

  it('that some shards do not answer is asked again, and fails rather than being short', async () => {
    const part = { ...all, successful: 2, failed: 1 };
    const fake = await start(() => ({ body: { timed_out: false, _shards: part } }));
    const cluster = connectCluster({ address: `http://${fake.host}/shoes` });
    await expect(askShards(cluster, 'shoes', {}, anything)).rejects.toMatchObject({
      code: 'cluster-refused',
      message: expect.stringContaining('(2 of 3)'),
    });
    expect(fake.asked).toEqual(Array(3).fill('POST /shoes/_search'));
    await cluster.close();
  });

  it('goes to another node where one breaks off', async () => {
    const broken = await start(() => null);
    const sound = await start(() => ({ body: { timed_out: false, _shards: all, hits: 1 } }));
    const cluster = connectCluster({ address: `http://${broken.host},${sound.host}/shoes` });
    for (let asked = 0; asked < 3; asked++)
      expect(await askShards(cluster, 'shoes', {}, anything)).toMatchObject({ hits: 1 });
    expect(sound.asked).toHaveLength(3);
    await cluster.close();
  });
});

describe('the password', () => {
  it('goes to the cluster and into no message', async () => {
    vi.stubEnv('TWINSET_CLUSTER_USER', 'ann');
    vi.stubEnv('TWINSET_CLUSTER_PASSWORD', 'secret-word');
    const fake = await start((request) =>
      request === 'GET /' ? { body: openSearch } : refusal(500, 'some_exception', 'it broke'),
    );
    const cluster = connectCluster({ address: `http://${fake.host}/shoes` });
    await requireVersion(cluster);
    expect(fake.authorizations).toEqual([`Basic ${Buffer.from('ann:secret-word').toString('base64')}`]);
    const failure: unknown = await cluster
      .ask({ method: 'GET', path: '/shoes' }, anything)
      .catch((thrown: unknown) => thrown);
    expect(JSON.stringify([failure, String(failure)])).not.toContain('secret-word');
    expect(JSON.stringify(failure)).toContain('some_exception');
    await cluster.close();
  });
});
