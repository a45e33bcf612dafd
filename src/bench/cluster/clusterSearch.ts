/** `search`: look-alikes from the cluster, all compared and by its graph, beside those from this machine. */
import { similarInputSchema } from '../../contract/search.ts';
import type { SearchPort, SimilarOptions } from '../../core/search/ports.ts';
import { type BenchCatalog, type OpenableCatalog, openQuietly } from '../benchCatalog.ts';
import type { BenchPlace } from '../benchPlace.ts';
import { derived, type Measurement, medianOf, p99Of } from '../measurement.ts';
import {
  type Asked,
  askSearches,
  filtersOf,
  plain,
  type SearchKind,
  searchKinds,
  wantedLookAlikes,
  warmingOf,
} from '../steps/askSearches.ts';
import { type Found, recallOf, shareOfSame } from './compareAnswers.ts';

const kinds: readonly SearchKind[] = [
  ...searchKinds,
  { name: 'euclidean', metric: 'euclidean', shares: null },
];
/** By manhattan distance no graph is asked. */
const byGraph = kinds.filter(({ metric }) => metric !== 'manhattan');

export async function clusterSearchStep(
  place: BenchPlace,
  local: BenchCatalog,
  shared: OpenableCatalog,
  approximate: SearchPort,
  queries: readonly string[],
): Promise<Measurement[]> {
  const here = await askAll(place, local, queries);
  const there = await askAll(place, shared, queries);
  const results: Measurement[] = [];
  for (const { name } of kinds) {
    const [own, other] = [here.get(name), there.get(name)];
    if (own !== undefined && other !== undefined) results.push(...describeExact(name, own, other));
  }
  for (const kind of byGraph) {
    const expected = here.get(kind.name);
    if (expected === undefined) continue;
    results.push(...(await measureGraph(place, approximate, kind, queries, expected.found)));
  }
  return results;
}

function askAll(
  place: BenchPlace,
  catalog: OpenableCatalog,
  queries: readonly string[],
): Promise<Map<string, Asked>> {
  return place.withEngine(async (engine) => {
    await openQuietly(engine, catalog);
    const asked = new Map<string, Asked>();
    for (const kind of kinds) asked.set(kind.name, await askSearches(engine, kind, queries));
    return asked;
  });
}

function describeExact(name: string, here: Asked, there: Asked): Measurement[] {
  const exact = `search.exact.${name}`;
  return [
    medianOf(`${exact}.p50`, 'ms', there.engineMs, 'every picture compared'),
    p99Of(`${exact}.p99`, 'ms', there.engineMs),
    medianOf(`${exact}.call.p50`, 'ms', there.callMs, 'to the engine’s process and back'),
    derived(
      `${exact}.same`,
      'share',
      shareOfSame(here.found, there.found),
      'of this machine’s answers, in order, distance and score',
    ),
    medianOf(`${exact}.here.p50`, 'ms', here.engineMs, 'the same on this machine'),
    p99Of(`${exact}.here.p99`, 'ms', here.engineMs),
  ];
}

async function measureGraph(
  place: BenchPlace,
  search: SearchPort,
  kind: SearchKind,
  queries: readonly string[],
  expected: Found,
): Promise<Measurement[]> {
  const options = { ...usualOptions(), metric: kind.metric, k: wantedLookAlikes };
  const filters = filtersOf(kind);
  const find = async (id: string) =>
    (await search.similar({ kind: 'product', id }, filters, options)).matches;
  for (const id of warmingOf(queries)) await find(id);
  const times: number[] = [];
  const found = new Map<string, Awaited<ReturnType<typeof find>>>();
  for (const id of queries) {
    const startedAt = performance.now();
    found.set(id, await find(id));
    times.push(performance.now() - startedAt);
    await place.breathe();
  }
  const name = `search.approximate.${kind.name}`;
  return [
    medianOf(`${name}.p50`, 'ms', times, 'the graph’s nearest, ordered in float64'),
    p99Of(`${name}.p99`, 'ms', times),
    derived(`${name}.recall`, 'share', recallOf(expected, found), `of the ${wantedLookAlikes} nearest`),
  ];
}

/** As the contract has them where nothing is wished. */
function usualOptions(): SimilarOptions {
  const {
    query: _query,
    where: _where,
    order: _order,
    ...options
  } = similarInputSchema.parse({ query: { kind: 'product', id: plain.name } });
  return options;
}
