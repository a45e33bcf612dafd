/**
 * Of a shared catalog: products embedded in another way. What the cluster has of that, because the catalog was, or is being, embedded so, is taken from
 * there; the rest is embedded here, from the originals that this machine has. The learned order is of this machine.
 */
import { embeddingOptionsSchema, type Runtime } from '../../../contract/models.ts';
import type { PictureToEmbed } from '../../../core/cluster/ports.ts';
import type { QualityPort } from '../../../core/quality/ports.ts';
import { throwIfCancelled } from '../../../core/work/throwIfCancelled.ts';
import type { VisionOwner } from '../../processes/visionOwner.ts';
import type { CatalogFiles } from '../catalogFiles.ts';
import { createKeptRanking } from '../keptRanking.ts';
import { embedPool } from '../local/embedPool.ts';
import type { CatalogCopy } from './copy/catalogCopy.ts';
import { embedOriginals } from './reembedding.ts';

export interface SharedQualityTools {
  readonly files: CatalogFiles;
  readonly vision: VisionOwner;
  readonly copy: Pick<CatalogCopy, 'current'>;
  /** What fetches by images those that the cluster has by this way of embedding, whether it is shown or not. */
  openVectors(
    runtime: Pick<Runtime, 'space'>,
  ): Promise<(imageIds: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>>;
  /** Every picture of these products. */
  findOriginals(productIds: readonly string[]): Promise<readonly PictureToEmbed[]>;
}

export function createSharedQuality(tools: SharedQualityTools): QualityPort {
  const { files, vision, copy, openVectors, findOriginals } = tools;
  return {
    ...createKeptRanking(files.ranking),
    async embedOtherwise(how, ids, signal, onDone) {
      const catalog = await copy.current(signal);
      return vision.use(embeddingOptionsSchema.parse(how), files.thumbnails, async (worker) => {
        const vectorsThere = await openVectors(await worker.start());
        return embedPool(
          catalog,
          ids,
          async (imageIds, productIds) => {
            throwIfCancelled(signal);
            const there = await vectorsThere(imageIds);
            const left = new Set(imageIds.filter((imageId) => !there.has(imageId)));
            if (left.size === 0) return there;
            const pictures = (await findOriginals(productIds)).filter(({ imageId }) => left.has(imageId));
            return new Map([...there, ...(await embedOriginals(worker, pictures, signal))]);
          },
          onDone,
        );
      });
    },
  };
}
