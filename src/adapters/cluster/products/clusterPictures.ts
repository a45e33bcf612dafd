/** Where the originals of a shared catalog's pictures lay on the machines that brought them. */
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { askShards } from '../search/askShards.ts';
import { fetchProducts } from '../search/fetchDocuments.ts';
import { idsSchema, onlyProducts } from './knownProducts.ts';

export interface ClusterPictures {
  /** Paths of the original, which may not be there on this machine. */
  originalsOf(imageId: string): Promise<readonly { readonly folder: string; readonly path: string }[]>;
}

/** Copies of one picture in a catalog. */
const mostOwners = 20;

export function createClusterPictures(catalog: ClusterCatalog): ClusterPictures {
  const { cluster } = catalog;
  return {
    async originalsOf(imageId) {
      const { hits } = await askShards(
        cluster,
        catalog.index,
        { size: mostOwners, query: { term: { imageId } }, ...onlyProducts },
        idsSchema,
      );
      const owners = hits.hits.map(({ fields }) => fields.product[0]);
      const documents = await fetchProducts(catalog, owners, { withVectors: false });
      return documents.flatMap(({ shown }) =>
        (shown.details?.images ?? []).filter((image) => image.imageId === imageId),
      );
    },
  };
}
