/** What somebody has of a catalog comes into its products' index, beside what others have: new, other than before, or gone. */
import type { PublicationSource, PublishedProduct } from '../../../core/cluster/ports.ts';
import type { ThumbnailStore } from '../../../core/cluster/thumbnails.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { correctProducts } from '../curation/correctProducts.ts';
import { ownedBy, published } from '../format/productDocument.ts';
import { readAll, textOf } from '../search/readAll.ts';
import { lastPlace } from './lastPlace.ts';
import { type StandingDocument, settleProduct, type TeamCorrections } from './settleProduct.ts';
import { severalAtOnce } from './severalAtOnce.ts';
import { findOrigin, readCorrections } from './teamCorrections.ts';
import { writeDocuments } from './writeDocuments.ts';
import { refresh, writeProducts } from './writeProducts.ts';

export interface ContributionOrder {
  readonly index: string;
  /** Whose it is. */
  readonly owner: string;
  readonly source: Pick<PublicationSource, 'products' | 'thumbnailOf'>;
  /** How many copies must have each document; null: as many as its index says. */
  readonly copies: number | null;
  readonly thumbnails: Pick<ThumbnailStore, 'held' | 'write'>;
  /** Waits where it is to wait. @throws where it is to end */
  requireGoingOn(): Promise<void>;
  /** Some products are there. */
  onProducts(products: readonly PublishedProduct[]): void;
  /** All are; what is gone is looked for after it. */
  onSent(): Promise<void>;
}

export interface Contributed {
  readonly products: number;
  /** Documents that are new or different. */
  readonly written: number;
  readonly unchanged: number;
  readonly thumbnails: number;
  readonly removed: number;
  /** Documents that are there. */
  readonly kept: number;
  /** Products that others brought as well, whose word on name and attributes stands. */
  readonly ofOthers: number;
}

/** A thumbnail has some 8 KB. */
const thumbnailsAtOnce = 100;
const removedAtOnce = 500;
const productsAtOnce = 50;
/** While the cluster writes one, the next is read and put into words here. */
const batchesAtOnce = 2;

/** One at a time: see `publicationLock.ts`. @throws Failure; what is written stays */
export async function contributeProducts(cluster: Cluster, order: ContributionOrder): Promise<Contributed> {
  const { index, owner, source, copies, requireGoingOn } = order;
  const counts = { products: 0, written: 0, unchanged: 0, thumbnails: 0 };
  const kept = new Set<string>();
  const ofOthers = new Set<string>();
  /** Images: a picture of two products has one thumbnail. */
  const seen = new Set<string>();
  const origin = await findOrigin(cluster);
  const corrections = await readCorrections(cluster, -1);
  await refresh(cluster, index);
  let nextPlace = await lastPlace(cluster, index);
  await severalAtOnce(source.products(), batchesAtOnce, async (products) => {
    await requireGoingOn();
    // Before anything that one batch may wait longer for than the next.
    const places = new Map(products.map(({ record }) => [record.id, nextPlace++]));
    // First, so that who sees a product finds its picture; and where thumbnails cannot be written no product comes without.
    await addThumbnails(products);
    await addProducts(products, places);
    counts.products += products.length;
    order.onProducts(products);
  });
  await order.onSent();
  const removed = await removeGone();
  await correctMeanwhile();
  await refresh(cluster, index);
  return { ...counts, removed, kept: kept.size, ofOthers: ofOthers.size };

  function teamOf(productId: string): TeamCorrections {
    return { origin, corrections: corrections.byProduct.get(productId) ?? [] };
  }

  /** @param places of those that are new */
  async function bring(
    productIds: readonly string[],
    productOf: (id: string) => PublishedProduct | null,
    places: ReadonlyMap<string, number>,
  ): Promise<{ written: number; kept: ReadonlySet<string> }> {
    const done = await writeProducts(cluster, {
      ...{ index, copies, productIds },
      settle(id, standing) {
        const product = productOf(id);
        if (product !== null && isWordOfAnother(standing)) ofOthers.add(id);
        return settleProduct(standing, { owner, product }, teamOf(id), () => places.get(id) ?? 0);
      },
    });
    for (const id of done.kept) kept.add(id);
    return done;
  }

  function isWordOfAnother(standing: readonly StandingDocument[]): boolean {
    const [first] = standing;
    return owner !== published && first !== undefined && (first.said.shown.word ?? published) !== owner;
  }

  async function addProducts(
    products: readonly PublishedProduct[],
    places: ReadonlyMap<string, number>,
  ): Promise<void> {
    const byId = new Map(products.map((product) => [product.record.id, product]));
    const done = await bring([...byId.keys()], (id) => byId.get(id) ?? null, places);
    counts.written += done.written;
    counts.unchanged += done.kept.size - done.written;
  }

  async function addThumbnails(products: readonly PublishedProduct[]): Promise<void> {
    const own = new Set(products.flatMap(({ vectors }) => [...vectors.keys()]));
    const imageIds = [...own].filter((imageId) => !seen.has(imageId));
    for (const imageId of imageIds) seen.add(imageId);
    for (let at = 0; at < imageIds.length; at += thumbnailsAtOnce) {
      const some = imageIds.slice(at, at + thumbnailsAtOnce);
      const held = await order.thumbnails.held(some);
      const missing = new Map<string, Uint8Array>();
      for (const imageId of some) {
        const bytes = held.has(imageId) ? null : await source.thumbnailOf(imageId);
        if (bytes !== null) missing.set(imageId, bytes);
      }
      await order.thumbnails.write(missing);
      counts.thumbnails += missing.size;
    }
  }

  /** What was one's own and is not any more; what others have stays. */
  async function removeGone(): Promise<number> {
    await refresh(cluster, index);
    const query = { bool: { filter: [ownedBy(owner)] } };
    const gone = new Map<string, string>();
    for await (const document of readAll(cluster, index, { query, columns: ['product'] }))
      if (!kept.has(document._id)) gone.set(document._id, textOf(document, 'product'));
    const productIds = [...new Set(gone.values())];
    for (let at = 0; at < productIds.length; at += productsAtOnce) {
      await requireGoingOn();
      await bring(productIds.slice(at, at + productsAtOnce), () => null, new Map());
    }
    // What is no product was never Twinset's.
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
}
