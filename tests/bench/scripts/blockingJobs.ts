/**
 * How long opening (with and without the index's cache file), verify, an import that finds most files gone, prune, and an import
 * into another embedding space keep a large catalog's engine from answering, as JSON:
 * `node tests/bench/scripts/blockingJobs.ts [PRODUCTS]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillCatalog } from '../../../src/bench/fillCatalog.ts';
import type { JobOf } from '../../../src/contract/jobs.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';
import { openSettled } from '../openSettled.ts';

const products = Number(process.argv[2] ?? 44_000);
const place = mkdtempSync(join(tmpdir(), 'twinset-blocking-'));
const catalog = join(place, 'catalog');
const options = { dataFolder: join(place, 'data'), resourcesFolder: findResourcesFolder() };
try {
  const images = await makeCatalog();
  const engine = await createEngine(options);
  const openAnew = await measure(() => openAndClose(engine));
  const open = await measure(() => engine.call('catalogs.open', { folder: catalog }).then(() => undefined));
  await openSettled(engine, catalog);
  const verify = await measure(() => engine.call('catalogs.verify', {}));
  const missing = await measure(async () => (await runImport(engine, images)).result?.missing);
  const space = await measure(async () => (await runImport(engine, images, 'max')).result?.space);
  const prune = await measure(() => engine.call('imports.prune', {}));
  process.stdout.write(`${JSON.stringify({ products, openAnew, open, verify, missing, space, prune })}\n`);
  await engine.close();
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** `fillCatalog` leaves no sound cache file; closing writes one. */
async function openAndClose(engine: Engine): Promise<void> {
  await engine.call('catalogs.open', { folder: catalog });
  await engine.call('catalogs.close', {});
}

async function runImport(
  engine: Engine,
  folder: string,
  pooling: 'avg' | 'max' = 'avg',
): Promise<JobOf<'import'>> {
  const embedding = { engine: 'auto', precision: 'fp32', pooling } as const;
  const { jobId: id } = await engine.call('imports.start', { folder, embedding });
  return (await engine.call('jobs.wait', { id })) as JobOf<'import'>;
}

/** Returns the folder that it was imported from, which has few of its images. */
async function makeCatalog(): Promise<string> {
  const engine = await createEngine(options);
  const { folder } = await engine.call('catalogs.drawSample', { folder: join(place, 'drawn'), count: 50 });
  await engine.call('catalogs.open', { folder: catalog, create: true });
  await runImport(engine, folder);
  await engine.close();
  await fillCatalog(catalog, products, { thumbnails: true });
  return folder;
}

/** What the engine's thread computed between two turns that others could have had, and how long that took by the clock. */
async function measure(work: () => Promise<unknown>) {
  const busyMs: number[] = [];
  const tookMs: number[] = [];
  let isOver = false;
  let cpuMs = threadCpuMs();
  let atMs = performance.now();
  const turn = (): void => {
    const cpuNowMs = threadCpuMs();
    const nowMs = performance.now();
    busyMs.push(cpuNowMs - cpuMs);
    tookMs.push(nowMs - atMs);
    cpuMs = cpuNowMs;
    atMs = nowMs;
    if (!isOver) setImmediate(turn);
  };
  const startedAtMs = performance.now();
  setImmediate(turn);
  const result = await work();
  isOver = true;
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { seconds, turns: busyMs.length, computedMs: spread(busyMs), clockMs: spread(tookMs), result };
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function spread(values: number[]): { max: number; p99: number; median: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { max: at(1), p99: at(0.99), median: at(0.5) };
}
