/** Lists that are said to be done: what each has now is looked for first, as a job where they are many. */
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { seenLists } from '../../core/lists/seenLists.ts';
import { throwIfCancelled } from '../../core/work/throwIfCancelled.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import { rankingFor } from '../quality/rankingFor.ts';

/** More may take longer than a moment. */
const fewLists = 20;

/**
 * As one step, or not at all.
 * @param ids the products' own
 * @returns how many lists were not so already
 * @throws Failure `already-running`, `cancelled`
 */
export async function finishLists(
  context: EngineContext,
  catalog: CatalogSession,
  type: string,
  ids: readonly string[],
): Promise<number> {
  async function keep(onLooked?: (done: number) => void): Promise<number> {
    const { search, curation } = catalog;
    const ranking = (await rankingFor(catalog, { type })) ?? undefined;
    const lists = await seenLists({ search, curation, ranking }, type, ids, onLooked);
    requireStillOpen(context, catalog);
    const changed = await catalog.curation.setDone(type, lists);
    context.events.emit('lists.changed', { ids: [...changed] });
    return changed.length;
  }

  if (ids.length <= fewLists) return keep();
  const { length: total } = ids;
  const job = context.jobs.start({
    kind: 'finish',
    detail: { done: 0, total },
    run: async ({ control, tell }) => ({
      changed: await keep((done) => {
        throwIfCancelled(control);
        tell(done / total, { done, total });
      }),
    }),
  });
  try {
    return (await job.result).changed;
  } finally {
    // Whoever asked is told its end.
    context.jobs.dismiss(job.id);
  }
}
