import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkImageFolder } from '../../adapters/files/checkFolder.ts';
import type { catalogMethods } from '../../contract/catalogs.ts';
import type { Handlers } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import { drawSample } from '../../sample/drawSample.ts';
import { startVerify } from '../catalogs/careJobs.ts';
import { catalogFiles, hasCatalog } from '../catalogs/catalogFiles.ts';
import { catalogFolderFor } from '../catalogs/catalogFolders.ts';
import { type OpenCatalog, openCatalog } from '../catalogs/openCatalog.ts';
import { rescueSources } from '../catalogs/rescueSources.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function catalogHandlers(context: EngineContext): Handlers<keyof typeof catalogMethods> {
  async function open(folder: string, create: boolean): Promise<OpenCatalog> {
    const current = context.current();
    if (current?.files.folder === folder) return current;
    const opened = await context.replace(() => openCatalog(folder, create));
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
      await context.replace(null);
      const sources = rescueSources(database);
      const stamp = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
      const keptAs = join(target, `twinset.damaged ${stamp}.db`);
      await rename(database, keptAs);
      for (const companion of ['-wal', '-shm']) {
        if (existsSync(`${database}${companion}`))
          await rename(`${database}${companion}`, `${keptAs}${companion}`);
      }
      return { keptAs, sources, catalog: (await open(target, true)).describe() };
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
