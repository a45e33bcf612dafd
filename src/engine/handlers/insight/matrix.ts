import { orderAlike } from '../../../adapters/clustering/orderAlike.ts';
import { createCsvStringifier } from '../../../adapters/csv/csvRows.ts';
import { writeAside } from '../../../adapters/files/writeAside.ts';
import type { Handlers } from '../../../contract/contract.ts';
import type { matrixMethods } from '../../../contract/insight/matrix.ts';
import { isSimilarity } from '../../../contract/search.ts';
import { matrixTable } from '../../../core/matrix/matrixRows.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';

export function matrixHandlers(context: EngineContext): Handlers<keyof typeof matrixMethods> {
  return {
    'matrix.compare': async ({ ids: given, metric, file }) => {
      const { matrix, products } = requireCatalog(context);
      const { ids, distances, scores, leftOut } = await matrix.compare(given, metric);
      const values = isSimilarity(metric) ? scores : distances;
      if (file !== undefined) {
        const { columns, rows } = matrixTable(ids, values);
        await writeAside(file, createCsvStringifier(columns)(rows));
      }
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
