/** Brings thumbnails from where they were to where they are to be: those that are lacking there. What was there stays, until the catalog is shown with the new place. */
import type { ThumbnailAccess, ThumbnailStore } from '../../../core/cluster/thumbnails.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { readAll, textOf } from '../search/readAll.ts';
import { openThumbnails, type PublishedPlace } from './openThumbnails.ts';

export interface MoveOrder {
  readonly from: PublishedPlace;
  readonly to: Pick<ThumbnailStore, 'held' | 'write'>;
  readonly access: ThumbnailAccess;
  /** Whose pictures are meant. */
  readonly indices: readonly string[];
  /** @throws where it is to end */
  requireGoingOn(): Promise<void>;
  onProgress(done: number, total: number): void;
}

const thumbnailsAtOnce = 100;

/** Whatever ends it goes on from there. @returns how many were brought. @throws Failure `thumbnails-away` where one of both cannot be reached */
export async function moveThumbnails(cluster: Cluster, order: MoveOrder): Promise<number> {
  const { to, requireGoingOn, onProgress } = order;
  const from = openThumbnails(cluster, order.from, { access: order.access });
  const imageIds = new Set<string>();
  let moved = 0;
  try {
    const query = { exists: { field: 'imageId' } };
    for await (const document of readAll(cluster, order.indices.join(','), { query, columns: ['imageId'] }))
      imageIds.add(textOf(document, 'imageId'));
    const all = [...imageIds];
    for (let at = 0; at < all.length; at += thumbnailsAtOnce) {
      await requireGoingOn();
      onProgress(at, all.length);
      const some = all.slice(at, at + thumbnailsAtOnce);
      const held = await to.held(some);
      const lacking = some.filter((imageId) => !held.has(imageId));
      if (lacking.length === 0) continue;
      const found = await from.read(lacking);
      await to.write(found);
      moved += found.size;
    }
    return moved;
  } finally {
    from.close();
  }
}
