/** `open`: from a fresh process to the first answer, with and without the cache file; and what it holds afterwards. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { catalogFiles } from '../../engine/catalogs/catalogFiles.ts';
import { type BenchCatalog, settleMs, shareField, spread } from '../benchCatalog.ts';
import type { BenchEngine, BenchPlace } from '../benchPlace.ts';
import { absent, type Measurement, medianOf, memoryOf, repeat } from '../measurement.ts';
import { readTreeMemory } from '../processMemory.ts';

interface Opening {
  readonly processMs: number;
  readonly answerMs: number;
  readonly restBytes: number | null;
}

const enoughMs = 60_000;
const searchesBeforeRest = 20;

export async function openStep(
  place: BenchPlace,
  catalog: BenchCatalog,
  queries: readonly string[],
  runs: number,
): Promise<Measurement[]> {
  const { indexCache } = catalogFiles(catalog.folder);
  const open = () => openOnce(place, catalog.folder, queries);
  const cached = await repeat(runs, enoughMs, open);
  const hasCache = existsSync(indexCache);
  const uncached = await repeat(runs, enoughMs, async () => {
    await rm(indexCache, { force: true });
    return open();
  });
  const answers = (openings: readonly Opening[]) => openings.map(({ answerMs }) => answerMs);
  const warm = 'the files are in the system’s memory';
  return [
    medianOf(
      'open.process',
      'ms',
      cached.map(({ processMs }) => processMs),
      'the engine’s process, before it opens anything',
    ),
    hasCache
      ? medianOf(
          'open.firstAnswer',
          'ms',
          answers(cached),
          `opening and one search in a fresh process; ${warm}`,
        )
      : absent('open.firstAnswer', 'ms', 'A catalog of this size keeps no cache file.'),
    medianOf('open.firstAnswer.noCache', 'ms', answers(uncached), 'the same without the index’s cache file'),
    memoryOf(
      'memory.rest',
      cached.map(({ restBytes }) => restBytes),
      `the engine in a fresh process, ${settleMs / 1000} s after it was last asked`,
    ),
  ];
}

async function openOnce(place: BenchPlace, folder: string, queries: readonly string[]): Promise<Opening> {
  const [first = ''] = queries;
  const startedAt = performance.now();
  return place.withEngine(async (engine) => {
    const readyAt = performance.now();
    await engine.call('catalogs.open', { folder });
    await engine.call('search.similar', { query: { kind: 'product', id: first }, k: 10 });
    const answerMs = performance.now() - readyAt;
    await browseCatalog(engine, queries);
    await delay(settleMs);
    return { processMs: readyAt - startedAt, answerMs, restBytes: await readTreeMemory(engine.pid) };
  });
}

/** What a person does first: so that memory at rest is that of a catalog in use. */
async function browseCatalog(engine: BenchEngine, queries: readonly string[]): Promise<void> {
  const where = [{ field: shareField, values: ['25 %'] }];
  for (const id of spread(queries, searchesBeforeRest)) {
    await engine.call('search.similar', { query: { kind: 'product', id }, k: 50 });
    await engine.call('search.similar', { query: { kind: 'product', id }, k: 50, where });
  }
  await engine.call('products.facets', { view: {} });
  await engine.call('products.facets', { view: { where } });
  await engine.call('products.list', { view: {}, offset: 0, limit: 200 });
}
