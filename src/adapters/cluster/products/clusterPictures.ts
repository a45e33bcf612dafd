/** Pictures of a shared catalog: thumbnails as they were published, and where their originals lay on the machine that published them. */
import { z } from 'zod';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { indexNames } from '../format/indexNames.ts';
import { askShards } from '../search/askShards.ts';
import { fetchProducts } from '../search/fetchDocuments.ts';
import { idsSchema, onlyProducts } from './knownProducts.ts';

export interface ClusterPictures {
  /** The bytes of a JPEG; null where the cluster has none. */
  thumbnailOf(imageId: string): Promise<Uint8Array | null>;
  /** The same of some dozens at once: of those that the cluster has. */
  thumbnailsOf(imageIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Paths of the original, which may not be there on this machine. */
  originalsOf(imageId: string): Promise<readonly { readonly folder: string; readonly path: string }[]>;
}

const thumbnailSchema = z.looseObject({
  found: z.boolean().default(false),
  _source: z.looseObject({ bytes: z.base64() }).optional(),
});
const thumbnailsSchema = z.object({ docs: z.array(thumbnailSchema.extend({ _id: z.string() })) });

/** Copies of one picture in a catalog. */
const mostOwners = 20;

export function createClusterPictures(catalog: ClusterCatalog): ClusterPictures {
  const { cluster } = catalog;
  const { thumbnails } = indexNames(cluster.address.name);
  return {
    async thumbnailOf(imageId) {
      const path = `/${thumbnails}/_doc/${encodeURIComponent(imageId)}`;
      const { _source } = await cluster.ask({ method: 'GET', path, allow: [404] }, thumbnailSchema);
      return _source === undefined ? null : Buffer.from(_source.bytes, 'base64');
    },
    async thumbnailsOf(imageIds) {
      const { docs } = await cluster.ask(
        { method: 'POST', path: `/${thumbnails}/_mget`, body: { ids: imageIds } },
        thumbnailsSchema,
      );
      return new Map(
        docs.flatMap(({ _id, _source }) =>
          _source === undefined ? [] : [[_id, Buffer.from(_source.bytes, 'base64')] as const],
        ),
      );
    },
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
