/** All products of a shared catalog with their embeddings, for a copy of it on this machine. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { CopiedPicture, CopiedProduct, CopySource } from '../../../core/cluster/ports.ts';
import { lookAhead } from '../../../core/work/lookAhead.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { joinDigest, partDigest, vectorDigest } from '../format/documentDigest.ts';
import { type FoundDocument, recordOf } from '../format/productDocument.ts';
import { fetchProducts } from '../search/fetchDocuments.ts';
import { openMoment, textOf } from '../search/readAll.ts';
import { isLasting, readWritten, writesSince } from './writtenSoFar.ts';

const countSchema = z.object({
  hits: z.looseObject({ total: z.looseObject({ value: z.number() }) }),
  aggregations: z.object({ pictures: z.looseObject({ doc_count: z.number() }) }),
});
const refreshedSchema = z.looseObject({ _shards: z.looseObject({ failed: z.number() }) });

/** A picture has 8 kilobytes in a copy, and twice as many on the way. */
export const mostCopied = 65_536;
/** A megabyte: the cluster does four times as many in a second as by twenty-five. */
const productsAtOnce = 100;
/** What is kept at once holds up other answers for some 15 ms. */
const givenAtOnce = 25;
/** One is fetched while another is kept. */
const fetchedAhead = 2;

/** @param catalog held: all of it is of one embedding space */
export function createCopySource(catalog: ClusterCatalog): CopySource {
  const { cluster, index } = catalog;

  /** What is written until now is found from now on, whichever copy of a shard answers. */
  async function refreshAll(): Promise<void> {
    const path = `/${index}/_refresh`;
    const { _shards: shards } = await cluster.ask({ method: 'POST', path }, refreshedSchema);
    if (shards.failed > 0) throw notRefreshed(cluster.address.text);
  }

  return {
    written: () => readWritten(catalog),
    isLasting: () => isLasting(catalog),
    async documents(since) {
      const after = since === null ? null : writesSince(since, (await readWritten(catalog)).mark);
      // Whoever made the index anew may have made another one.
      if (after === null) await catalog.renew();
      await refreshAll();
      const moment = await openMoment(cluster, index);
      try {
        const counted = {
          ...{ size: 0, track_total_hits: true },
          aggs: { pictures: { filter: { exists: { field: 'vector' } } } },
        };
        const { hits, aggregations } = await moment.ask(counted, countSchema);
        if (aggregations.pictures.doc_count > mostCopied) throw tooMany();
        const digests = new Map<string, Set<string>>();
        const query = after === null ? { match_all: {} } : { range: { _seq_no: { gt: after } } };
        const order = { query, columns: ['product', 'digest'], sort: [{ place: 'asc' }] };
        for await (const document of moment.readAll(order)) {
          const product = textOf(document, 'product');
          const digest = textOf(document, 'digest');
          const known = digests.get(product);
          if (known === undefined) digests.set(product, new Set([digest]));
          else known.add(digest);
        }
        return { count: hits.total.value, digests, isAll: after === null };
      } finally {
        await moment.close();
      }
    },
    async *products(ids) {
      const fetched = lookAhead(partsOf(ids, productsAtOnce), fetchedAhead, async (some) => {
        const documents = await fetchProducts(catalog, some, { withVectors: true });
        const byProduct = Map.groupBy(documents, ({ product }) => product);
        return some.flatMap((id) => copyOf(byProduct.get(id) ?? []));
      });
      for await (const products of fetched) yield* partsOf(products, givenAtOnce);
    },
  };
}

function* partsOf<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

function copyOf(documents: readonly FoundDocument[]): CopiedProduct[] {
  const [first] = documents;
  if (first === undefined) return [];
  const { id, name, attributes, images } = recordOf(first);
  const byImage = new Map(documents.map((document) => [document.imageId, document]));
  const details = documents.flatMap(({ shown }) => shown.details?.images ?? []);
  const pictures = images.flatMap(({ imageId, path }): CopiedPicture[] => {
    const vector = byImage.get(imageId)?.vector;
    if (vector === undefined) return [];
    const detail = details.find((image) => image.imageId === imageId);
    const { width = null, height = null, folder = '' } = detail ?? {};
    return [{ ...{ imageId, folder, path, width, height }, vector }];
  });
  const digests = documents.flatMap(digestOfRead);
  return [{ ...{ id, name, attributes, digests, pictures }, isHidden: first.hidden === true }];
}

/** Of what was read: an embedding that is damaged in the cluster, or missing, is another than its digest says, and fetched anew once it is repaired. */
function digestOfRead({ digest = '', vector }: FoundDocument): string {
  const { said } = partDigest(digest);
  return joinDigest({ said, vector: vector === undefined ? '' : vectorDigest(vector) });
}

function notRefreshed(address: string): Failure {
  return new Failure(
    'cluster-refused',
    `A part of ${address} does not show what was written last. Look with "cluster doctor".`,
  );
}

function tooMany(): Failure {
  return new Failure(
    'bad-input',
    `A shared catalog of more than ${mostCopied.toLocaleString('en-US')} pictures is not copied to this machine, as its map, its duplicates, its colours, a distance of its own and a comparison with another way of embedding would need. Open the catalog that it was published from.`,
  );
}
