/** `allPairs`: the ten nearest of some products, as an export asks for them, and what those of all would take. */
import { Failure } from '../../contract/failure.ts';
import type { ListsOptions, SearchPort } from '../../core/search/ports.ts';
import { type BenchCatalog, openQuietly } from '../benchCatalog.ts';
import type { BenchPlace } from '../benchPlace.ts';
import { derived, type Measurement } from '../measurement.ts';

const top = 10;

const options: ListsOptions = {
  metric: 'cosine',
  same: [],
  onFallback(reason) {
    throw reason;
  },
};

export async function clusterPairsStep(
  place: BenchPlace,
  local: BenchCatalog,
  ids: readonly string[],
  searches: { readonly exact: SearchPort; readonly approximate: SearchPort },
): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const name of ['exact', 'approximate'] as const) {
    const seconds = await timeLists(place, searches[name], ids);
    results.push(
      derived(
        `allPairs.${name}`,
        'lists/s',
        ids.length / seconds,
        `${ids.length.toLocaleString('en-US')} lists of ${top} in ${seconds.toFixed(1)} s`,
      ),
      derived(
        `allPairs.${name}.all`,
        's',
        (seconds * local.products) / ids.length,
        `derived: those of all ${local.products.toLocaleString('en-US')} products`,
      ),
    );
  }
  const here = await exportHere(place, local);
  return [
    ...results,
    derived('allPairs.here', 'lists/s', local.products / here, 'all of them to CSV on this machine'),
    derived('allPairs.here.all', 's', here),
  ];
}

async function timeLists(place: BenchPlace, search: SearchPort, ids: readonly string[]): Promise<number> {
  const queries = ids.map((id) => ({ id, listed: [], excluded: [], count: top }));
  const startedAt = performance.now();
  for await (const { found, query } of search.listsOf(queries, [], options)) {
    if (found === null) throw new Failure('internal', `The list of product ${query.id} could not be made.`);
    await place.breathe();
  }
  return (performance.now() - startedAt) / 1000;
}

function exportHere(place: BenchPlace, catalog: BenchCatalog): Promise<number> {
  return place.withEngine(async (engine) => {
    await openQuietly(engine, catalog);
    const file = place.path('lists.csv');
    const { jobId } = await engine.call('lists.export', { what: { kind: 'all' }, top, file });
    const job = await engine.call('jobs.wait', { id: jobId });
    if (job.kind !== 'export' || job.result === null)
      throw new Failure('internal', job.message ?? 'The export of all products failed.');
    return job.result.seconds;
  });
}
