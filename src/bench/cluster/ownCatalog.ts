/** The catalog that is measured here and on the cluster: a copy of a person's, or one that is imported for it. */
import { constants, existsSync } from 'node:fs';
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkImageFolder } from '../../adapters/files/checkFolder.ts';
import { lockCatalog } from '../../adapters/sqlite/lockCatalog.ts';
import { Failure } from '../../contract/failure.ts';
import { catalogFiles } from '../../engine/catalogs/catalogFiles.ts';
import { type BenchCatalog, prepareCatalog } from '../benchCatalog.ts';
import type { BenchListeners } from '../benchOrder.ts';
import type { BenchPlace } from '../benchPlace.ts';
import { drawImages } from '../drawImages.ts';
import { importInto } from '../steps/importStep.ts';
import type { ClusterOrder } from './clusterOrder.ts';

/** What the catalog is called, on the cluster too: what has this name there is of `bench`. */
export const benchName = 'Twinset bench';

/** @throws Failure `not-found`, `catalog-busy`, `no-catalog`, and whatever keeps an import from being done */
export async function prepareOwnCatalog(
  place: BenchPlace,
  order: ClusterOrder,
  { onStep }: BenchListeners,
): Promise<BenchCatalog> {
  const { catalog, products } = order;
  if (catalog !== null) {
    onStep('Copying the catalog');
    const folder = await copyCatalog(place, catalog);
    return prepareCatalog(place, { folder, space: await spaceOf(place, folder, catalog) }, 0);
  }
  const given = order.images === null ? null : await checkImageFolder(order.images);
  const images = given ?? (await drawImages(place, order.drawnImages, onStep));
  onStep('Importing');
  const { folder, report } = await importInto(place, benchName, images, order.embedding);
  onStep(`Making a catalog of ${products.toLocaleString('en-US')} products`);
  return prepareCatalog(place, { folder, space: report.space }, products, { thumbnails: true });
}

/** Without what a person made of it. Thumbnails are read where they are. */
async function copyCatalog(place: BenchPlace, source: string): Promise<string> {
  const from = catalogFiles(source);
  if (!existsSync(from.database)) {
    throw new Failure(
      'not-found',
      `There is no catalog in ${source} to measure with. Name the folder of one with --catalog, or a folder of images with --images.`,
    );
  }
  const folder = place.path(benchName);
  const lock = await lockCatalog(source);
  try {
    await mkdir(folder);
    const { database, indexCache, vectorsCache, axesCache, thumbnails } = from;
    for (const file of [database, `${database}-wal`, indexCache, vectorsCache, axesCache]) {
      if (!existsSync(file)) continue;
      await copyFile(file, join(folder, basename(file)), constants.COPYFILE_FICLONE);
      await place.breathe();
    }
    await symlink(thumbnails, catalogFiles(folder).thumbnails, 'junction');
  } finally {
    lock.release();
  }
  return folder;
}

function spaceOf(place: BenchPlace, folder: string, source: string): Promise<string> {
  return place.withEngine(async (engine) => {
    const { runtime } = await engine.call('catalogs.open', { folder });
    if (runtime !== null) return runtime.space;
    throw new Failure(
      'no-catalog',
      `No picture of the catalog in ${source} is embedded. Import a folder into it first.`,
    );
  });
}
