/** `bench --cluster` in small: every number, and nothing of it left behind. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runCli } from '../cli/runCli.ts';
import { runJsonHere } from '../cli/runHere.ts';
import { addressOf, makeSampleCatalog, publish, type SampleCatalog } from './fixtures/sampleCatalog.ts';

interface Result {
  readonly name: string;
  readonly value?: number;
}

const kinds = ['plain', 'filter5', 'filter30', 'manhattan', 'euclidean'];
const names = [
  'catalog',
  ...['load', 'load.seconds', 'load.settled', 'load.disk'],
  ...kinds.flatMap((kind) =>
    ['p50', 'p99', 'call.p50', 'same', 'here.p50', 'here.p99'].map((what) => `search.exact.${kind}.${what}`),
  ),
  ...kinds
    .filter((kind) => kind !== 'manhattan')
    .flatMap((kind) => ['p50', 'p99', 'recall'].map((what) => `search.approximate.${kind}.${what}`)),
  ...['facets', 'text'].flatMap((step) =>
    ['p50', 'p99', 'here.p50', 'here.p99'].map((what) => `${step}.${what}`),
  ),
  ...['exact', 'approximate', 'here'].flatMap((how) => [`allPairs.${how}`, `allPairs.${how}.all`]),
  ...['decide', 'decide.p50', 'decide.p99', 'decide.seen.p50', 'decide.seen.p99', 'decide.here'],
];

let sample: SampleCatalog;

beforeAll(async () => {
  sample = await makeSampleCatalog(40);
});

afterAll(() => sample.remove());

async function indicesOf(name: string): Promise<string[]> {
  const [host] = inject('clusterHosts').split(',');
  const answer = await fetch(`http://${host}/_cat/indices/${name}*?format=json&h=index`);
  return ((await answer.json()) as { index: string }[]).map(({ index }) => index);
}

describe('bench --cluster', () => {
  const words = (name: string) => [
    ...['bench', '--cluster', addressOf(name), '--catalog', sample.folder],
    ...['--queries', '4', '--lists', '5'],
  ];

  it('measures a catalog there beside the same one here, and removes it again', async () => {
    const { cluster, results } = (await runJsonHere(words('measured'), sample.dataFolder)) as {
      cluster: unknown;
      results: Result[];
    };
    expect(cluster).toMatchObject({ version: expect.stringMatching(/^\d+\./), nodes: 3 });
    expect(results.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const { name, value } of results) {
      expect(value, name).toBeGreaterThanOrEqual(0);
      if (name.endsWith('.same')) expect(value, name).toBe(1);
      if (name.endsWith('.recall')) expect(value, name).toBeGreaterThanOrEqual(0.98);
    }
    expect(await indicesOf('measured')).toEqual([]);
  });

  it('keeps what it loaded where that is wished, and finds it again', async () => {
    const only = [...words('kept'), '--only', 'load'];
    await runJsonHere([...only, '--keep'], sample.dataFolder);
    expect(await indicesOf('kept')).toHaveLength(4);
    const { results } = (await runJsonHere(only, sample.dataFolder)) as { results: object[] };
    expect(results).toContainEqual({
      ...{ name: 'load', unit: 'products/s' },
      note: 'it was there already: 40 pictures unchanged',
    });
    expect(await indicesOf('kept')).toEqual([]);
  });

  it('touches no catalog that is not its own', async () => {
    const engine = await sample.openEngine();
    await publish(engine, { address: addressOf('theirs') });
    await engine.close();
    const before = await indicesOf('theirs');
    const run = await runCli([...words('theirs'), '--only', 'load'], sample.dataFolder);
    expect(run).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('bench puts one of its own there and removes it'),
    });
    expect(await indicesOf('theirs')).toEqual(before);
  });
});
