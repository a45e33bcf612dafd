/**
 * Of a catalog on this machine: products embedded in another way, from their original pictures and in memory alone; and the
 * learned order, in a file beside the database.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createVectorIndex } from '../../../adapters/vectors/vectorIndex.ts';
import { embeddingOptionsSchema } from '../../../contract/models.ts';
import { holdRows } from '../../../core/products/holdRows.ts';
import type { QualityPort } from '../../../core/quality/ports.ts';
import { createMetricSearch } from '../../../core/tuning/metricSearch.ts';
import { throwIfCancelled } from '../../../core/work/throwIfCancelled.ts';
import type { VisionOwner } from '../../processes/visionOwner.ts';
import { createKeptRanking } from '../keptRanking.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

/** Enough to keep the decoders busy; cancelled, so many are waited for. */
const productsAtOnce = 64;

export function createLocalQuality(
  { rows, products, files, colours }: OpenCatalog,
  vision: VisionOwner,
): QualityPort {
  function picturesOf(id: string): { imageId: string; file: string }[] {
    const row = rows.rowOf(id);
    return (row === undefined ? [] : rows.imagesAt(row)).flatMap(({ imageId }) => {
      const original = products
        .filesOf(imageId)
        .map(({ folder, path }) => join(folder, path))
        .find((file) => existsSync(file));
      return original === undefined ? [] : [{ imageId, file: original }];
    });
  }

  return {
    ...createKeptRanking(files.ranking),
    async embedOtherwise(how, ids, signal, onDone) {
      const held = holdRows(rows);
      const index = createVectorIndex();
      const embedded = new Set<string>();
      await vision.use(embeddingOptionsSchema.parse(how), files.thumbnails, async (worker) => {
        await worker.start();
        for (let start = 0; start < ids.length; start += productsAtOnce) {
          throwIfCancelled(signal);
          const pictures = ids.slice(start, start + productsAtOnce).flatMap(picturesOf);
          const outcomes = await worker.process(
            pictures.map((picture) => ({
              ...picture,
              bytes: null,
              wantsThumbnail: false,
              wantsVector: true,
            })),
          );
          for (const [at, { imageId }] of pictures.entries()) {
            const outcome = outcomes[at];
            if (outcome?.ok !== true || outcome.vector === null) continue;
            index.add([{ imageId, vector: outcome.vector }]);
            embedded.add(imageId);
          }
          onDone(Math.min(ids.length, start + productsAtOnce));
        }
      });
      return {
        ids: ids.filter((id) => {
          const row = held.rowOf(id);
          return row !== undefined && held.imagesAt(row).some(({ imageId }) => embedded.has(imageId));
        }),
        search: createMetricSearch({ rows: held, index }, () => null, colours.over),
      };
    },
  };
}
