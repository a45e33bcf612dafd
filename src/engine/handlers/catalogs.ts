import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkImageFolder } from '../../adapters/files/checkFolder.ts';
import { lockCatalog } from '../../adapters/sqlite/lockCatalog.ts';
import type { catalogMethods } from '../../contract/catalogs.ts';
import type { Handlers } from '../../contract/contract.ts';
import { asFailure, Failure } from '../../contract/failure.ts';
import { drawSample } from '../../sample/drawSample.ts';
import { startVerify } from '../catalogs/careJobs.ts';
import { catalogFiles, hasCatalog } from '../catalogs/catalogFiles.ts';
import { catalogFolderFor } from '../catalogs/catalogFolders.ts';
import { type OpenCatalog, openCatalog } from '../catalogs/openCatalog.ts';
import { setDatabaseAside } from '../catalogs/setDatabaseAside.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function catalogHandlers(context: EngineContext): Handlers<keyof typeof catalogMethods> {
  const onProblem = (reason: unknown): void => {
    const { message, detail } = asFailure(reason);
    context.errors.record(message, detail ?? null);
  };

  async function open(folder: string, create: boolean): Promise<OpenCatalog> {
    const current = context.current();
    if (current?.files.folder === folder) return current;
    const opened = await context.replace(() => openCatalog(folder, { create, onProblem }));
    if (opened === null) throw new Failure('internal', `The catalog ${folder} was not opened.`);
    return opened;
  }

  return {
    'catalogs.current': () => ({ catalog: context.current()?.describe() ?? null }),
    'catalogs.recent': () => ({ catalogs: context.recent.all().filter(({ folder }) => hasCatalog(folder)) }),
    'catalogs.open': async ({ folder, create }) => (await open(resolve(folder), create)).describe(),
    'catalogs.openForImages': async ({ imageFolder }) => {
      const images = await checkImageFolder(imageFolder);
      const folder = hasCatalog(images) ? images : catalogFolderFor(context.options.dataFolder, images);
      return (await open(folder, true)).describe();
    },
    'catalogs.close': async () => {
      await context.replace(null);
      return {};
    },
    'catalogs.verify': () => startVerify(context, requireCatalog(context)),
    'catalogs.rebuild': async ({ folder }) => {
      const target = resolve(folder);
      const { database } = catalogFiles(target);
      if (!existsSync(database)) {
        throw new Failure('not-found', `There is no catalog in ${target} to rebuild.`);
      }
      if (context.current()?.files.folder === target) await context.replace(null);
      // Held from before the first rename to the closing of the new catalog: nobody else may have it open meanwhile.
      const lock = await lockCatalog(target);
      const { keptAs, sources } = await setDatabaseAside(target).catch((thrown: unknown) => {
        lock.release();
        throw thrown;
      });
      const opened = await context.replace(() => openCatalog(target, { create: true, lock, onProblem }));
      if (opened === null) throw new Failure('internal', `The catalog ${target} was not opened.`);
      return { keptAs, sources, catalog: opened.describe() };
    },
    'catalogs.openSample': async ({ count }) => {
      const folder = join(context.options.dataFolder, 'sample', String(count), 'Sample catalog');
      const { metadata } = await draw(folder, count, 1);
      const catalog = await open(catalogFolderFor(context.options.dataFolder, folder), true);
      return { catalog: catalog.describe(), imageFolder: folder, metadata };
    },
    'catalogs.drawSample': ({ folder, count, seed }) => draw(resolve(folder), count, seed),
  };

  function draw(folder: string, count: number, seed: number) {
    const job = context.jobs.start({
      kind: 'sample',
      detail: { drawn: 0, total: count },
      run: ({ control, tell }) =>
        drawSample({
          ...{ folder, count, seed },
          signal: control.signal,
          onProgress: (drawn, total) => tell(drawn / total, { drawn, total }),
        }),
    });
    return job.result;
  }
}
