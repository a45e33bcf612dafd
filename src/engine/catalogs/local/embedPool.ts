/** Products by embeddings of another space than their catalog's, in memory alone. */
import { createVectorIndex } from '../../../adapters/vectors/vectorIndex.ts';
import { holdRows } from '../../../core/products/holdRows.ts';
import type { EmbeddedPool } from '../../../core/quality/ports.ts';
import { createMetricSearch } from '../../../core/tuning/metricSearch.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

/** Enough to keep the decoders busy; cancelled, so many are waited for. */
const productsAtOnce = 64;

/**
 * @param ids of products
 * @param embed by images, of these products: those that can be embedded. @throws where it is to end
 * @param onDone told how many products are done
 */
export async function embedPool(
  { rows, colours }: Pick<OpenCatalog, 'rows' | 'colours'>,
  ids: readonly string[],
  embed: (
    imageIds: readonly string[],
    productIds: readonly string[],
  ) => Promise<ReadonlyMap<string, Float32Array>>,
  onDone: (count: number) => void,
): Promise<EmbeddedPool> {
  const held = holdRows(rows);
  const index = createVectorIndex();
  const embedded = new Set<string>();
  const imagesOf = (id: string): string[] => {
    const row = held.rowOf(id);
    return row === undefined ? [] : held.imagesAt(row).map(({ imageId }) => imageId);
  };
  for (let start = 0; start < ids.length; start += productsAtOnce) {
    const some = ids.slice(start, start + productsAtOnce);
    const wanted = new Set(some.flatMap(imagesOf).filter((imageId) => !embedded.has(imageId)));
    for (const [imageId, vector] of await embed([...wanted], some)) {
      index.add([{ imageId, vector }]);
      embedded.add(imageId);
    }
    onDone(Math.min(ids.length, start + productsAtOnce));
  }
  return {
    ids: ids.filter((id) => imagesOf(id).some((imageId) => embedded.has(imageId))),
    search: createMetricSearch({ rows: held, index }, () => null, colours.over),
  };
}
