/** Chosen products of a shared catalog, each with each: their vectors are fetched and compared here. */
import { compareEach } from '../../../core/matrix/compareEach.ts';
import type { MatrixPort } from '../../../core/matrix/ports.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { type BesideCluster, filterSource } from '../products/filterSource.ts';
import { fetchProducts, noTuned } from './fetchDocuments.ts';
import { createPartialCatalog } from './partialCatalog.ts';

export function createClusterMatrix(catalog: ClusterCatalog, beside: BesideCluster): MatrixPort {
  return {
    async compare(ids, metric) {
      if (metric === 'tuned') throw noTuned();
      const partial = createPartialCatalog(await filterSource(catalog, beside));
      partial.add(await fetchProducts(catalog, ids, { withVectors: true }));
      return compareEach(partial.catalog, ids, metric);
    },
  };
}
