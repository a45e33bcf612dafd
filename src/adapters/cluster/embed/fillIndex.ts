/**
 * Brings the products' index of one embedding space to what that of another one says: the same documents, with embeddings of their own. What is
 * there already is not embedded again, so that it goes on where it was ended, and several machines can each do a part.
 */
import { z } from 'zod';
import type { PictureToEmbed } from '../../../core/cluster/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { joinDigest, partDigest, vectorDigest } from '../format/documentDigest.ts';
import { askShards } from '../search/askShards.ts';
import { fetchVectors } from '../search/fetchVectors.ts';
import { readAll, textOf } from '../search/readAll.ts';
import type { SettledDocument, SettledProduct, StandingDocument } from '../write/settleProduct.ts';
import { severalAtOnce } from '../write/severalAtOnce.ts';
import { refresh, writeProducts } from '../write/writeProducts.ts';
import { pictureSchema, picturesOf } from './originals.ts';

export interface FillOrder {
  /** The index that is shown. */
  readonly from: string;
  readonly to: string;
  /** By images; those that cannot be embedded here are left out. */
  embed(pictures: readonly PictureToEmbed[]): Promise<ReadonlyMap<string, Float32Array>>;
  /** Before each write. Waits where it is to wait. @throws where it is to end */
  requireGoingOn(): Promise<void>;
  /** Told of documents. */
  onProgress(done: number, total: number): void;
  onLacking(picture: PictureToEmbed): void;
}

export interface Filled {
  /** Documents that have an embedding of this run. */
  readonly embedded: number;
  /** All that the other one says is there. */
  readonly isWhole: boolean;
  /** Products of which something was written, or is lacking. */
  readonly products: ReadonlySet<string>;
}

const rawSchema = pictureSchema.extend({
  digest: z.string(),
  place: z.number(),
  leads: z.boolean(),
});
const hitsSchema = z.object({
  hits: z.looseObject({ hits: z.array(z.looseObject({ _id: z.string(), _source: rawSchema })) }),
});

interface RawDocument {
  readonly id: string;
  /** All that the index has of it, but for its embedding. */
  readonly body: z.infer<typeof rawSchema>;
}

/** Enough to keep the decoders busy. */
const productsAtOnce = 50;
/** While one is written, the next is embedded. */
const batchesAtOnce = 2;
/** As deep as a window of an index goes by itself. */
const mostDocuments = 10_000;

/** @throws Failure; what is written stays */
export async function fillIndex(cluster: Cluster, order: FillOrder): Promise<Filled> {
  const { from, to, requireGoingOn } = order;
  await refresh(cluster, `${from},${to}`);
  const standing = new Map<string, { readonly said: string; readonly product: string }>();
  /** Images that are embedded there. */
  const known = new Set<string>();
  const query = { match_all: {} };
  for await (const document of readAll(cluster, to, { query, columns: ['product', 'imageId', 'digest'] })) {
    const { said } = partDigest(textOf(document, 'digest'));
    standing.set(document._id, { said, product: textOf(document, 'product') });
    known.add(textOf(document, 'imageId'));
  }
  const { todo, total, same } = await compare();
  const lacking = new Set<string>();
  let done = same;
  let embedded = 0;
  order.onProgress(done, total);
  await severalAtOnce(inParts([...todo]), batchesAtOnce, fillSome);
  await refresh(cluster, to);
  return { embedded, isWhole: lacking.size === 0, products: todo };

  /** Products of which a document is missing, says something else, or is gone. */
  async function compare() {
    const differing = new Set<string>();
    const unseen = new Set(standing.keys());
    let count = 0;
    let alike = 0;
    const columns = ['product', 'digest'];
    for await (const document of readAll(cluster, from, { query, columns, sort: [{ place: 'asc' }] })) {
      count++;
      unseen.delete(document._id);
      const { said } = partDigest(textOf(document, 'digest'));
      if (standing.get(document._id)?.said === said) alike++;
      else differing.add(textOf(document, 'product'));
    }
    for (const id of unseen) differing.add(standing.get(id)?.product ?? '');
    return { todo: differing, total: count, same: alike };
  }

  async function fillSome(productIds: readonly string[]): Promise<void> {
    await requireGoingOn();
    const documents = await fetchRaw(cluster, from, productIds);
    const isOther = ({ id, body }: RawDocument): boolean =>
      standing.get(id)?.said !== partDigest(body.digest).said;
    const others = [...documents.values()].flat().filter(isOther);
    const vectors = await findVectors(
      others.filter(({ id }) => !standing.has(id)),
      documents,
    );
    await requireGoingOn();
    await writeProducts(cluster, {
      ...{ index: to, copies: null, productIds },
      settle: (id, there) => settle(documents.get(id) ?? [], there, vectors),
    });
    for (const imageId of vectors.keys()) known.add(imageId);
    done += others.filter(({ id }) => !lacking.has(id)).length;
    order.onProgress(done, total);
  }

  /** A picture that another product has as well is embedded once. */
  async function findVectors(
    missing: readonly RawDocument[],
    documents: ReadonlyMap<string, readonly RawDocument[]>,
  ): Promise<ReadonlyMap<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    const imageIds = new Set(missing.flatMap(({ body }) => body.imageId ?? []));
    const there = [...imageIds].filter((imageId) => known.has(imageId));
    if (there.length > 0) {
      await refresh(cluster, to);
      const vectors = await fetchVectors({ cluster, index: to }, there);
      for (const [at, imageId] of there.entries()) {
        const vector = vectors[at] ?? null;
        if (vector !== null) found.set(imageId, vector);
      }
    }
    const pictures = new Map(
      [...documents.values()]
        .flat()
        .filter(({ body }) => body.leads)
        .flatMap(({ body }) => picturesOf(body))
        .map((picture) => [picture.imageId, picture]),
    );
    const wanted = [...imageIds].filter((imageId) => !found.has(imageId));
    const made = await order.embed(
      wanted.map((imageId) => pictures.get(imageId) ?? { product: '', imageId, originals: [] }),
    );
    for (const [imageId, vector] of made) found.set(imageId, vector);
    for (const { id, body } of missing) {
      const { imageId } = body;
      if (imageId === undefined) continue;
      if (made.has(imageId)) embedded++;
      if (found.has(imageId)) continue;
      lacking.add(id);
      order.onLacking(pictures.get(imageId) ?? { product: body.product, imageId, originals: [] });
    }
    return found;
  }
}

async function* inParts(ids: readonly string[]): AsyncGenerator<readonly string[]> {
  for (let at = 0; at < ids.length; at += productsAtOnce) yield ids.slice(at, at + productsAtOnce);
}

/** By product: whole documents, without their embeddings. */
async function fetchRaw(
  cluster: Cluster,
  index: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RawDocument[]>> {
  const { hits } = await askShards(
    cluster,
    index,
    {
      size: mostDocuments,
      query: { bool: { filter: [{ terms: { product: productIds } }] } },
      _source: { excludes: ['vector'] },
      track_total_hits: false,
    },
    hitsSchema,
  );
  const documents = hits.hits.map(({ _id: id, _source: body }) => ({ id, body }));
  return Map.groupBy(documents, ({ body }) => body.product);
}

/** What another index says, with the embeddings of this one. */
function settle(
  documents: readonly RawDocument[],
  standing: readonly StandingDocument[],
  vectors: ReadonlyMap<string, Float32Array>,
): SettledProduct {
  const byId = new Map(standing.map((document) => [document.id, document]));
  const changed: SettledDocument[] = [];
  const unchanged: string[] = [];
  for (const { id, body } of documents) {
    const upon = byId.get(id) ?? null;
    byId.delete(id);
    const hasVector = body.imageId !== undefined;
    const made = hasVector && upon === null ? (vectors.get(body.imageId ?? '') ?? null) : null;
    if (hasVector && upon === null && made === null) continue;
    const ofVector = made === null ? partDigest(upon?.digest ?? '').vector : vectorDigest(made);
    const digest = joinDigest({ said: partDigest(body.digest).said, vector: ofVector });
    if (upon?.digest === digest) unchanged.push(id);
    else changed.push({ id, body: { ...body, digest }, vector: made, hasVector, upon });
  }
  return { changed, unchanged, removed: [...byId.values()] };
}
