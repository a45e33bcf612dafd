/**
 * What a weight of colour costs searches and lists of a catalog, in milliseconds of processor time, as JSON:
 * `node tests/bench/scripts/colourSearch.ts CATALOG`. Colours that nobody kept are read first.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';

const [folder = ''] = process.argv.slice(2);
const place = mkdtempSync(join(tmpdir(), 'twinset-colours-'));
const engine = await createEngine({
  dataFolder: join(place, 'data'),
  resourcesFolder: findResourcesFolder(),
});
const [searches, lists] = [40, 200];
try {
  const { products } = await engine.call('catalogs.open', { folder });
  const { jobId } = await engine.call('colours.read', {});
  await engine.call('jobs.wait', { id: jobId });
  const { ids } = await engine.call('products.ids', { view: {} });
  const some = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => ids[Math.floor(((at + 0.5) * ids.length) / count)] ?? '');
  const measured = [];
  for (const colourWeight of [0, 0.25, 0.5, 0.9]) {
    const wished = { colourWeight };
    await engine.call('search.similar', { query: { kind: 'product', id: ids[0] ?? '' }, ...wished });
    const each: number[] = [];
    for (const id of some(searches)) {
      each.push(
        await costOf(() =>
          engine.call('search.similar', { query: { kind: 'product', id }, k: 50, ...wished }),
        ),
      );
    }
    each.sort((a, b) => a - b);
    const ofLists = await costOf(async () => {
      const what = { kind: 'products' as const, ids: some(lists) };
      const job = await engine.call('lists.export', { what, ...wished, file: join(place, 'lists.csv') });
      await engine.call('jobs.wait', { id: job.jobId });
    });
    measured.push({
      colourWeight,
      searchMs: { median: each[searches / 2], most: each.at(-1) },
      listMs: ofLists / lists,
    });
  }
  process.stdout.write(`${JSON.stringify({ products, measured })}\n`);
} finally {
  await engine.close();
  rmSync(place, { recursive: true, force: true });
}

async function costOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
