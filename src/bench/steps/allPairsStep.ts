/** `allPairs`: the ten nearest of every product, to a CSV file. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Failure } from '../../contract/failure.ts';
import { type BenchCatalog, openQuietly, spread } from '../benchCatalog.ts';
import type { BenchEngine, BenchPlace } from '../benchPlace.ts';
import { derived, type Measurement, median, medianOf, memoryOf, repeat } from '../measurement.ts';
import { watchTreeMemory } from '../processMemory.ts';

const top = 10;
/** A minute of export is enough of it. */
const enoughMs = 20_000;
const checkedProducts = 100;

interface Exported {
  readonly seconds: number;
  readonly peakBytes: number | null;
}

export async function allPairsStep(
  place: BenchPlace,
  catalog: BenchCatalog,
  queries: readonly string[],
  runs: number,
): Promise<Measurement[]> {
  const { products } = catalog;
  const file = place.path('lists.csv');
  return place.withEngine(async (engine) => {
    await openQuietly(engine, catalog);
    const exports = await repeat(runs, enoughMs, () => exportAll(engine, file));
    const recall = await recallOf(engine, file, spread(queries, checkedProducts));
    const seconds = exports.map((one) => one.seconds);
    return [
      medianOf(
        'allPairs.seconds',
        's',
        seconds,
        `top ${top} of ${products.toLocaleString('en-US')} products to CSV`,
      ),
      derived('allPairs.lists', 'lists/s', products / median(seconds)),
      derived('allPairs.recall', 'share', recall, 'of what single searches find'),
      memoryOf(
        'memory.allPairs',
        exports.map(({ peakBytes }) => peakBytes),
        'the engine at its peak',
      ),
    ];
  });
}

async function exportAll(engine: BenchEngine, file: string): Promise<Exported> {
  const memory = watchTreeMemory(engine.pid);
  const { jobId } = await engine.call('lists.export', { what: { kind: 'all' }, top, file });
  const job = await engine.call('jobs.wait', { id: jobId });
  const peakBytes = await memory.stop();
  if (job.kind !== 'export' || job.result === null)
    throw new Failure('internal', job.message ?? 'The export of all products failed.');
  return { seconds: job.result.seconds, peakBytes };
}

async function recallOf(engine: BenchEngine, file: string, ids: readonly string[]): Promise<number> {
  const lists = await readLists(file, new Set(ids));
  let wanted = 0;
  let found = 0;
  for (const id of ids) {
    const { results } = await engine.call('search.similar', { query: { kind: 'product', id }, k: top });
    wanted += results.length;
    found += results.filter((result) => lists.get(id)?.has(result.id) === true).length;
  }
  return wanted === 0 ? 1 : found / wanted;
}

/** The first three columns: product, rank, recommended product. */
const rowStart = /^\ufeff?("(?:[^"]|"")*"|[^,]*),\d+,("(?:[^"]|"")*"|[^,]*),/;

/** The recommended products of these products, from an exported CSV file. */
export async function readLists(file: string, ids: ReadonlySet<string>): Promise<Map<string, Set<string>>> {
  const lists = new Map<string, Set<string>>();
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const [, product, recommended] = rowStart.exec(line) ?? [];
    if (product === undefined || recommended === undefined) continue;
    const id = readCell(product);
    if (ids.has(id)) lists.set(id, (lists.get(id) ?? new Set()).add(readCell(recommended)));
  }
  return lists;
}

/** Without quotes, and without the apostrophe that keeps spreadsheets from running a cell. */
function readCell(cell: string): string {
  const text = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}
