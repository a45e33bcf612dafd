/** Lists of a shared catalog whose copy turns out damaged while they are made: each is there once, and as it would have been. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/contract/failure.ts';
import type { CatalogSession } from '../../../../src/core/catalogs/session.ts';
import { allOf } from '../../../../src/core/products/allOf.ts';
import type { ListQuery, SearchPort } from '../../../../src/core/search/ports.ts';
import { createSharedSearch } from '../../../../src/engine/catalogs/shared/sharedSearch.ts';
import { makeSampleCatalog, type SampleCatalog } from '../../../cluster/fixtures/sampleCatalog.ts';

const wishes = { metric: 'cosine', same: [], onFallback: () => undefined } as const;

let sample: SampleCatalog;
/** Answers for the cluster and for the copy. */
let session: CatalogSession;
let queries: readonly ListQuery[];
let expected: string;

beforeAll(async () => {
  sample = await makeSampleCatalog(12);
  session = await sample.openSession();
  const ids = await session.products.ids(allOf());
  // More than the cluster is asked for at once.
  queries = Array.from({ length: 250 }, (_, at) => ({
    ...{ id: ids[at % ids.length] ?? '', listed: [], excluded: [], count: 3 + (at % 4) },
  }));
  expected = await listsOf(session.search);
});

afterAll(async () => {
  await session.close();
  sample.remove();
});

async function listsOf(search: SearchPort): Promise<string> {
  const lines: string[] = [];
  for await (const { query, found } of search.listsOf(queries, [], wishes))
    lines.push(`${query.id} ${query.count}: ${found?.nearest.map(({ id }) => id).join(' ')}`);
  return lines.join('\n');
}

const damage = new Failure('catalog-damaged', 'The copy is damaged.');

/** What is asked of it is counted; after so many lists it fails. */
function watched(most: number, fails: unknown = damage) {
  let answered = 0;
  const search: SearchPort = {
    ...session.search,
    async *listsOf(some, filters, options) {
      for await (const answer of session.search.listsOf(some, filters, options)) {
        if (answered === most) throw fails;
        answered++;
        yield answer;
      }
    },
  };
  return { search, answered: () => answered };
}

/** @param copies as they are there one after the other; null: none at that time */
function shared(cluster: SearchPort, copies: readonly (SearchPort | null)[]): SearchPort {
  const left = [...copies];
  const copied = {
    search: session.search,
    searchInTime: async () => null,
    makeWay: <Answer>(asked: Promise<Answer>) => asked,
    noteDamage: (thrown: unknown) => thrown === damage,
  };
  return createSharedSearch(
    cluster,
    copied,
    async () => left.shift() ?? null,
    () => [],
  );
}

describe('lists from a copy that is found damaged', () => {
  it('come from the cluster until there is a new one', async () => {
    const [cluster, first, second] = [watched(1000), watched(31), watched(1000)];
    const search = shared(cluster.search, [first.search, null, second.search]);
    expect(await listsOf(search)).toBe(expected);
    expect([first, cluster, second].map(({ answered }) => answered())).toEqual([31, 100, 119]);
  });

  it('come from the cluster for good where the new one is damaged too', async () => {
    const [cluster, first, second] = [watched(1000), watched(0), watched(7)];
    const search = shared(cluster.search, [first.search, second.search, watched(1000).search]);
    expect(await listsOf(search)).toBe(expected);
    expect([first, second, cluster].map(({ answered }) => answered())).toEqual([0, 7, 243]);
  });

  it('end where it is something else, or where the cluster fails', async () => {
    const another = new Failure('bad-input', 'No field is called "colour".');
    await expect(listsOf(shared(session.search, [watched(3, another).search]))).rejects.toBe(another);
    const away = new Failure('cluster-unreachable', 'The cluster cannot be reached.');
    const search = shared(watched(50, away).search, [watched(3).search]);
    await expect(listsOf(search)).rejects.toBe(away);
  });

  it('are all the cluster’s where there is no copy', async () => {
    const cluster = watched(1000);
    expect(await listsOf(shared(cluster.search, []))).toBe(expected);
    expect(cluster.answered()).toBe(250);
  });
});
