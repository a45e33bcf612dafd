/** Taking care of an open catalog, as jobs: checking it, and removing what is gone from it. */
import type { Verification } from '../../contract/catalogs.ts';
import { Failure } from '../../contract/failure.ts';
import type { PruneResult } from '../../contract/imports.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { EngineContext } from '../context.ts';

const notYet = { done: 0, total: 0 } as const;

/** Checks the catalog; where a check runs already, its result is waited for. @throws Failure `catalog-damaged`, `cancelled` */
export function startVerify({ jobs }: EngineContext, catalog: CatalogSession): Promise<Verification> {
  const [running] = jobs.running('verify');
  const job =
    running ??
    jobs.start({
      kind: 'verify',
      detail: notYet,
      run: (task) =>
        catalog.care.verify(task.control.signal, (done, total) =>
          task.tell(total === 0 ? null : done / total, { done, total }),
        ),
    });
  return job.result;
}

/** Removes the products whose every file is gone. @throws Failure `already-running`, `disk-full`, `cancelled` */
export async function startPrune(context: EngineContext, catalog: CatalogSession): Promise<PruneResult> {
  const job = context.jobs.start({
    kind: 'prune',
    detail: notYet,
    run: async (task) => {
      const result = await catalog.care.prune(task.control, (done, total) =>
        task.tell(done / total, { done, total }),
      );
      task.keep(result);
      if (task.control.aborted) {
        throw new Failure(
          'cancelled',
          [`The removal was cancelled; ${result.removed} products are removed.`, ...result.notes].join(' '),
        );
      }
      return result;
    },
  });
  await job.ended;
  const [products, described] = await Promise.all([catalog.products.count(), catalog.describe()]);
  context.events.emit('products.changed', { products });
  context.events.emit('catalogs.changed', { catalog: described });
  return job.result;
}
