/** Sends a catalog of this machine to a cluster: what is there already stays, what is new or different is written, what is gone is removed. */
import { z } from 'zod';
import type { GraphKind, Publication, PublishProgress } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import type { PublicationSource } from '../../../core/cluster/ports.ts';
import type { OutsidePlace } from '../../../core/cluster/thumbnails.ts';
import type { Cancellation } from '../../../core/imports/ports.ts';
import { createProductRows } from '../../../core/products/productRows.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { describeFields, readExtent } from '../format/catalogFields.ts';
import {
  findIndex,
  type PublishedCatalog,
  productsMark,
  readPublished,
  requireVersion,
} from '../format/catalogFormat.ts';
import { noRefresh, usualRefresh, writtenCopies } from '../format/indexBodies.ts';
import { indexNames } from '../format/indexNames.ts';
import { published as ofPublication } from '../format/productDocument.ts';
import { type ChoiceOrder, choosePlace, isSamePlace } from '../thumbnails/choosePlace.ts';
import { dropIndexThumbnails } from '../thumbnails/indexThumbnails.ts';
import { moveThumbnails } from '../thumbnails/moveThumbnails.ts';
import { openThumbnails } from '../thumbnails/openThumbnails.ts';
import { contributeProducts } from '../write/contributeProducts.ts';
import { isBroken, makeCopies, removeIndex, setRefresh, withoutCopies } from './loadIndex.ts';
import { makeIndices, shapeFor } from './makeIndices.ts';
import { lockPublication } from './publicationLock.ts';
import { type CurationOrder, publishCuration } from './publishCuration.ts';

export interface PublishOrder extends ChoiceOrder {
  /** What others know the publisher by. */
  readonly author: string;
  readonly shards?: number | undefined;
  readonly replicas?: number | undefined;
  readonly graph?: GraphKind | undefined;
  /** How long the cluster may bring nothing further that is waited for; for tests. */
  readonly standstillMs?: number;
  readonly signal: Cancellation;
  onProgress(progress: PublishProgress): void;
  /** As in `CurationOrder`; left out: nothing waits. */
  isLate?: CurationOrder['isLate'];
  /** As in `GenerationOrder`; left out: none. */
  readonly renamings?: readonly string[];
  /** How long another's publication may stand still before it is taken over; for tests. */
  readonly patienceMs?: number;
}

/** Before decisions followed what was renamed. */
export interface SentPublication extends Omit<Publication, 'followed' | 'resting'> {
  /** Where its thumbnails are now; null: in their index. */
  readonly outside: OutsidePlace | null;
}

const anything = z.unknown();
/** A node that hangs is out of the cluster after half a minute, and its copies are made anew a minute later. */
const usualStandstillMs = 180_000;

/**
 * Whatever ends it: what is written stays, and publishing again goes on from there. The catalog is shown once all of it is there.
 * @throws Failure `cluster-unreachable`, `cluster-refused`, `cluster-unusable`, `catalog-too-new`, `bad-input` (another catalog is there),
 *   `already-running`, `cancelled`
 */
export async function publishCatalog(
  cluster: Cluster,
  source: PublicationSource,
  order: PublishOrder,
): Promise<SentPublication> {
  const startedAtMs = performance.now();
  const names = indexNames(cluster.address.name);
  await requireVersion(cluster);
  const shown = await findIndex(cluster, names.shown, 'products');
  const before = shown === null ? null : readPublished(shown, cluster.address.text);
  requireSameCatalog(before, source, cluster);
  requireNotLeft(before, source, cluster);
  const shape = await shapeFor(cluster, source.pictures, order);
  const copies = writtenCopies(shape);
  const { place, access } = await choosePlace(before?.thumbnails, order);
  const begun: PublishedCatalog = {
    catalog: source.name,
    runtime: source.runtime,
    fields: source.fields.map((name) => ({ name, distinct: 0 })),
    soldOut: source.soldOut,
    products: source.count,
    pictures: source.pictures,
    publishedAt: null,
    formerly: before?.formerly ?? [],
    thumbnails: place,
  };
  const { index, wasShown } = await makeIndices(cluster, shape, begun);
  const isSeen = shown?.index === index;
  /** Nobody decides anything there yet, whom a part that is away would hold up. */
  const isFirst = shown === null && !wasShown;
  const standstillMs = order.standstillMs ?? usualStandstillMs;
  const lock = await lockPublication(cluster, ofPublication, order.patienceMs);
  const thumbnails = openThumbnails(cluster, place, { access, copies });
  try {
    // Nothing is written before it is known that thumbnails can be.
    await thumbnails.held([]);
    if ((await findIndex(cluster, names.shown, 'products'))?.index !== shown?.index) throw changedMeanwhile();
    const rows = createProductRows();
    rows.setFields(source.fields);
    const curated = await publishCuration(cluster, {
      ...{ catalog: source.name, author: order.author, requireGoingOn },
      ...{ things: source.things, listsOf: source.listsOf, renamings: order.renamings ?? [] },
      isLate: order.isLate ?? (() => false),
    });
    let products = 0;
    await beginLoading();
    const done = await contributeProducts(cluster, {
      ...{ index, owner: ofPublication, source, thumbnails, requireGoingOn },
      copies: isFirst ? null : copies,
      onProducts(some) {
        products += some.length;
        rows.upsert(some.map(({ record: { id, attributes } }) => ({ id, name: '', attributes, images: [] })));
        order.onProgress({ step: 'products', done: products, total: source.count });
      },
      async onSent() {
        await endLoading();
        order.onProgress({ step: 'removing', done: 0, total: 1 });
      },
    });
    const moved = await moveThere();
    // Imports may have brought others.
    const known = before?.fields.filter(({ name }) => !source.fields.includes(name)) ?? [];
    const extent = await readExtent(cluster, index, [...describeFields(rows), ...known]);
    const fields = extent.fields.filter(({ name, distinct }) => distinct > 0 || source.fields.includes(name));
    const published = { ...begun, ...extent, fields };
    order.onProgress({ step: 'showing', done: 0, total: 1 });
    await show(published);
    if (place.kind !== 'index') await dropIndexThumbnails(cluster);
    return {
      address: cluster.address.text,
      index,
      products: done.products,
      written: done.written,
      unchanged: done.unchanged,
      removed: done.removed,
      thumbnails: done.thumbnails + moved,
      outside: place.kind === 'index' ? null : place,
      curated,
      seconds: (performance.now() - startedAtMs) / 1000,
    };

    function changedMeanwhile(): Failure {
      return new Failure(
        'already-running',
        `Somebody else published to ${cluster.address.text} meanwhile, or embedded it otherwise. Publish again.`,
      );
    }

    /** What others imported has its thumbnail where they were. */
    async function moveThere(): Promise<number> {
      if (before === null || isSamePlace(before.thumbnails, place)) return 0;
      return moveThumbnails(cluster, {
        ...{ to: thumbnails, requireGoingOn, access, from: before.thumbnails },
        indices: [...new Set([shown?.index ?? index, index])],
        onProgress: (moved, total) => order.onProgress({ step: 'thumbnails', done: moved, total }),
      });
    }

    async function requireGoingOn(): Promise<void> {
      lock.check();
      if (order.signal.aborted) {
        throw new Failure(
          'cancelled',
          'The publication was cancelled. What is written stays; publish again to go on.',
        );
      }
    }

    async function beginLoading(): Promise<void> {
      if (isFirst && (await isBroken(cluster, index, { requireGoingOn, mostMs: standstillMs }))) {
        await removeIndex(cluster, index);
        await makeIndices(cluster, shape, begun);
      }
      if (isFirst) await withoutCopies(cluster, index);
      else if (!isSeen) await setRefresh(cluster, index, noRefresh);
    }

    async function endLoading(): Promise<void> {
      if (isFirst) {
        await makeCopies(cluster, index, shape, {
          ...{ requireGoingOn, patienceMs: standstillMs },
          onCopies: (made, total) => order.onProgress({ step: 'copying', done: made, total }),
        });
      } else if (!isSeen) await setRefresh(cluster, index, usualRefresh);
    }

    /** From one moment to the next, whatever was shown before; the index of another embedding space stays. */
    async function show(published: PublishedCatalog): Promise<void> {
      await requireGoingOn();
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
    thumbnails.close();
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

/** The team went on from there: what was imported since would be seen by nobody. */
function requireNotLeft(
  before: PublishedCatalog | null,
  { runtime }: PublicationSource,
  { address }: Cluster,
): void {
  if (before?.formerly.includes(runtime.space) !== true) return;
  const { model, pooling, inputSize } = before.runtime;
  throw new Failure(
    'bad-input',
    `${address.text} was embedded otherwise since, by ${model} (${pooling}, ${inputSize}), and this catalog is embedded as that was before. Import its folders again with that model, pooling and input size, then publish it.`,
  );
}
