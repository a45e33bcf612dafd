import { join, resolve } from 'node:path';
import { checkImageFolder } from '../../adapters/files/checkFolder.ts';
import type { catalogMethods } from '../../contract/catalogs.ts';
import type { Handlers } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import { isClusterAddress } from '../../contract/paths.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { drawSample } from '../../sample/drawSample.ts';
import { startVerify } from '../catalogs/careJobs.ts';
import { hasCatalog } from '../catalogs/catalogFiles.ts';
import { catalogFolderFor } from '../catalogs/catalogFolders.ts';
import { startRebuild } from '../catalogs/rebuildJob.ts';
import { openShared } from '../cluster/openShared.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function catalogHandlers(context: EngineContext): Handlers<keyof typeof catalogMethods> {
  async function open(folder: string, create: boolean): Promise<CatalogSession> {
    const current = context.current();
    if (current?.folder === folder) return current;
    const opened = await context.replace(() => context.openSession(folder, { create }));
    if (opened === null) throw new Failure('internal', `The catalog ${folder} was not opened.`);
    return opened;
  }

  return {
    'catalogs.current': async () => ({ catalog: (await context.current()?.describe()) ?? null }),
    'catalogs.recent': () => ({
      catalogs: context.recent
        .all()
        .filter(({ folder, address }) => address !== undefined || hasCatalog(folder)),
    }),
    'catalogs.clearRecent': () => {
      context.recent.clear();
      return {};
    },
    'catalogs.open': async ({ folder, create, connection }) => {
      const catalog = isClusterAddress(folder)
        ? await openShared(context, folder, connection)
        : await open(resolve(folder), create);
      return catalog.describe();
    },
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
    'catalogs.rebuild': ({ folder }) => startRebuild(context, folder),
    'catalogs.openSample': async ({ count }) => {
      const folder = join(context.options.dataFolder, 'sample', String(count), 'Sample catalog');
      const { metadata } = await draw(folder, count, 1);
      const catalog = await open(catalogFolderFor(context.options.dataFolder, folder), true);
      return { catalog: await catalog.describe(), imageFolder: folder, metadata };
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
