/**
 * How long searches take over a catalog that is there, in milliseconds of the engine, as JSON:
 * `node tests/bench/scripts/searchFigures.ts CATALOG [QUERIES]`, once searches are prepared. It opens the catalog for writing: use one that no Twinset has open.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { p99Of } from '../../../src/bench/measurement.ts';
import type { Output } from '../../../src/contract/contract.ts';
import type { Filter } from '../../../src/contract/products.ts';
import type { Metric } from '../../../src/contract/search.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';
import { createRandom } from '../../core/search/searchCatalog.ts';
import { openSettled } from '../openSettled.ts';

const [catalogFolder = '', count = '400'] = process.argv.slice(2);
const queries = Number(count);
const k = 10;
/** V8 makes its fast code meanwhile. */
const warmUps = 300;
const work = mkdtempSync(join(tmpdir(), 'twinset-search-'));

try {
  const engine = await createEngine({
    dataFolder: join(work, 'data'),
    resourcesFolder: findResourcesFolder(),
  });
  const { products } = await openSettled(engine, catalogFolder);
  for (let tries = 0; tries < 300 && (await readingOf(engine))?.isPrepared !== true; tries++)
    await delay(200);
  const { ids } = await engine.call('products.ids', { view: {} });
  const random = createRandom(1);
  const asked = Array.from({ length: warmUps + queries }, () => ids[Math.floor(random() * ids.length)] ?? '');
  const { facets } = await engine.call('products.facets', { view: {} });
  const figures: Record<string, unknown> = { products, queries };
  for (const metric of ['cosine', 'euclidean'] as const)
    figures[metric] = await time(engine, asked, metric, []);
  for (const share of [0.05, 0.3]) {
    const filter = filterOf(facets, products, share);
    figures[`${filter.field} ${filter.values.join(' ')}`] = {
      share: filter.share,
      ...(await time(engine, asked, 'cosine', [{ field: filter.field, values: filter.values }])),
    };
  }
  figures['manhattan'] = await time(
    engine,
    asked.slice(0, warmUps + Math.ceil(queries / 10)),
    'manhattan',
    [],
  );
  figures['reading'] = await readingOf(engine);
  figures['allPairs'] = await exportAll(engine);
  await engine.close();
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function readingOf(engine: Engine) {
  const { catalog } = await engine.call('settings.diagnostics', {});
  return catalog?.searchReading ?? null;
}

async function time(
  engine: Engine,
  asked: readonly string[],
  metric: Metric,
  where: Filter[],
): Promise<object> {
  const times: number[] = [];
  for (const [at, id] of asked.entries()) {
    const answer = await engine.call('search.similar', { query: { kind: 'product', id }, k, metric, where });
    if (at >= warmUps) times.push(answer.milliseconds);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { p50: sorted[Math.floor(sorted.length / 2)], p99: p99Of('p99', 'ms', times).value };
}

/** The value that stands in nearest to so many of the products. */
function filterOf(facets: Output<'products.facets'>['facets'], products: number, wanted: number) {
  const shares = facets.flatMap(({ field, values }) =>
    values.map(({ value, count: many }) => ({ field, values: [value], share: many / products })),
  );
  const [nearest] = shares.sort((a, b) => Math.abs(a.share - wanted) - Math.abs(b.share - wanted));
  if (nearest === undefined) throw new Error('The catalog has no fields to filter by.');
  return nearest;
}

async function exportAll(engine: Engine): Promise<object> {
  const file = join(work, 'lists.csv');
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const { jobId } = await engine.call('lists.export', { what: { kind: 'all' }, top: k, format: 'csv', file });
  await engine.call('jobs.wait', { id: jobId });
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, processorSeconds: (user + system) / 1e6, bytes: statSync(file).size };
}
