/** Look-alikes of a shared catalog are those of the same catalog on this machine, in order, distance and score. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClusterCatalog, createClusterSearch } from '../../src/adapters/cluster/cluster.ts';
import { type GraphKind, graphKinds } from '../../src/contract/cluster.ts';
import type { Filter } from '../../src/contract/products.ts';
import { type Metric, similarInputSchema } from '../../src/contract/search.ts';
import type { CatalogSession } from '../../src/core/catalogs/session.ts';
import type { SearchPort, SimilarOptions, SimilarQuery } from '../../src/core/search/ports.ts';
import {
  addressOf,
  makeSampleCatalog,
  openShared,
  publish,
  type SampleCatalog,
} from './fixtures/sampleCatalog.ts';

const productCount = 400;
const metrics: readonly Metric[] = ['cosine', 'euclidean', 'manhattan'];

let sample: SampleCatalog;
let local: CatalogSession;
let shared: ClusterCatalog;
let exact: SearchPort;
let pressed: ClusterCatalog;
/** By how the graph keeps embeddings. */
let approximate: Readonly<Record<GraphKind, SearchPort>>;
let ids: readonly string[];

const noSelections = (): Iterable<string> => [];

beforeAll(async () => {
  sample = await makeSampleCatalog(productCount);
  const engine = await sample.openEngine();
  await publish(engine, { address: addressOf('search') });
  await publish(engine, { address: addressOf('pressed'), graph: 'int8' });
  await engine.close();
  local = await sample.openSession();
  shared = await openShared('search');
  pressed = await openShared('pressed');
  exact = createClusterSearch(shared, { idsOfSelection: noSelections, reading: 'exact' });
  const byGraph = { idsOfSelection: noSelections, reading: 'approximate' } as const;
  approximate = { float: createClusterSearch(shared, byGraph), int8: createClusterSearch(pressed, byGraph) };
  ids = await local.products.choose({ kind: 'all' });
});

afterAll(async () => {
  await shared.cluster.close();
  await pressed.cluster.close();
  await local.close();
  sample.remove();
});

function optionsOf(wishes: Partial<SimilarOptions> = {}): SimilarOptions {
  const {
    query: _,
    where: __,
    order: ___,
    ...options
  } = similarInputSchema.parse({
    query: { kind: 'product', id: '' },
  });
  return { ...options, ...wishes };
}

const productQuery = (at: number): SimilarQuery => ({ kind: 'product', id: ids[at] ?? '' });

describe('exact look-alikes', () => {
  it.each(metrics)('by %s are the same for every eighth product', async (metric) => {
    for (let at = 0; at < ids.length; at += 8) {
      const options = optionsOf({ metric });
      const expected = await local.search.similar(productQuery(at), [], options);
      expect(await exact.similar(productQuery(at), [], options)).toEqual(expected);
    }
  });

  const filters: readonly (readonly [string, readonly Filter[]])[] = [
    ['a value', [{ field: 'gender', values: ['Women'] }]],
    [
      'values of two fields',
      [
        { field: 'baseColour', values: ['Black', 'White', 'Red'] },
        { field: 'gender', values: ['Men', 'Women', ''] },
      ],
    ],
    ['a range', [{ kind: 'range', field: 'year', min: 2012, max: 2016 }]],
    ['words of the name', [{ kind: 'text', text: 'bl' }]],
    ['words of a field', [{ kind: 'text', text: 'sh', field: 'articleType' }]],
    ['no value', [{ kind: 'lacks', field: 'usage' }]],
    ['any value', [{ kind: 'has', field: 'season' }]],
  ];
  it.each(filters)('filtered by %s are the same by every metric', async (_, where) => {
    for (const metric of metrics) {
      for (const at of [0, 17, 101, 333]) {
        const options = optionsOf({ metric, k: 12 });
        const expected = await local.search.similar(productQuery(at), where, options);
        expect(await exact.similar(productQuery(at), where, options)).toEqual(expected);
      }
    }
  });

  const wishes: readonly (readonly [string, Partial<SimilarOptions>])[] = [
    ['the same colour and kind', { same: ['baseColour', 'articleType'] }],
    ['variety', { diversity: 0.5, k: 6 }],
    ['variants as one', { variants: 'grouped', k: 8 }],
    ['a least score', { minScore: 0.9, k: 30 }],
    ['a greatest score', { maxScore: 0.85, k: 10 }],
    ['all there are', { k: 200 }],
  ];
  it.each(wishes)('with %s are the same', async (_, wished) => {
    for (const at of [3, 50, 222]) {
      const options = optionsOf(wished);
      const expected = await local.search.similar(productQuery(at), [], options);
      expect(await exact.similar(productQuery(at), [], options)).toEqual(expected);
    }
  });

  it('like one and unlike another, and of a taste, are the same', async () => {
    const [a = '', b = '', c = '', d = ''] = ids;
    const options = optionsOf({ like: [b], unlike: [c] });
    const query: SimilarQuery = { kind: 'product', id: a };
    expect(await exact.similar(query, [], options)).toEqual(await local.search.similar(query, [], options));
    const profile = {
      owner: 'the board "Summer"',
      liked: [a, b].map((id) => ({ id, weight: 1 })),
      disliked: [{ id: d, weight: 1 }],
      leftOut: [a, b, d],
    };
    const taste: SimilarQuery = { kind: 'profile', profile };
    expect(await exact.similar(taste, [], optionsOf())).toEqual(
      await local.search.similar(taste, [], optionsOf()),
    );
  });

  it('of many lists at once are the same, with what stands in them', async () => {
    const queries = ids.slice(0, 24).map((id, at) => ({
      id,
      listed: [ids[at + 30] ?? '', 'gone'],
      excluded: [ids[at + 40] ?? ''],
      count: 8,
    }));
    const options = {
      metric: 'cosine' as const,
      same: ['gender'],
      onFallback(reason: Error) {
        throw reason;
      },
    };
    const read = async (search: SearchPort) => {
      const answers: unknown[] = [];
      for await (const answer of search.listsOf(queries, [], options)) answers.push(answer);
      return answers;
    };
    expect(await read(exact)).toEqual(await read(local.search));
  });

  it('of an unknown product, by an unknown field and by what is not shared are refused in words', async () => {
    await expect(exact.similar({ kind: 'product', id: 'nobody' }, [], optionsOf())).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('There is no product nobody'),
    });
    await expect(
      exact.similar(productQuery(0), [{ field: 'mood', values: ['x'] }], optionsOf()),
    ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('no field "mood"') });
    await expect(exact.similar(productQuery(0), [], optionsOf({ metric: 'tuned' }))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('has no distance of its own'),
    });
  });
});

describe.each(graphKinds)('approximate look-alikes by a graph of %s', (graph) => {
  it.each(['cosine', 'euclidean'] as const)(
    'by %s miss fewer than two of a hundred, and say so',
    async (metric) => {
      let found = 0;
      let wanted = 0;
      for (let at = 0; at < ids.length; at += 4) {
        const options = optionsOf({ metric });
        const expected = await local.search.similar(productQuery(at), [], options);
        const answer = await approximate[graph].similar(productQuery(at), [], options);
        expect(answer.isApproximate).toBe(true);
        const known = new Map(expected.matches.map((match) => [match.id, match]));
        for (const match of answer.matches) {
          if (known.has(match.id)) expect(match).toEqual(known.get(match.id));
          found += known.has(match.id) ? 1 : 0;
        }
        wanted += expected.matches.length;
      }
      expect(found / wanted).toBeGreaterThanOrEqual(0.98);
    },
  );
});

describe('a graph', () => {
  it('of int8 leaves the embeddings as they are: with all compared, look-alikes are the same', async () => {
    const compared = createClusterSearch(pressed, { idsOfSelection: noSelections, reading: 'exact' });
    for (let at = 0; at < ids.length; at += 40) {
      const expected = await local.search.similar(productQuery(at), [], optionsOf());
      expect(await compared.similar(productQuery(at), [], optionsOf())).toEqual(expected);
    }
  });
});
