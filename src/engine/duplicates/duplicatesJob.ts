/** The search for duplicates as a job; what was found is held while the catalog is open. */
import { performance } from 'node:perf_hooks';
import { compareAside } from '../../adapters/duplicates/compareAside.ts';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import { type DuplicateGroup, type DuplicatesFound, usualMinima } from '../../contract/insight/duplicates.ts';
import type { CatalogSession, CatalogSnapshot } from '../../core/catalogs/session.ts';
import { findPairs, type PicturedProduct } from '../../core/duplicates/findPairs.ts';
import { groupPairs } from '../../core/duplicates/groupPairs.ts';
import { openGroups } from '../../core/duplicates/openGroups.ts';
import { throwIfCancelled } from '../../core/work/throwIfCancelled.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { shareOfSteps } from '../jobs/shareOfSteps.ts';
import { giveTurns } from '../lists/giveTurns.ts';
import { picturesFrom } from './compareDuplicates.ts';

export interface HeldDuplicates {
  readonly found: Omit<DuplicatesFound, 'groups'>;
  readonly groups: readonly DuplicateGroup[];
}

const held = new WeakMap<CatalogSession, HeldDuplicates>();
const recordsAtOnce = 1000;
const wholeSearch = { search: { from: 0, part: 1 } };

/** What the last search of this session found; null before one has ended. */
export function heldDuplicates(catalog: CatalogSession): HeldDuplicates | null {
  return held.get(catalog) ?? null;
}

/** Those that are open now, with what was decided. */
export async function listOpen(
  catalog: CatalogSession,
): Promise<{ groups: DuplicateGroup[]; hidden: number }> {
  const decided = await catalog.duplicates.decided();
  const groups = held.get(catalog)?.groups ?? [];
  const ids = [...new Set(groups.flatMap((group) => group.ids))];
  const records = await catalog.products.recordsOf(ids, []);
  const there = new Set(ids.filter((_, at) => (records[at] ?? null) !== null));
  return { groups: openGroups(groups, decided, (id) => there.has(id)), hidden: decided.hidden.size };
}

/** Returns the job's id. @throws Failure `not-found`, `already-running` */
export async function startDuplicates(
  context: EngineContext,
  catalog: CatalogSession,
  order: Parsed<'duplicates.find'>,
): Promise<string> {
  const ids = await catalog.products.choose({ kind: 'all' });
  if (ids.length === 0)
    throw new Failure('not-found', 'This catalog has no products to compare. Import a folder first.');
  const snapshot = await catalog.snapshot();
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'duplicates',
    detail: { done: 0, total: ids.length },
    run: (task) => run(task, context, { catalog, snapshot, ids, order }),
  }).id;
}

interface Plan {
  readonly catalog: CatalogSession;
  readonly snapshot: CatalogSnapshot;
  readonly ids: readonly string[];
  readonly order: Parsed<'duplicates.find'>;
}

async function run(
  task: JobTask<'duplicates'>,
  context: EngineContext,
  plan: Plan,
): Promise<DuplicatesFound> {
  const { catalog, snapshot, ids, order } = plan;
  const startedAtMs = performance.now();
  const { mode, max, min = usualMinima[mode] } = order;
  const products = await readPictures(task, plan);
  const tell = (share: number): void =>
    task.tell(share, { done: Math.round(share * ids.length), total: ids.length });
  const shareOf = shareOfSteps(wholeSearch);
  const search =
    mode === 'file'
      ? snapshot.search
      : await catalog.duplicates.search(task.control, (share) => tell(shareOf('fetch', share)));
  const onFallback = ({ message, detail }: Failure) => context.errors.record(message, detail ?? null);
  const pause = giveTurns(task.control);
  const comparer = compareAside(pause, onFallback);
  const pairs = await findPairs(
    {
      ...picturesFrom(catalog, task.control, { pause, comparer }),
      ...{ search, onFallback, onShare: (share) => tell(shareOf('search', share)) },
    },
    products,
    { mode, min, max },
  ).finally(comparer.close);
  const groups = groupPairs(pairs, mode !== 'look-alike').map(
    ({ members, score, reason }): DuplicateGroup => ({
      ids: members.map((place) => products[place]?.id ?? ''),
      score,
      reason,
    }),
  );
  const found = {
    ...{ mode, min, max, products: ids.length },
    seconds: (performance.now() - startedAtMs) / 1000,
  };
  held.set(catalog, { found, groups });
  return { ...found, groups: (await listOpen(catalog)).groups.length };
}

async function readPictures(
  { control }: JobTask<'duplicates'>,
  { snapshot, ids }: Plan,
): Promise<PicturedProduct[]> {
  const products: PicturedProduct[] = [];
  for (let start = 0; start < ids.length; start += recordsAtOnce) {
    throwIfCancelled(control);
    for (const record of await snapshot.products.recordsOf(ids.slice(start, start + recordsAtOnce), []))
      if (record !== null)
        products.push({ id: record.id, imageIds: record.images.map(({ imageId }) => imageId) });
  }
  return products;
}
