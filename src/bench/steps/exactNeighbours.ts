/** The truth that look-alikes are held to: float64 distances to every product, straight from the stored vectors. */
import { createEmbeddingStore } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import { createProductStore } from '../../adapters/sqlite/catalog/productStore.ts';
import { openReadOnly } from '../../adapters/sqlite/openSqlite.ts';
import type { Attributes } from '../../contract/products.ts';
import type { Metric } from '../../contract/search.ts';
import { distanceBetween } from '../../core/search/metrics.ts';
import { catalogFiles } from '../../engine/catalogs/catalogFiles.ts';

export interface ExactNeighbours {
  /**
   * The share of the true `k` nearest that were found; of equally near ones any counts.
   * @param id one of the queries
   * @param passes which products may be found
   */
  recall(
    id: string,
    metric: Metric,
    k: number,
    found: readonly string[],
    passes?: (attributes: Attributes) => boolean,
  ): number;
}

/** Between distances that differ by less, the order of a sum decides. */
const tolerance = 1e-9;

type Distances = ReadonlyMap<Metric, Float64Array>;

/** Compares these products with all others of a closed catalog: one pass over its vectors. */
export async function findExactNeighbours(
  folder: string,
  space: string,
  queries: readonly string[],
  metrics: readonly Metric[],
  breathe: () => Promise<void>,
): Promise<ExactNeighbours> {
  const database = openReadOnly(catalogFiles(folder).database);
  try {
    const records = [...createProductStore(database).pages(space)].flat();
    const store = createEmbeddingStore(database);
    const productsOf = new Map<string, number[]>();
    for (const [product, { images }] of records.entries()) {
      for (const { imageId } of images)
        productsOf.set(imageId, [...(productsOf.get(imageId) ?? []), product]);
    }
    const positions = new Map(records.map(({ id }, at) => [id, at]));
    const asked = queries.map((id) => {
      const images = records[positions.get(id) ?? -1]?.images ?? [];
      const vectors = images.flatMap(({ imageId }) => store.read(space, imageId, 0)?.vector ?? []);
      return { id, vectors, distances: farFromAll(metrics, records.length) };
    });

    for (const page of store.pages(space)) {
      for (const { imageId, vector } of page) {
        for (const product of productsOf.get(imageId) ?? []) {
          for (const { vectors, distances } of asked) takeNearer(distances, product, vectors, vector);
        }
      }
      await breathe();
    }
    const distancesOf = new Map(asked.map(({ id, distances }): [string, Distances] => [id, distances]));

    return {
      recall(id, metric, k, found, passes = () => true) {
        const distances = distancesOf.get(id)?.get(metric) ?? new Float64Array(0);
        const others = records
          .flatMap((record, at) =>
            record.id !== id && passes(record.attributes) ? [distances[at] ?? Number.POSITIVE_INFINITY] : [],
          )
          .filter(Number.isFinite)
          .sort((a, b) => a - b);
        const wanted = Math.min(k, others.length);
        if (wanted === 0) return 1;
        const farthest = (others[wanted - 1] ?? 0) + tolerance;
        const hits = found.filter(
          (other) => (distances[positions.get(other) ?? -1] ?? Number.POSITIVE_INFINITY) <= farthest,
        );
        return Math.min(wanted, hits.length) / wanted;
      },
    };
  } finally {
    database.close();
  }
}

function farFromAll(metrics: readonly Metric[], products: number): Distances {
  return new Map(
    metrics.map((metric) => [metric, new Float64Array(products).fill(Number.POSITIVE_INFINITY)]),
  );
}

/** A product is as near as its nearest image, to any image of the query. */
function takeNearer(
  distances: Distances,
  product: number,
  queries: readonly Float32Array[],
  vector: Float32Array,
): void {
  for (const [metric, all] of distances) {
    for (const query of queries) {
      const distance = distanceBetween(query, vector, metric);
      if (distance < (all[product] ?? 0)) all[product] = distance;
    }
  }
}
