/** Sends a catalog of this machine to a cluster: what is there already stays, what is new or different is written, what is gone is removed. */
import { z } from 'zod';
import type { Publication, PublishProgress } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import type { PublicationSource, PublishedProduct } from '../../../core/cluster/ports.ts';
import { lookAhead } from '../../../core/imports/lookAhead.ts';
import type { Cancellation } from '../../../core/imports/ports.ts';
import { summariseField } from '../../../core/products/fieldSummary.ts';
import { createProductRows, type MutableProductRows } from '../../../core/products/productRows.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import {
  findIndex,
  type PublishedCatalog,
  productsMark,
  readPublished,
  requireVersion,
} from '../format/catalogFormat.ts';
import { usualRefresh, writtenCopies } from '../format/indexBodies.ts';
import { indexNames } from '../format/indexNames.ts';
import { documentsOf } from '../format/productDocument.ts';
import { readAll } from '../search/readAll.ts';
import { heldThumbnails, knownDocuments, lastPlace } from './heldDocuments.ts';
import { makeIndices, shapeFor } from './makeIndices.ts';
import { lockPublication } from './publicationLock.ts';
import { publishCuration } from './publishCuration.ts';
import { type WrittenDocument, writeDocuments } from './writeDocuments.ts';

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

const anything = z.unknown();

/** A thumbnail has some 8 KB. */
const thumbnailsAtOnce = 100;
const removedAtOnce = 500;
/** Under way at the same time: while a cluster writes some, others are read here. */
const batchesAtOnce = 3;

interface Batch {
  readonly products: readonly PublishedProduct[];
  /** What is new or different of them. */
  readonly changed: readonly WrittenDocument[];
}

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
    /** Images whose thumbnails are there, or under way: products may share one. */
    const sent = new Set<string>();
    let nextPlace = await lastPlace(cluster, index);
    const isSeen = shown?.index === index;
    if (!isSeen) await refreshEvery('-1');
    for await (const count of lookAhead(batches(), batchesAtOnce, writeBatch)) {
      written.products += count;
      order.onProgress({ step: 'products', done: written.products, total: source.count });
    }
    if (!isSeen) await refreshEvery(usualRefresh);
    order.onProgress({ step: 'removing', done: 0, total: 1 });
    const removed = await removeOthers();
    await cluster.ask({ method: 'POST', path: `/${index},${names.thumbnails}/_refresh` }, anything);
    const curated = await publishCuration(cluster, {
      ...{ catalog: source.name, author: order.author, requireGoingOn },
      things: source.things,
    });
    const published = {
      ...begun,
      fields: describeFields(rows),
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

    /** An index that nobody sees yet is put in order when all of it is there: every look at it before would make a graph. */
    async function refreshEvery(interval: string): Promise<void> {
      const body = { index: { refresh_interval: interval } };
      await cluster.ask({ method: 'PUT', path: `/${index}/_settings`, body }, anything);
    }

    /** In the order of the catalog, which their places keep. */
    async function* batches(): AsyncGenerator<Batch> {
      for await (const products of source.products()) {
        requireGoingOn();
        yield { products, changed: await changedOf(products) };
      }
    }

    async function writeBatch({ products, changed }: Batch): Promise<number> {
      await writeDocuments(cluster, index, changed, copies);
      written.documents += changed.length;
      await writeThumbnails(products);
      return products.length;
    }

    async function changedOf(products: readonly PublishedProduct[]): Promise<WrittenDocument[]> {
      rows.upsert(
        products.map(({ record: { id, attributes } }) => ({ id, name: '', attributes, images: [] })),
      );
      const documents = products.flatMap(documentsOf);
      const known = await knownDocuments(
        cluster,
        index,
        documents.map(({ id }) => id),
      );
      const changed: WrittenDocument[] = [];
      for (const { id, body } of documents) {
        kept.add(id);
        const there = known.get(id);
        if (there?.digest === body.digest) written.unchanged++;
        else changed.push({ id, body: { ...body, place: there?.place ?? nextPlace++ } });
      }
      return changed;
    }

    async function writeThumbnails(products: readonly PublishedProduct[]): Promise<void> {
      const imageIds = [...new Set(products.flatMap(({ vectors }) => [...vectors.keys()]))].filter(
        (imageId) => !sent.has(imageId),
      );
      for (const imageId of imageIds) sent.add(imageId);
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

    async function removeOthers(): Promise<number> {
      await cluster.ask({ method: 'POST', path: `/${index}/_refresh` }, anything);
      const gone: WrittenDocument[] = [];
      for await (const { _id } of readAll(cluster, index, { query: { match_all: {} }, fields: [] }))
        if (!kept.has(_id)) gone.push({ id: _id, body: null });
      for (let at = 0; at < gone.length; at += removedAtOnce) {
        requireGoingOn();
        await writeDocuments(cluster, index, gone.slice(at, at + removedAtOnce), copies);
      }
      return gone.length;
    }

    /** From one moment to the next, whatever was shown before; the index of another embedding space stays. */
    async function show(published: PublishedCatalog): Promise<void> {
      requireGoingOn();
      const mark = productsMark({ ...published, publishedAt: new Date().toISOString() });
      await cluster.ask({ method: 'PUT', path: `/${index}/_mapping`, body: { _meta: mark } }, anything);
      if (isSeen) return;
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

function describeFields(rows: MutableProductRows): PublishedCatalog['fields'] {
  return rows.fields.map((name) => {
    const { distinct, span } = summariseField(rows, rows.column(name));
    return { name, distinct, ...(span !== undefined && { span }) };
  });
}
