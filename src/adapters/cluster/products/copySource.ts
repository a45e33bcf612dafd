/** All pictures of a shared catalog with their embeddings, for a copy of it on this machine. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { CopiedPicture, CopiedProduct, CopySource } from '../../../core/cluster/ports.ts';
import { lookAhead } from '../../../core/work/lookAhead.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { type FoundDocument, recordOf } from '../format/productDocument.ts';
import { askShards } from '../search/askShards.ts';
import { fetchProducts } from '../search/fetchDocuments.ts';
import { readAll } from '../search/readAll.ts';

const countSchema = z.object({ hits: z.looseObject({ total: z.looseObject({ value: z.number() }) }) });
const digestSchema = z.looseObject({ product: z.string(), digest: z.string() });

/** A picture has 8 kilobytes in a copy, and twice as many on the way. */
const mostPictures = 65_536;
/** A megabyte or two. */
const productsAtOnce = 100;
/** One is fetched while another is kept. */
const fetchedAhead = 2;
const usable = { exists: { field: 'vector' } };

export function createCopySource(catalog: ClusterCatalog): CopySource {
  const { cluster, index } = catalog;
  return {
    async digests() {
      const counted = { size: 0, track_total_hits: true, query: usable };
      const { hits } = await askShards(cluster, index, counted, countSchema);
      if (hits.total.value > mostPictures) throw tooMany();
      const found = new Map<string, Set<string>>();
      const order = { query: usable, fields: ['product', 'digest'], sort: [{ place: 'asc' }] };
      for await (const { _source } of readAll(cluster, index, order)) {
        const { product, digest } = digestSchema.parse(_source);
        const known = found.get(product);
        if (known === undefined) found.set(product, new Set([digest]));
        else known.add(digest);
      }
      return found;
    },
    async *products(ids) {
      const parts = Array.from({ length: Math.ceil(ids.length / productsAtOnce) }, (_, at) =>
        ids.slice(at * productsAtOnce, (at + 1) * productsAtOnce),
      );
      yield* lookAhead(parts, fetchedAhead, async (some) => {
        const documents = await fetchProducts(catalog, some, { withVectors: true });
        const byProduct = Map.groupBy(documents, ({ product }) => product);
        return some.flatMap((id) => copyOf(byProduct.get(id) ?? []));
      });
    },
  };
}

function copyOf(documents: readonly FoundDocument[]): CopiedProduct[] {
  const [first] = documents;
  if (first === undefined) return [];
  const { id, name, attributes, images } = recordOf(first);
  const byImage = new Map(documents.map((document) => [document.imageId, document]));
  const details = documents.flatMap(({ shown }) => shown.details?.images ?? []);
  const pictures = images.flatMap(({ imageId }): CopiedPicture[] => {
    const { vector, digest = '' } = byImage.get(imageId) ?? {};
    if (vector === undefined) return [];
    const { width = null, height = null } = details.find((image) => image.imageId === imageId) ?? {};
    return [{ ...{ imageId, digest, width, height }, vector: Float32Array.from(vector) }];
  });
  return [{ id, name, attributes, pictures }];
}

function tooMany(): Failure {
  return new Failure(
    'bad-input',
    `A shared catalog of more than ${mostPictures.toLocaleString('en-US')} pictures is not copied to this machine, as its map, its duplicates, its colours and a distance of its own would need. Open the catalog that it was published from.`,
  );
}
