/** Embeddings of a shared catalog by their images. */
import { z } from 'zod';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { findIndex } from '../format/catalogFormat.ts';
import { indexNames } from '../format/indexNames.ts';
import { readVector, vectorBytes, vectorFieldsSchema } from '../format/vectorBytes.ts';
import { refresh } from '../write/writeProducts.ts';
import { askShards } from './askShards.ts';

const vectorsSchema = z.object({
  hits: z.looseObject({
    hits: z.array(
      z.looseObject({
        fields: vectorFieldsSchema.extend({ imageId: z.tuple([z.string()]) }),
      }),
    ),
  }),
});

/** With their vectors some megabytes. */
const imagesAtOnce = 200;

/** In the order asked for; null for an image that has none. */
export async function fetchVectors(
  { cluster, index }: Pick<ClusterCatalog, 'cluster' | 'index'>,
  imageIds: readonly string[],
): Promise<(Float32Array | null)[]> {
  const found = new Map<string, Float32Array>();
  for (let at = 0; at < imageIds.length; at += imagesAtOnce) {
    const some = imageIds.slice(at, at + imagesAtOnce);
    const filter = [{ terms: { imageId: some } }, { exists: { field: 'vector' } }];
    const { hits } = await askShards(
      cluster,
      index,
      {
        size: some.length,
        query: { bool: { filter } },
        // Products may share a picture.
        collapse: { field: 'imageId' },
        _source: false,
        docvalue_fields: ['imageId'],
        ...vectorBytes,
      },
      vectorsSchema,
    );
    for (const { fields } of hits.hits) {
      const vector = readVector(fields);
      if (vector !== null) found.set(fields.imageId[0], vector);
    }
  }
  return imageIds.map((imageId) => found.get(imageId) ?? null);
}

/** What fetches by images, whether this embedding space is shown, was, or is only being filled; none where nobody embedded so. */
export async function openVectorsBy(
  { cluster }: Pick<ClusterCatalog, 'cluster'>,
  space: string,
): Promise<(imageIds: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>> {
  const index = indexNames(cluster.address.name).products(space);
  if ((await findIndex(cluster, index, 'products')) === null) return async () => new Map();
  // What is only being filled shows nothing by itself.
  await refresh(cluster, index);
  return async (imageIds) => {
    const vectors = await fetchVectors({ cluster, index }, imageIds);
    return new Map(
      imageIds.flatMap((imageId, at) => {
        const vector = vectors[at] ?? null;
        return vector === null ? [] : [[imageId, vector] as const];
      }),
    );
  };
}
