/**
 * Beginning a catalog's database anew, as a job of the installation: the catalog is closed meanwhile, which ends all jobs of
 * its own.
 */
import { resolve } from 'node:path';
import type { Rebuilt } from '../../contract/catalogs.ts';
import { asFailure, Failure } from '../../contract/failure.ts';
import type { EngineContext } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { hasCatalog } from './catalogFiles.ts';
import { setDatabaseAside } from './setDatabaseAside.ts';

/** @throws Failure `not-found`, `already-running`, `catalog-busy`, `not-allowed`, `disk-full`, `cancelled` */
export async function startRebuild(context: EngineContext, given: string): Promise<Rebuilt> {
  const folder = resolve(given);
  if (!hasCatalog(folder)) throw new Failure('not-found', `There is no catalog in ${folder} to rebuild.`);
  const job = context.jobs.start({
    kind: 'rebuild',
    detail: { folder, step: 'closing' },
    run: (task) => rebuild(context, folder, task),
  });
  return job.result;
}

async function rebuild(
  context: EngineContext,
  folder: string,
  { control, tell, keep }: JobTask<'rebuild'>,
): Promise<Rebuilt> {
  if (context.current()?.folder === folder) await context.replace(null);
  tell(1 / 3, { folder, step: 'setting aside' });
  const { keptAs, sources, ...aside } = await setDatabaseAside(folder, control);
  // From here on it goes to its end: a catalog without a database is nothing to leave behind.
  keep({ keptAs, sources });
  tell(2 / 3, { folder, step: 'opening' });
  try {
    await context.replace(() => context.openSession(folder, { create: true, rebuild: aside }));
  } catch (thrown) {
    if (keptAs === null) throw thrown;
    const { code, message, detail } = asFailure(thrown);
    throw new Failure(code, `${message} The old database is kept as ${keptAs}.`, detail);
  }
  return { keptAs, sources };
}
