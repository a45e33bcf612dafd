/** Learns an order of look-alikes from the curator's decisions, as a job. */
import { Failure } from '../../contract/failure.ts';
import {
  decisionsNeeded,
  type LearnedRanking,
  type RankingStanding,
} from '../../contract/insight/ranking.ts';
import type { JobResult } from '../../contract/jobs.ts';
import type { CatalogSession, CatalogSnapshot } from '../../core/catalogs/session.ts';
import { readProductTable } from '../../core/lists/generation/productTable.ts';
import { type ListedDecision, substitute } from '../../core/lists/ports.ts';
import { judgeField } from '../../core/quality/judgeField.ts';
import { type DecidedPair, learnRanking, standingOf } from '../../core/quality/ranking/learnRanking.ts';
import { pairFeatures } from '../../core/quality/ranking/pairFeatures.ts';
import { throwIfCancelled } from '../../core/work/throwIfCancelled.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { giveTurns } from '../lists/giveTurns.ts';

type Decisions = ReadonlyMap<string, readonly ListedDecision[]>;

/** What there is to learn from now. */
export async function readStanding(catalog: CatalogSession): Promise<RankingStanding> {
  const decisions = await decisionsThere(catalog);
  return standingOf(
    [...decisions].flatMap(([, those], group) =>
      those.map(({ state }) => ({ group, isAccepted: state !== 'rejected' })),
    ),
  );
}

/** Between products that are in the catalog. */
async function decisionsThere({ curation, products }: CatalogSession): Promise<Decisions> {
  const all = await curation.allDecisions(substitute);
  const ids = [...new Set([...all].flatMap(([id, those]) => [id, ...those.map((one) => one.id)]))];
  const records = await products.recordsOf(ids, []);
  const there = new Set(ids.filter((_, at) => (records[at]?.images.length ?? 0) > 0));
  return new Map(
    [...all].flatMap(([id, those]) => {
      const found = there.has(id) ? those.filter((one) => there.has(one.id)) : [];
      return found.length === 0 ? [] : [[id, found]];
    }),
  );
}

/** Returns the job's id. @throws Failure `bad-input` where too little was decided, `already-running` */
export async function startLearning(context: EngineContext, catalog: CatalogSession): Promise<string> {
  const decisions = await decisionsThere(catalog);
  const standing = await readStanding(catalog);
  if (!standing.isEnough) throw new Failure('bad-input', tooFew(standing));
  const [snapshot, ids] = [await catalog.snapshot(), await catalog.products.choose({ kind: 'all' })];
  const { fields } = await catalog.describe();
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'learning',
    detail: { done: 0, total: decisions.size },
    run: (task) => run(task, context, { catalog, snapshot, decisions, ids, fields }),
  }).id;
}

function tooFew({ accepted, rejected, mixed }: RankingStanding): string {
  const { accepted: wanted, rejected: unwanted, mixed: both } = decisionsNeeded;
  return `There is too little to learn from: ${accepted} accepted and ${rejected} rejected look-alikes, and ${mixed} products with both. It takes ${wanted} accepted, ${unwanted} rejected, and ${both} products with both.`;
}

interface Plan {
  readonly catalog: CatalogSession;
  readonly snapshot: CatalogSnapshot;
  readonly decisions: Decisions;
  readonly ids: readonly string[];
  readonly fields: readonly string[];
}

async function run(
  task: JobTask<'learning'>,
  context: EngineContext,
  { catalog, snapshot, decisions, ids, fields: all }: Plan,
): Promise<JobResult<'learning'>> {
  const pause = giveTurns();
  const table = await readProductTable(
    { products: snapshot.products, signal: task.control, pause },
    ids,
    all,
  );
  const fields = all.filter((field) => judgeField(table.column(field), ids.length) === null);
  const columns = fields.map((field) => table.column(field));
  const valuesOf = (id: string): string[] => {
    const row = table.rowOf(id);
    return columns.map(({ values, codeAt }) => (row === undefined ? '' : (values[codeAt(row)] ?? '')));
  };
  const queries = [...decisions].map(([id, those]) => ({
    ...{ id, excluded: [], count: 0, those },
    listed: those.map((one) => one.id),
  }));
  const pairs: DecidedPair[] = [];
  let done = 0;
  const onFallback = ({ message, detail }: Failure): void => context.errors.record(message, detail ?? null);
  const how = { metric: 'cosine', same: [], diversity: 0, onFallback } as const;
  for await (const { query, found } of snapshot.search.listsOf(queries, [], how)) {
    const own = valuesOf(query.id);
    for (const [at, { id, state }] of query.those.entries()) {
      const match = found?.listed[at] ?? null;
      if (match === null) continue;
      const features = pairFeatures(match.score, own, valuesOf(id));
      pairs.push({ group: done, features, isAccepted: state !== 'rejected' });
    }
    done++;
    task.tell(done / queries.length, { done, total: queries.length });
    throwIfCancelled(task.control);
    await pause();
  }
  const ranking: LearnedRanking = {
    at: new Date().toISOString(),
    ...(await learnRanking(pairs, fields, pause)),
  };
  const before = await catalog.quality.ranking();
  await catalog.quality.keepRanking({ ranking, isUsed: before?.isUsed === true && ranking.isBetter });
  context.events.emit('ranking.changed', {});
  const { decisions: count, difference, isBetter } = ranking;
  return { decisions: count, difference, isBetter };
}
