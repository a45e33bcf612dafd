/** `search`: look-alikes as a click asks for them, and whether they are the true ones. */
import type { Attributes } from '../../contract/products.ts';
import { type BenchCatalog, openQuietly, shareField, spread } from '../benchCatalog.ts';
import type { BenchEngine, BenchPlace } from '../benchPlace.ts';
import { derived, type Measurement, median, medianOf, p99Of } from '../measurement.ts';
import {
  type Asked,
  askSearches,
  wantedLookAlikes as k,
  plain,
  type SearchKind,
  searchKinds,
} from './askSearches.ts';
import { type ExactNeighbours, findExactNeighbours } from './exactNeighbours.ts';
import { type PlainLoop, preparePlainLoop } from './plainLoop.ts';

const loopRuns = 5;
/** Brute force takes a second for so many at 44,000 products. */
const checkedQueries = 10;

export async function searchStep(
  place: BenchPlace,
  catalog: BenchCatalog,
  queries: readonly string[],
): Promise<Measurement[]> {
  const { folder, space } = catalog;
  const checked = spread(queries, checkedQueries);
  const truth = await findExactNeighbours(folder, space, checked, ['cosine', 'manhattan'], place.breathe);
  const loop = await preparePlainLoop(folder, space, place.breathe);
  loop.run();
  const loopMs = runLoop(loop);
  return place.withEngine(async (engine) => {
    await openQuietly(engine, catalog);
    const results: Measurement[] = [];
    for (const kind of searchKinds) {
      const asked = await askSearches(engine, kind, queries);
      results.push(...describe(kind, asked, recallOf(truth, kind, asked, checked)));
      if (kind !== plain) continue;
      results.push(...(await describeReading(engine)));
      loopMs.push(...runLoop(loop));
      const ratio = median(loopMs) / median(asked.engineMs);
      results.push(derived('search.plain.ratio.loop', 'times', ratio, 'as fast as the plain loop'));
    }
    return [medianOf('search.loop', 'ms', loopMs, loop.note), ...results];
  });
}

/** Nothing where searches read every embedding. */
async function describeReading(engine: BenchEngine): Promise<Measurement[]> {
  const { catalog } = await engine.call('settings.diagnostics', {});
  const { median: half = null, most = null, isNarrowed = false } = catalog?.searchReading ?? {};
  if (half === null || most === null || !isNarrowed) return [];
  const note = 'that prefixes leave to a search, before their vectors are compared';
  return [
    derived('search.plain.left', 'embeddings', half, note),
    derived('search.plain.left.p95', 'embeddings', most, note),
  ];
}

function runLoop(loop: PlainLoop): number[] {
  return Array.from({ length: loopRuns }, () => loop.run());
}

function recallOf(
  truth: ExactNeighbours,
  { metric, shares }: SearchKind,
  { found }: Asked,
  checked: readonly string[],
): number {
  const passes = (attributes: Attributes) => shares === null || shares.includes(attributes[shareField] ?? '');
  const recalls = checked.map((id) =>
    truth.recall(
      id,
      metric,
      k,
      (found.get(id) ?? []).map((match) => match.id),
      passes,
    ),
  );
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}

function describe(kind: SearchKind, asked: Asked, recall: number): Measurement[] {
  const name = `search.${kind.name}`;
  const { engineMs, callMs } = asked;
  return [
    medianOf(`${name}.p50`, 'ms', engineMs),
    p99Of(`${name}.p99`, 'ms', engineMs),
    medianOf(`${name}.call.p50`, 'ms', callMs, 'to the engine’s process and back'),
    derived(`${name}.recall`, 'share', recall, `of the true ${k} nearest, by float64 brute force`),
  ];
}
