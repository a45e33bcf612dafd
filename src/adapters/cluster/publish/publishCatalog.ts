/** Sends a catalog of this machine to a cluster: what is there already stays, what is new or different is written, what is gone is removed. */
import { z } from 'zod';
import type { Publication, PublishProgress } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import type { PublicationSource, PublishedProduct } from '../../../core/cluster/ports.ts';
import type { Cancellation } from '../../../core/imports/ports.ts';
import { createProductRows } from '../../../core/products/productRows.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { correctProducts } from '../curation/correctProducts.ts';
import { describeFields, readFields } from '../format/catalogFields.ts';
import {
  findIndex,
  type PublishedCatalog,
  productsMark,
  readPublished,
  requireVersion,
} from '../format/catalogFormat.ts';
import { writtenCopies } from '../format/indexBodies.ts';
import { indexNames } from '../format/indexNames.ts';
import { published as ofPublication } from '../format/productDocument.ts';
import { readAll } from '../search/readAll.ts';
import { lastPlace } from '../write/lastPlace.ts';
import { settleProduct, type TeamCorrections } from '../write/settleProduct.ts';
import { findOrigin, readCorrections } from '../write/teamCorrections.ts';
import { type WrittenDocument, writeDocuments } from '../write/writeDocuments.ts';
import { refresh, writeProducts } from '../write/writeProducts.ts';
import { makeIndices, shapeFor } from './makeIndices.ts';
import { lockPublication } from './publicationLock.ts';
import { publishCuration } from './publishCuration.ts';

export interface PublishOrder {
  /** What others know the publisher by. */
  readonly author: string;
  readonly shards?: number | undefined;
  readonly replicas?: number | undefined;
  readonly signal: Cancellation;
  onProgress(progress: PublishProgress): void;
  /** How long another's publication may stand still before it is taken over; for tests. */
  readonly patienceMs?: number;
}

const heldSchema = z.looseObject({
  docs: z.array(z.looseObject({ _id: z.string(), found: z.boolean().default(false) })),
});
const ownerSchema = z.looseObject({ product: z.string() });
const anything = z.unknown();

/** A thumbnail has some 8 KB. */
const thumbnailsAtOnce = 100;
const removedAtOnce = 500;
const productsAtOnce = 50;

/**
 * Whatever ends it: what is written stays, and publishing again goes on from there. The catalog is shown once all of it is there.
 * @throws Failure `cluster-unreachable`, `cluster-refused`, `cluster-unusable`, `catalog-too-new`, `bad-input` (another catalog is there),
 *   `already-running`, `cancelled`
 */
export async function publishCatalog(
  cluster: Cluster,
  source: PublicationSource,
  order: PublishOrder,
): Promise<Publication> {
  const startedAtMs = performance.now();
  const names = indexNames(cluster.address.name);
  await requireVersion(cluster);
  const shown = await findIndex(cluster, names.shown, 'products');
  const before = shown === null ? null : readPublished(shown, cluster.address.text);
  requireSameCatalog(before, source, cluster);
  const shape = await shapeFor(cluster, source.pictures, order);
  const begun: PublishedCatalog = {
    catalog: source.name,
    runtime: source.runtime,
    fields: source.fields.map((name) => ({ name, distinct: 0 })),
    soldOut: source.soldOut,
    products: source.count,
    pictures: source.pictures,
    publishedAt: null,
  };
  const index = await makeIndices(cluster, shape, begun);
  const lock = await lockPublication(cluster, order.patienceMs);
  try {
    const copies = writtenCopies(shape);
    const rows = createProductRows();
    rows.setFields(source.fields);
    const written = { products: 0, documents: 0, unchanged: 0, thumbnails: 0 };
    const kept = new Set<string>();
    const curated = await publishCuration(cluster, {
      ...{ catalog: source.name, author: order.author, requireGoingOn },
      things: source.things,
    });
    const origin = await findOrigin(cluster);
    const corrections = await readCorrections(cluster, -1);
    await refresh(cluster, index);
    let nextPlace = await lastPlace(cluster, index);
    for await (const products of source.products()) {
      requireGoingOn();
      await publishProducts(products);
      await writeThumbnails(products);
      written.products += products.length;
      order.onProgress({ step: 'products', done: written.products, total: source.count });
    }
    order.onProgress({ step: 'removing', done: 0, total: 1 });
    const removed = await removeOthers();
    await correctMeanwhile();
    await refresh(cluster, `${index},${names.thumbnails}`);
    const published = {
      ...begun,
      fields: await readFields(cluster, index, describeFields(rows)),
      products: written.products,
      pictures: kept.size,
    };
    order.onProgress({ step: 'showing', done: 0, total: 1 });
    await show(published);
    return {
      address: cluster.address.text,
      index,
      products: written.products,
      written: written.documents,
      unchanged: written.unchanged,
      removed,
      thumbnails: written.thumbnails,
      curated,
      seconds: (performance.now() - startedAtMs) / 1000,
    };

    function requireGoingOn(): void {
      lock.check();
      if (order.signal.aborted) {
        throw new Failure(
          'cancelled',
          'The publication was cancelled. What is written stays; publish again to go on.',
        );
      }
    }

    function teamOf(productId: string): TeamCorrections {
      return { origin, corrections: corrections.byProduct.get(productId) ?? [] };
    }

    async function publishProducts(products: readonly PublishedProduct[]): Promise<void> {
      rows.upsert(
        products.map(({ record: { id, attributes } }) => ({ id, name: '', attributes, images: [] })),
      );
      const byId = new Map(products.map((product) => [product.record.id, product]));
      const done = await writeProducts(cluster, {
        ...{ index, copies, productIds: [...byId.keys()] },
        settle: (id, standing) =>
          settleProduct(
            standing,
            { owner: ofPublication, product: byId.get(id) ?? null },
            teamOf(id),
            () => nextPlace++,
          ),
      });
      for (const id of done.kept) kept.add(id);
      written.documents += done.written;
      written.unchanged += done.kept.size - done.written;
    }

    async function writeThumbnails(products: readonly PublishedProduct[]): Promise<void> {
      const imageIds = [...new Set(products.flatMap(({ vectors }) => [...vectors.keys()]))];
      for (let at = 0; at < imageIds.length; at += thumbnailsAtOnce) {
        const some = imageIds.slice(at, at + thumbnailsAtOnce);
        const held = await heldThumbnails(cluster, names.thumbnails, some);
        const missing: WrittenDocument[] = [];
        for (const imageId of some) {
          const bytes = held.has(imageId) ? null : await source.thumbnailOf(imageId);
          if (bytes !== null)
            missing.push({ id: imageId, body: { bytes: Buffer.from(bytes).toString('base64') } });
        }
        await writeDocuments(cluster, names.thumbnails, missing, copies);
        written.thumbnails += missing.length;
      }
    }

    /** What the catalog does not have any more; what others imported stays. */
    async function removeOthers(): Promise<number> {
      await refresh(cluster, index);
      const query = { bool: { must_not: [{ exists: { field: 'from' } }] } };
      const gone = new Map<string, string>();
      for await (const { _id, _source } of readAll(cluster, index, { query, fields: ['product'] }))
        if (!kept.has(_id)) gone.set(_id, ownerSchema.parse(_source).product);
      const productIds = [...new Set(gone.values())];
      for (let at = 0; at < productIds.length; at += productsAtOnce) {
        requireGoingOn();
        const done = await writeProducts(cluster, {
          ...{ index, copies, productIds: productIds.slice(at, at + productsAtOnce) },
          settle: (id, standing) =>
            settleProduct(standing, { owner: ofPublication, product: null }, teamOf(id), () => nextPlace++),
        });
        for (const id of done.kept) kept.add(id);
      }
      const strangers = [...gone.keys()].filter((id) => !kept.has(id)).map((id) => ({ id, body: null }));
      for (let at = 0; at < strangers.length; at += removedAtOnce)
        await writeDocuments(cluster, index, strangers.slice(at, at + removedAtOnce), copies);
      return gone.size;
    }

    /** Whoever corrected a product before it was here did not find it; who does so from now on finds it. */
    async function correctMeanwhile(): Promise<void> {
      const { byProduct } = await readCorrections(cluster, corrections.through);
      const late = [...byProduct.values()].flat();
      if (late.length > 0) await correctProducts(cluster, late);
    }

    /** From one moment to the next, whatever was shown before; the index of another embedding space stays. */
    async function show(published: PublishedCatalog): Promise<void> {
      requireGoingOn();
      const mark = productsMark({ ...published, publishedAt: new Date().toISOString() });
      await cluster.ask({ method: 'PUT', path: `/${index}/_mapping`, body: { _meta: mark } }, anything);
      if (shown?.index === index) return;
      const actions = [
        ...(shown === null ? [] : [{ remove: { index: shown.index, alias: names.shown } }]),
        { add: { index, alias: names.shown } },
      ];
      await cluster.ask({ method: 'POST', path: '/_aliases', body: { actions } }, anything);
    }
  } finally {
    await lock.release();
  }
}

/** What is gone here is removed there: another catalog's products would all be. */
function requireSameCatalog(
  before: PublishedCatalog | null,
  { name }: PublicationSource,
  { address }: Cluster,
): void {
  if (before === null || before.catalog === name) return;
  throw new Failure(
    'bad-input',
    `${address.text} holds the catalog "${before.catalog}", and "${name}" would take its place. Publish it under a name of its own.`,
  );
}

async function heldThumbnails(cluster: Cluster, index: string, ids: readonly string[]): Promise<Set<string>> {
  const { docs } = await cluster.ask(
    { method: 'POST', path: `/${index}/_mget`, query: { _source: 'false' }, body: { ids } },
    heldSchema,
  );
  return new Set(docs.flatMap(({ _id, found }) => (found ? [_id] : [])));
}
