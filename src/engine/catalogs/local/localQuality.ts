/**
 * Of a catalog on this machine: products embedded in another way, from their original pictures and in memory alone; and the
 * learned order, in a file beside the database.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { embeddingOptionsSchema } from '../../../contract/models.ts';
import { embeddedBy } from '../../../core/models/embeddedBy.ts';
import type { QualityPort } from '../../../core/quality/ports.ts';
import { throwIfCancelled } from '../../../core/work/throwIfCancelled.ts';
import type { VisionOwner } from '../../processes/visionOwner.ts';
import { createKeptRanking } from '../keptRanking.ts';
import type { OpenCatalog } from '../loadCatalog.ts';
import { embedPool } from './embedPool.ts';

export function createLocalQuality(catalog: OpenCatalog, vision: VisionOwner): QualityPort {
  const { products, files } = catalog;

  function pictureOf(imageId: string): { imageId: string; file: string }[] {
    const original = products
      .filesOf(imageId)
      .map(({ folder, path }) => join(folder, path))
      .find((file) => existsSync(file));
    return original === undefined ? [] : [{ imageId, file: original }];
  }

  return {
    ...createKeptRanking(files.ranking),
    embedOtherwise: (how, ids, signal, onDone) =>
      vision.use(embeddingOptionsSchema.parse(how), files.thumbnails, async (worker) => {
        await worker.start();
        return embedPool(
          catalog,
          ids,
          async (imageIds) => {
            throwIfCancelled(signal);
            return embeddedBy(
              worker,
              imageIds
                .flatMap(pictureOf)
                .map((picture) => ({ ...picture, bytes: null, wantsThumbnail: false, wantsVector: true })),
            );
          },
          onDone,
        );
      }),
  };
}
