/**
 * How long verify and prune keep a large catalog's engine from answering, as JSON:
 * `node tests/bench/scripts/blockingJobs.ts [PRODUCTS]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDatabase } from '../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { fillCatalog } from '../../../src/bench/fillCatalog.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';

const products = Number(process.argv[2] ?? 44_000);
const place = mkdtempSync(join(tmpdir(), 'twinset-blocking-'));
const catalog = join(place, 'catalog');
const options = { dataFolder: join(place, 'data'), resourcesFolder: findResourcesFolder() };
try {
  await makeCatalog();
  const engine = await createEngine(options);
  await engine.call('catalogs.open', { folder: catalog });
  // What opening puts off: text search, the index's cache file.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const verify = await measure(() => engine.call('catalogs.verify', {}));
  const database = openDatabase(join(catalog, 'twinset.db'));
  database.exec("UPDATE images SET state = 'missing'");
  database.close();
  const prune = await measure(() => engine.call('imports.prune', {}));
  process.stdout.write(`${JSON.stringify({ products, verify, prune })}\n`);
  await engine.close();
} finally {
  rmSync(place, { recursive: true, force: true });
}

async function makeCatalog(): Promise<void> {
  const engine = await createEngine(options);
  const { folder } = await engine.call('catalogs.drawSample', { folder: join(place, 'drawn'), count: 50 });
  await engine.call('catalogs.open', { folder: catalog, create: true });
  const embedding = { engine: 'auto', precision: 'fp32' } as const;
  const { jobId: id } = await engine.call('imports.start', { folder, embedding });
  await engine.call('jobs.wait', { id });
  await engine.close();
  await fillCatalog(catalog, products, { thumbnails: true });
}

async function measure(work: () => Promise<unknown>) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const startedAtMs = performance.now();
  const cpuBefore = process.cpuUsage();
  delay.enable();
  const result = await work();
  delay.disable();
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    seconds: (performance.now() - startedAtMs) / 1000,
    cpuSeconds: (user + system) / 1e6,
    blockedMs: { max: delay.max / 1e6, p99: delay.percentile(99) / 1e6, p999: delay.percentile(99.9) / 1e6 },
    result,
  };
}
