/** The reading of colours as a job, of pictures that were imported before colours were kept. */
import { performance } from 'node:perf_hooks';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { EngineContext } from '../context.ts';

/** Returns the job's id. @throws Failure `already-running` */
export function startReadingColours(context: EngineContext, { colours }: CatalogSession): string {
  return context.jobs.start({
    kind: 'colours',
    detail: { done: 0, total: 0 },
    async run({ control, tell }) {
      const startedAtMs = performance.now();
      const read = await colours.read(control, (done, total) => tell(done / total, { done, total }));
      return { read, seconds: (performance.now() - startedAtMs) / 1000 };
    },
  }).id;
}
