/** How often each product is recommended, counted as a job over the catalog as it was when it began. */
import { performance } from 'node:perf_hooks';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { ExposureResult } from '../../contract/generation.ts';
import type { LearnedRanking } from '../../contract/insight/ranking.ts';
import type { CatalogSession, CatalogSnapshot } from '../../core/catalogs/session.ts';
import {
  type CountSources,
  countReranked,
  countStandingLists,
} from '../../core/lists/generation/countExposure.ts';
import { exposureByValue, exposureFigures, isHub } from '../../core/lists/generation/exposure.ts';
import { type ProductTable, readProductTable } from '../../core/lists/generation/productTable.ts';
import type { DecisionStore } from '../../core/lists/ports.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { rankingFor } from '../quality/rankingFor.ts';
import { giveTurns } from './giveTurns.ts';

type Order = Parsed<'exposure.measure'>;

/** Products named one by one. */
const mostNamed = 100;

/** Returns the job's id. @throws Failure `bad-input` naming an unknown field, `not-found`, `already-running` */
export async function startExposure(
  context: EngineContext,
  catalog: CatalogSession,
  order: Order,
): Promise<string> {
  const { products, curation } = catalog;
  await products.check([], order.field === undefined ? [] : [order.field]);
  const ids = await products.choose({ kind: 'all' });
  if (ids.length === 0) {
    throw new Failure('not-found', 'This catalog has no products to count. Import a folder first.');
  }
  const snapshot = await catalog.snapshot();
  const decisions = await curation.decisions(order.type);
  const ranking = await rankingFor(catalog, { type: order.type });
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'exposure',
    detail: { done: 0, total: ids.length },
    run: (task) => run(task, context, { catalog, snapshot, decisions, ranking, ids, order }),
  }).id;
}

interface Plan {
  readonly catalog: CatalogSession;
  readonly snapshot: CatalogSnapshot;
  readonly decisions: DecisionStore;
  /** The order that lists are in; null: by distance. */
  readonly ranking: LearnedRanking | null;
  readonly ids: readonly string[];
  readonly order: Order;
}

async function run(task: JobTask<'exposure'>, context: EngineContext, plan: Plan): Promise<ExposureResult> {
  const { catalog, snapshot, decisions, ranking, ids, order } = plan;
  const { type, top, mutualProximity, field } = order;
  const startedAtMs = performance.now();
  const pause = giveTurns();
  const total = ids.length * (mutualProximity ? 2 : 1);
  let done = 0;
  const sources: CountSources = {
    search: snapshot.search,
    signal: task.control,
    pause,
    onFallback: ({ message, detail }) => context.errors.record(message, detail ?? null),
    onCounted() {
      done++;
      task.tell(done / total, { done, total });
    },
  };
  const fields = field === undefined ? [] : [field];
  const table = await readProductTable(
    { products: snapshot.products, signal: task.control, pause },
    ids,
    fields,
  );
  const reranked = mutualProximity ? await countReranked(sources, table, top) : null;
  const standing = { ...sources, ...(ranking !== null && { ranking }) };
  const counts = reranked?.reranked ?? (await countStandingLists(standing, table, decisions, { type, top }));
  // The order of the queue goes by lists as they stand.
  if (reranked === null) {
    const byId = new Map(table.ids.map((id, row) => [id, counts[row] ?? 0]));
    await catalog.curation.keepExposure(type, { at: new Date().toISOString(), top, counts: byId });
  }
  const orphans = [...counts.keys()].filter((row) => counts[row] === 0);
  return {
    ...exposureFigures(counts, top),
    type,
    products: ids.length,
    top,
    hubList: hubsOf(counts, top).map((row) => ({ ...nameOf(table, row), count: counts[row] ?? 0 })),
    orphanList: orphans.slice(0, mostNamed).map((row) => nameOf(table, row)),
    orphanSelection: await hold(catalog, table, orphans),
    plain: reranked === null ? null : exposureFigures(reranked.plain, top),
    field: field ?? null,
    values: field === undefined ? [] : exposureByValue(counts, valuesOf(table, field)).slice(0, mostNamed),
    seconds: (performance.now() - startedAtMs) / 1000,
  };
}

/** Rows of the most recommended first, ties by id. */
function hubsOf(counts: Uint32Array, top: number): number[] {
  return [...counts.keys()]
    .filter((row) => isHub(counts[row] ?? 0, top))
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
    .slice(0, mostNamed);
}

async function hold(
  { selections }: CatalogSession,
  { ids }: ProductTable,
  rows: readonly number[],
): Promise<string | null> {
  if (rows.length === 0) return null;
  return (await selections.hold(rows.map((row) => ids[row] ?? ''))).id;
}

function nameOf({ ids, names }: ProductTable, row: number): { id: string; name: string } {
  return { id: ids[row] ?? '', name: names[row] ?? '' };
}

function valuesOf(table: ProductTable, field: string): (row: number) => string {
  const { values, codeAt } = table.column(field);
  return (row) => values[codeAt(row)] ?? '';
}
