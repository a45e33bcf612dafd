import { orderAlike } from '../../adapters/clustering/orderAlike.ts';
import { writeAside } from '../../adapters/files/writeAside.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { matrixMethods } from '../../contract/matrix.ts';
import { writeMatrixCsv } from '../../core/matrix/matrixCsv.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function matrixHandlers(context: EngineContext): Handlers<keyof typeof matrixMethods> {
  return {
    'matrix.compare': async ({ ids: given, metric, file }) => {
      const { matrix, products } = requireCatalog(context);
      const { ids, distances, scores, leftOut } = await matrix.compare(given, metric);
      const values = metric === 'cosine' ? scores : distances;
      if (file !== undefined) await writeAside(file, writeMatrixCsv(ids, values));
      const records = await products.recordsOf(ids, []);
      return {
        metric,
        products: ids.map((id, at) => ({
          id,
          name: records[at]?.name ?? '',
          imageId: records[at]?.images[0]?.imageId ?? null,
        })),
        values: values.map((line) => [...line]),
        order: orderAlike(distances),
        leftOut: [...leftOut],
      };
    },
  };
}
