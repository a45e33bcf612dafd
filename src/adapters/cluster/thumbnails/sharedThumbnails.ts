/** Thumbnails of an open shared catalog, for showing them: a place that cannot be reached is asked again after a moment, and holds up nothing else. */
import type { OutsideThumbnails } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import {
  type OutsidePlace,
  type ReachedPlace,
  type ThumbnailAccess,
  whereOf,
} from '../../../core/cluster/thumbnails.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { type OpenThumbnails, openPlace, openThumbnails } from './openThumbnails.ts';
import { requirePlace } from './placedThumbnails.ts';

export interface SharedThumbnails {
  /** JPEGs of those that are there. @throws Failure `thumbnails-away`, `cluster-unreachable` … */
  read(imageIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Null where the cluster has them. */
  outside(): OutsidePlace | null;
  /** Null where the cluster has them. */
  state(): OutsideThumbnails | null;
  /** What was accepted is other than before: it is asked again at once. */
  renew(): void;
  close(): void;
}

/** A place that did not answer is not asked for every picture of a page. */
const askAgainMs = 5000;

/** @param onChanged told where `state` is other than before */
export function createSharedThumbnails(
  catalog: Pick<ClusterCatalog, 'cluster' | 'published'>,
  access: ThumbnailAccess,
  onChanged: () => void,
): SharedThumbnails {
  let opened: { readonly key: string; readonly store: OpenThumbnails } | null = null;
  let problem: { readonly key: string; readonly failure: Failure; readonly atMs: number } | null = null;

  const keyOf = (): string => JSON.stringify(catalog.published.thumbnails);

  function store(): OpenThumbnails {
    const key = keyOf();
    if (opened?.key === key) return opened.store;
    opened?.store.close();
    opened = null;
    const next = openThumbnails(catalog.cluster, catalog.published.thumbnails, { access });
    opened = { key, store: next };
    return next;
  }

  function note(failure: Failure | null): void {
    const before = problem?.failure.message;
    problem = failure === null ? null : { key: keyOf(), failure, atMs: performance.now() };
    if (before !== failure?.message) onChanged();
  }

  function outside(): OutsidePlace | null {
    const place = catalog.published.thumbnails;
    return place.kind === 'index' ? null : place;
  }

  return {
    outside,
    async read(imageIds) {
      if (outside() === null) return store().read(imageIds);
      const isRecent = problem?.key === keyOf() && performance.now() - problem.atMs < askAgainMs;
      if (problem !== null && isRecent) throw problem.failure;
      try {
        const read = await store().read(imageIds);
        note(null);
        return read;
      } catch (thrown) {
        if (thrown instanceof Failure && thrown.code === 'thumbnails-away') note(thrown);
        throw thrown;
      }
    },
    state() {
      const place = outside();
      if (place === null) return null;
      const reached = access.reach(place);
      const isKnown = reached !== null && problem?.key === keyOf();
      return {
        ...{ kind: place.kind, where: whereOf(place), isFollowed: reached !== null },
        folder: reached?.kind === 'folder' ? reached.folder : null,
        problem: isKnown ? (problem?.failure.message ?? null) : null,
      };
    },
    renew() {
      opened?.store.close();
      opened = null;
      problem = null;
      onChanged();
    },
    close() {
      opened?.store.close();
      opened = null;
    },
  };
}

/** Asks a place before it is followed. @throws Failure `thumbnails-away` where it cannot be reached or is another */
export async function tryPlace(
  place: OutsidePlace,
  reached: ReachedPlace,
  ca: string | undefined,
): Promise<void> {
  const opened = openPlace(place, reached, ca);
  try {
    await requirePlace(opened.files, place.mark);
  } finally {
    opened.close();
  }
}
