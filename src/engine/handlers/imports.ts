import { resolve } from 'node:path';
import type { Handlers } from '../../contract/contract.ts';
import type { importMethods } from '../../contract/imports.ts';
import { startPrune } from '../catalogs/careJobs.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import { identifyPath } from '../imports/identifyPath.ts';
import type { ImportOwner } from '../imports/importOwner.ts';
import { inspectFolder } from '../imports/inspectFolder.ts';
import { readOptions } from '../imports/readTable.ts';

/** The newest problems an interface is shown at once; the report has them all. */
const problemsShown = 200;

export function importHandlers(
  context: EngineContext,
  imports: ImportOwner,
): Handlers<keyof typeof importMethods> {
  return {
    'imports.identify': async ({ paths }) => ({
      kinds: await Promise.all(paths.map((path) => identifyPath(resolve(path)))),
    }),
    'imports.inspect': ({ folder, beside, csvFile, encoding, delimiter }) =>
      inspectFolder(resolve(folder), { beside, csvFile }, readOptions({ encoding, delimiter })),
    'imports.start': async (options) => ({ jobId: await imports.start(requireCatalog(context), options) }),
    'imports.latest': async () => ({
      report: await imports.lastReport(),
      problems: imports.problems().slice(-problemsShown).reverse(),
    }),
    'imports.history': async () => ({ imports: await requireCatalog(context).imports.history() }),
    'imports.report': ({ number }) => requireCatalog(context).imports.report(number),
    'imports.prune': () => startPrune(context, requireCatalog(context)),
  };
}
