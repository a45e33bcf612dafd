import { resolve } from 'node:path';
import type { Handlers } from '../../contract/contract.ts';
import type { importMethods } from '../../contract/imports.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
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
    'imports.inspect': ({ folder, csvFile, encoding, delimiter }) =>
      inspectFolder(resolve(folder), csvFile, readOptions({ encoding, delimiter })),
    'imports.start': async (options) => {
      const { importId } = await imports.start(requireCatalog(context), options);
      return { importId };
    },
    'imports.pause': ({ importId }) => {
      imports.find(importId).pause();
      return {};
    },
    'imports.resume': ({ importId }) => {
      imports.find(importId).resume();
      return {};
    },
    'imports.cancel': ({ importId }) => {
      imports.find(importId).cancel();
      return {};
    },
    'imports.current': () => {
      const job = imports.current();
      const report = imports.lastReport() ?? context.current()?.sources.lastReport() ?? null;
      return {
        progress: job?.progress() ?? null,
        report: job === null ? report : null,
        problems: job?.problems().slice(-problemsShown).reverse() ?? [],
      };
    },
    'imports.prune': () => {
      const catalog = requireCatalog(context);
      const removed = catalog.prune();
      context.events.emit('products.changed', { products: catalog.rows.productCount });
      context.events.emit('catalogs.changed', { catalog: catalog.describe() });
      return { removed };
    },
  };
}
