/** The layout of the map, as a job: of what the catalog has when it begins. */
import { performance } from 'node:perf_hooks';
import type { Parsed } from '../../contract/contract.ts';
import type { MapProgress } from '../../contract/insight/map.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { nothingToLayOut } from '../../core/map/mapFailures.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import { type StepShares, shareOfSteps } from '../jobs/shareOfSteps.ts';

/** Of the whole work, in the order of the steps: what a large catalog takes for each. */
const shares: StepShares<MapProgress['step']> = {
  neighbours: { from: 0, part: 0.5 },
  layout: { from: 0.5, part: 0.45 },
  trustworthiness: { from: 0.95, part: 0.05 },
};

/** Returns the job's id. @throws Failure `not-found` where there are no products, `already-running` */
export async function startMap(
  context: EngineContext,
  catalog: CatalogSession,
  order: Parsed<'map.start'>,
): Promise<string> {
  const { method } = order;
  const { embeddings } = await catalog.describe();
  if (embeddings === 0) throw nothingToLayOut();
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'map',
    detail: { method, step: 'neighbours', done: 0 },
    async run({ control, tell }) {
      const startedAtMs = performance.now();
      const shareOf = shareOfSteps(shares);
      const made = await catalog.map.make(order, control.signal, (step, done) => {
        tell(shareOf(step, done), { method, step, done });
      });
      return { method, ...made, seconds: (performance.now() - startedAtMs) / 1000 };
    },
  }).id;
}
