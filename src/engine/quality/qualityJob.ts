/** The measurement of look-alikes as a job; the last one is held while the catalog is open. */
import { performance } from 'node:perf_hooks';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import { poolOfOtherEmbedding, type Quality, type QualityMeasured } from '../../contract/insight/quality.ts';
import type { CatalogSession, CatalogSnapshot } from '../../core/catalogs/session.ts';
import { type ProductTable, readProductTable } from '../../core/lists/generation/productTable.ts';
import type { ListedDecision } from '../../core/lists/ports.ts';
import type { DecidedProduct } from '../../core/quality/decided.ts';
import type { NeighbourSearch } from '../../core/quality/findNeighbours.ts';
import { measureQuality } from '../../core/quality/measureQuality.ts';
import { drawSample } from '../../core/quality/sample.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { giveTurns } from '../lists/giveTurns.ts';
import { describeFields } from './describeFields.ts';

type Order = Parsed<'quality.measure'>;

const held = new WeakMap<CatalogSession, Quality>();

/** What the last measurement of this session found; null before one has ended. */
export function lastQuality(catalog: CatalogSession): Quality | null {
  return held.get(catalog) ?? null;
}

/** Returns the job's id. @throws Failure `bad-input` naming an unknown field, `not-found`, `already-running` */
export async function startQuality(
  context: EngineContext,
  catalog: CatalogSession,
  order: Order,
): Promise<string> {
  const { products, curation } = catalog;
  await products.check([], order.fields ?? []);
  const fields = order.fields ?? (await catalog.describe()).fields;
  const [ids, viewed] = [await products.choose({ kind: 'all' }), await products.ids(order.view)];
  if (viewed.length === 0) throw new Failure('not-found', nothingToLookAt(ids.length));
  const [snapshot, decisions] = [await catalog.snapshot(), await curation.allDecisions(order.type)];
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'quality',
    detail: { step: 'searching', done: 0, total: Math.min(order.sample, viewed.length) },
    run: (task) => run(task, context, { catalog, snapshot, decisions, ids, viewed, fields, order }),
  }).id;
}

function nothingToLookAt(products: number): string {
  return products === 0
    ? 'This catalog has no products to look at. Import a folder first.'
    : 'No product passes the filters. Drop one of them, and measure again.';
}

interface Plan {
  readonly catalog: CatalogSession;
  readonly snapshot: CatalogSnapshot;
  readonly decisions: ReadonlyMap<string, readonly ListedDecision[]>;
  readonly ids: readonly string[];
  readonly viewed: readonly string[];
  readonly fields: readonly string[];
  readonly order: Order;
}

async function run(task: JobTask<'quality'>, context: EngineContext, plan: Plan): Promise<QualityMeasured> {
  const { catalog, snapshot, decisions, ids, viewed, order } = plan;
  const { k, settings, type } = order;
  const startedAtMs = performance.now();
  const pause = giveTurns();
  const fields = [...new Set(plan.fields)];
  const table = await readProductTable(
    { products: snapshot.products, signal: task.control, pause },
    ids,
    fields,
  );
  const population = viewed.flatMap((id) => {
    const row = table.rowOf(id);
    return row !== undefined && table.hasPicture(row) ? [row] : [];
  });
  if (countPictured(table) < 2) {
    throw new Failure(
      'not-found',
      'Fewer than two products have a picture, so that none has look-alikes. Import more images, and measure again.',
    );
  }
  const asked = drawSample(population, order.sample);
  const allDecided = drawSample(decidedAmong(population, table, decisions), order.sample);
  await readColours(task, plan);
  const pool = await preparePool(task, plan, table, asked, allDecided);
  const isInPool = (id: string): boolean => pool.ids === null || pool.ids.has(id);
  const sample = asked.filter((row) => isInPool(table.ids[row] ?? ''));
  const decided = allDecided
    .map(({ id, decisions: all }) => ({ id, decisions: all.filter((one) => isInPool(one.id)) }))
    .filter(({ id, decisions: own }) => isInPool(id) && own.length > 0);
  if (sample.length === 0) {
    throw new Failure(
      'not-found',
      'None of the pictures could be read, so that nothing could be compared. Are the image folders within reach?',
    );
  }
  let done = 0;
  const total = settings.length * (sample.length + decided.length);
  const measured = await measureQuality(
    {
      signal: task.control,
      pause,
      onFallback: ({ message, detail }) => context.errors.record(message, detail ?? null),
      onSearched() {
        done++;
        task.tell(done / total, { step: 'searching', done, total });
      },
    },
    { table, fields, sample, k, settings: pool.settings, type, decided },
  );
  const quality: Quality = {
    at: new Date().toISOString(),
    ...{ k, settings },
    ...{ sampled: sample.length, population: population.length },
    pool: pool.ids?.size ?? countPictured(table),
    isWholeCatalog: pool.ids === null,
    ...measured,
    leftOut: [...measured.leftOut],
    fields: await describeFields(snapshot.products, table, measured.fields),
    seconds: (performance.now() - startedAtMs) / 1000,
  };
  held.set(catalog, quality);
  return { sampled: quality.sampled, k, seconds: quality.seconds };
}

/** Where colour is weighed, and pictures were imported before their colours were kept. */
async function readColours({ control, tell }: JobTask<'quality'>, { catalog, order }: Plan): Promise<void> {
  if (order.settings.every(({ colourWeight = 0 }) => colourWeight === 0)) return;
  await catalog.colours.read(control, (done, total) =>
    tell(done / total, { step: 'reading-colours', done, total }),
  );
}

function countPictured({ ids, hasPicture }: ProductTable): number {
  return ids.reduce((sum, _, row) => sum + (hasPicture(row) ? 1 : 0), 0);
}

/** Of decided look-alikes those that could be found. */
function decidedAmong(
  rows: readonly number[],
  table: ProductTable,
  decisions: Plan['decisions'],
): DecidedProduct[] {
  return rows.flatMap((row) => {
    const id = table.ids[row] ?? '';
    const found = (decisions.get(id) ?? []).filter(({ id: other }) => {
      const at = table.rowOf(other);
      return at !== undefined && table.hasPicture(at);
    });
    return found.length === 0 ? [] : [{ id, decisions: found }];
  });
}

interface Pool {
  /** Null: all products with a picture. */
  readonly ids: ReadonlySet<string> | null;
  readonly settings: readonly NeighbourSearch[];
}

/** Where pictures are to be embedded in another way, all settings are compared among a part of the catalog, the same one. */
async function preparePool(
  task: JobTask<'quality'>,
  { catalog, snapshot, ids: all, order: { settings } }: Plan,
  table: ProductTable,
  sample: readonly number[],
  decided: readonly DecidedProduct[],
): Promise<Pool> {
  const others = settings.filter(({ embedding }) => embedding !== null);
  if (others.length === 0) {
    const { search } = snapshot;
    return { ids: null, settings: settings.map((setting) => ({ ...setting, search, among: [] })) };
  }
  const wanted = new Set([
    ...sample.map((row) => table.ids[row] ?? ''),
    ...decided.flatMap(({ id, decisions }) => [id, ...decisions.map((one) => one.id)]),
  ]);
  const pictured = all.filter((id, row) => table.hasPicture(row) && !wanted.has(id));
  const pool = [...wanted, ...drawSample(pictured, Math.max(0, poolOfOtherEmbedding - wanted.size))];
  const total = pool.length * others.length;
  let ids = pool;
  let before = 0;
  const searches = [];
  for (const { metric, colourWeight, embedding } of settings) {
    if (embedding === null) {
      searches.push({ search: snapshot.search, metric, colourWeight });
      continue;
    }
    const made = await catalog.quality.embedOtherwise(embedding, pool, task.control, (count) => {
      const done = before + count;
      task.tell(done / total, { step: 'embedding', done, total });
    });
    before += pool.length;
    const embedded = new Set(made.ids);
    ids = ids.filter((id) => embedded.has(id));
    searches.push({ search: made.search, metric, colourWeight });
  }
  const among = ids.length === 0 ? [] : [{ kind: 'ids' as const, ids }];
  return { ids: new Set(ids), settings: searches.map((search) => ({ ...search, among })) };
}
