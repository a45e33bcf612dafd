/** The learning of a distance, as a job: of what the catalog has when it begins. */
import type { Parsed } from '../../contract/contract.ts';
import type { TuneProgress } from '../../contract/insight/tuning.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { nothingToTune } from '../../core/tuning/failures.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import { type StepShares, shareOfSteps } from '../jobs/shareOfSteps.ts';

/** Of the whole work, in the order of the steps: what a large catalog takes for each. */
const shares: StepShares<TuneProgress['step']> = {
  compare: { from: 0, part: 0.25 },
  look: { from: 0.25, part: 0.4 },
  learn: { from: 0.65, part: 0.35 },
};

/** Returns the job's id. @throws Failure `not-found` where there are no products, `already-running` */
export async function startTuning(
  context: EngineContext,
  catalog: CatalogSession,
  order: Parsed<'tuning.start'>,
): Promise<string> {
  const { embeddings } = await catalog.describe();
  if (embeddings === 0) throw nothingToTune();
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'tune',
    detail: { step: 'compare', done: 0 },
    async run({ control, tell }) {
      const shareOf = shareOfSteps(shares);
      const result = await catalog.tuning.learn(order, control.signal, (step, done) => {
        tell(shareOf(step, done), { step, done });
      });
      if (result.isKept) context.events.emit('tuning.changed', { isKept: true });
      return result;
    },
  }).id;
}
