/** Checks all documents of a shared catalog against each other: products, embeddings by their digests, thumbnails, and what the catalog says of itself. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { ThumbnailAccess } from '../../../core/cluster/thumbnails.ts';
import { embeddingLength } from '../../../core/models/ports.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { partDigest, vectorDigest } from '../format/documentDigest.ts';
import { documentId } from '../format/productDocument.ts';
import { readVector, vectorBytes, vectorFieldsSchema } from '../format/vectorBytes.ts';
import { isPublishing } from '../publish/publicationLock.ts';
import { type Moment, openMoment, type ReadDocument, textOf } from '../search/readAll.ts';
import { openThumbnails } from '../thumbnails/openThumbnails.ts';
import { refresh } from '../write/writeProducts.ts';

export interface ContentsOrder {
  readonly access: ThumbnailAccess;
  /** @throws where it is to end */
  requireGoingOn(): void;
  /** Told of documents: one for each picture of a product, and for a product without any. */
  onProgress(done: number, total: number): void;
}

export interface CheckedContents {
  readonly products: number;
  /** Of all products; a picture of two counts for both. */
  readonly images: number;
  /** Embeddings that are what was written. */
  readonly embeddings: number;
  /** Those that searches find. */
  readonly indexed: number;
  /** Each a sentence, with what to do. */
  readonly errors: readonly (readonly string[])[];
  /** Somebody brings products now: thumbnails and numbers were not looked at. */
  readonly isBeingWritten: boolean;
}

const countsSchema = z.object({
  hits: z.looseObject({ total: z.looseObject({ value: z.number() }) }),
  aggregations: z.object({
    pictures: z.looseObject({ doc_count: z.number() }),
    indexed: z.looseObject({ doc_count: z.number() }),
  }),
});
const vectorsSchema = z.object({
  hits: z.looseObject({
    hits: z.array(z.looseObject({ _id: z.string(), fields: vectorFieldsSchema.optional() })),
  }),
});

/** With their vectors two megabytes. */
const documentsAtOnce = 200;

/**
 * As the catalog is in one moment, whatever others write meanwhile. Nothing is changed.
 * @throws Failure `cluster-unreachable`, `cluster-refused` …
 */
export async function checkContents(
  catalog: ClusterCatalog,
  { access, requireGoingOn, onProgress }: ContentsOrder,
): Promise<CheckedContents> {
  const { cluster } = catalog;
  const { text } = cluster.address;
  const wasPublishing = await isPublishing(cluster);
  await catalog.renew();
  const { index, published } = catalog;
  await refresh(cluster, index);
  const thumbnails = openThumbnails(cluster, published.thumbnails, { access });
  const moment = await openMoment(cluster, index);
  try {
    const isBeingWritten = wasPublishing || (await isPublishing(cluster));
    const { hits, aggregations } = await moment.ask(
      {
        ...{ size: 0, track_total_hits: true },
        aggs: {
          pictures: { filter: { exists: { field: 'imageId' } } },
          indexed: { filter: { exists: { field: 'vector' } } },
        },
      },
      countsSchema,
    );
    const total = hits.total.value;
    const leads = new Map<string, number>();
    const found = { strangers: [] as string[], vectors: [] as string[], thumbnails: [] as string[] };
    /** Why thumbnails could not be looked at. */
    let away: string | null = null;
    let done = 0;
    let sound = 0;
    let some: ReadDocument[] = [];
    onProgress(0, total);
    for await (const document of moment.readAll({
      query: { match_all: {} },
      columns: ['product', 'imageId', 'digest', 'leads'],
    })) {
      some.push(document);
      if (some.length === documentsAtOnce) await checkSome();
    }
    await checkSome();
    const wrongLeads = [...leads].filter(([, count]) => count !== 1).map(([id]) => id);
    return {
      products: leads.size,
      images: aggregations.pictures.doc_count,
      embeddings: sound,
      indexed: aggregations.indexed.doc_count,
      errors: [
        found.strangers,
        wrongLeads.map(
          (id) =>
            `The product ${id} does not count once at ${text}: one of its documents is gone or was changed. Publish the catalog again, or import its folder again.`,
        ),
        found.vectors,
        ...(isBeingWritten ? [] : [found.thumbnails, away === null ? [] : [away], wrongCounts()]),
      ],
      isBeingWritten,
    };

    async function checkSome(): Promise<void> {
      requireGoingOn();
      const documents = some;
      some = [];
      for (const document of documents) countLead(document);
      sound += await checkVectors(moment, documents, text, found.vectors);
      if (!isBeingWritten && away === null) await checkThumbnails(documents);
      done += documents.length;
      onProgress(Math.min(done, total), total);
    }

    function countLead(document: ReadDocument): void {
      const product = textOf(document, 'product');
      if (document._id !== documentId(product, textOf(document, 'imageId')))
        found.strangers.push(
          `The document ${document._id} of ${index} is none that Twinset wrote. Publish the catalog again, which removes it.`,
        );
      const isLead = textOf(document, 'leads') === 'true';
      leads.set(product, (leads.get(product) ?? 0) + (isLead ? 1 : 0));
    }

    async function checkThumbnails(documents: readonly ReadDocument[]): Promise<void> {
      const pictures = documents.filter((document) => textOf(document, 'imageId') !== '');
      const imageIds = [...new Set(pictures.map((document) => textOf(document, 'imageId')))];
      const products = new Map(
        pictures.map((document) => [textOf(document, 'imageId'), textOf(document, 'product')]),
      );
      const of = (imageId: string): string => `A picture of ${products.get(imageId) ?? ''}`;
      try {
        found.thumbnails.push(...(await thumbnails.examine(imageIds, of)));
      } catch (thrown) {
        if (!(thrown instanceof Failure) || thrown.code !== 'thumbnails-away') throw thrown;
        away = thrown.message;
      }
    }

    function wrongCounts(): string[] {
      const pictures = aggregations.pictures.doc_count;
      if (published.products === leads.size && published.pictures === pictures) return [];
      return [
        `${text} says that it has ${published.products} products with ${published.pictures} pictures, and has ${leads.size} with ${pictures}. Publish the catalog again, or import a folder again.`,
      ];
    }
  } finally {
    thumbnails.close();
    await moment.close();
  }
}

/** @returns how many are what was written */
async function checkVectors(
  moment: Moment,
  documents: readonly ReadDocument[],
  address: string,
  errors: string[],
): Promise<number> {
  const pictures = documents.filter((document) => textOf(document, 'imageId') !== '');
  const values = pictures.map(({ _id }) => _id);
  const order = { size: values.length, query: { ids: { values } }, _source: false, ...vectorBytes };
  const { hits } = await moment.ask({ ...order, track_total_hits: false }, vectorsSchema);
  const vectors = new Map(hits.hits.map(({ _id, fields }) => [_id, readVector(fields)]));
  let sound = 0;
  for (const document of pictures) {
    const vector = vectors.get(document._id) ?? null;
    const written = partDigest(textOf(document, 'digest')).vector;
    if (vector?.length === embeddingLength && vectorDigest(vector) === written) sound++;
    else
      errors.push(
        `The embedding of a picture of ${textOf(document, 'product')} is ${vector === null ? 'missing' : 'another than was written'} at ${address}. Whoever has the picture publishes the catalog again, or imports its folder again, which repairs it.`,
      );
  }
  return sound;
}
