/** The generation of lists as a job, over the catalog as it was when it began. */
import { performance } from 'node:perf_hooks';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { GenerationResult, Shortfall } from '../../contract/generation.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import {
  type Generated,
  type GenerationSources,
  generateLists,
} from '../../core/lists/generation/generateLists.ts';
import { checkRules } from '../../core/lists/generation/rules.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { giveTurns } from './giveTurns.ts';

type Order = Parsed<'lists.generate'>;

/** Lists shown beside a dry run. */
const examplesShown = 10;

/** Returns the job's id. @throws Failure `bad-input` that names, by rule, what cannot hold; `not-found`, `already-running` */
export async function startGeneration(
  context: EngineContext,
  catalog: CatalogSession,
  order: Order,
): Promise<string> {
  const { products, curation } = catalog;
  const { type } = order.order;
  const [ids, allIds] = [await products.choose(order.what), await products.choose({ kind: 'all' })];
  if (ids.length === 0) {
    throw new Failure('not-found', 'No product is chosen; nothing was generated. Choose some.');
  }
  const known = new Set(allIds);
  await checkRules(products, order.order, (id) => known.has(id));
  const { search, products: held } = await catalog.snapshot();
  const sources = {
    products: { check: products.check, ids: products.ids, recordsOf: held.recordsOf },
    search,
    metric: order.metric,
    selections: catalog.selections,
    decisions: await curation.decisions(type),
    standing: await curation.allGenerated(type),
    onFallback: ({ message, detail }: Failure) => context.errors.record(message, detail ?? null),
  };
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'generate',
    detail: { done: 0, total: ids.length },
    run: (task) => run(task, context, catalog, sources, order, { ids, allIds }),
  }).id;
}

async function run(
  task: JobTask<'generate'>,
  context: EngineContext,
  { curation }: CatalogSession,
  sources: Omit<GenerationSources, 'signal' | 'pause' | 'tell'>,
  { order, mutualProximity, reverseLinks, dryRun, limit }: Order,
  chosen: { readonly ids: readonly string[]; readonly allIds: readonly string[] },
): Promise<GenerationResult> {
  const startedAtMs = performance.now();
  const generated = await generateLists(
    {
      ...sources,
      signal: task.control,
      pause: giveTurns(),
      tell: (done, total) => task.tell(done / total, { done, total }),
    },
    { rules: order, mutualProximity, reverseLinks, ...chosen },
  );
  if (!dryRun) {
    const rules = JSON.stringify({ ...order, mutualProximity, reverseLinks });
    await curation.keepGenerated(order.type, rules, generated.lists);
    context.events.emit('lists.changed', { ids: generated.lists.map(({ productId }) => productId) });
  }
  return {
    ...describe(generated, limit),
    type: order.type,
    applied: !dryRun,
    seconds: (performance.now() - startedAtMs) / 1000,
  };
}

function describe(
  { lists, kept, full, linked, shortfall, notes }: Generated,
  limit: number,
): Omit<GenerationResult, 'type' | 'applied' | 'seconds'> {
  return {
    products: lists.length,
    entries: lists.reduce((sum, { entries }) => sum + entries.length, 0),
    kept,
    full,
    linked,
    shortfall: shortfall.slice(0, limit),
    shortfallByRule: sumUp(shortfall),
    examples: lists
      .slice(0, examplesShown)
      .map(({ productId, rule, entries }) => ({ id: productId, rule, entries: [...entries] })),
    notes: [...notes],
  };
}

/** The rule that leaves most places empty first. */
function sumUp(shortfall: readonly Shortfall[]): GenerationResult['shortfallByRule'] {
  const byRule = new Map<string, GenerationResult['shortfallByRule'][number]>();
  for (const { rule, missing, gain } of shortfall) {
    const sums = byRule.get(rule) ?? { rule, lists: 0, missing: 0, gain: 0 };
    byRule.set(rule, {
      rule,
      lists: sums.lists + 1,
      missing: sums.missing + missing,
      gain: sums.gain + gain,
    });
  }
  return [...byRule.values()].sort((a, b) => b.missing - a.missing || (a.rule < b.rule ? -1 : 1));
}
