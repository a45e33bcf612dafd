/** The store of a shared catalog's thumbnails, wherever the catalog says that they are: outside the cluster only where this machine's person accepted it. */
import {
  nameOfPlace,
  type OutsidePlace,
  type ReachedPlace,
  type ThumbnailAccess,
  type ThumbnailStore,
  whereOf,
} from '../../../core/cluster/thumbnails.ts';
import { type Cluster, trustedRoots } from '../connection/connectCluster.ts';
import type { PublishedCatalog } from '../format/catalogFormat.ts';
import { openFolderFiles } from './folderFiles.ts';
import { createIndexThumbnails } from './indexThumbnails.ts';
import { openObjectFiles } from './objectFiles.ts';
import { createPlacedThumbnails } from './placedThumbnails.ts';
import { away, type PlaceFiles } from './placeFiles.ts';

export type PublishedPlace = PublishedCatalog['thumbnails'];

export interface OpenThumbnails extends ThumbnailStore {
  close(): void;
}

export interface OpenedPlace {
  readonly files: PlaceFiles;
  close(): void;
}

export interface ReachOrder {
  readonly access: ThumbnailAccess;
  /** Of an index: how many copies must have each that is written; left out: as many as it says. */
  readonly copies?: number;
}

/** Asks nothing yet. Of a place that nobody accepted here all of it throws that. */
export function openThumbnails(
  cluster: Cluster,
  place: PublishedPlace,
  { access, copies }: ReachOrder,
): OpenThumbnails {
  if (place.kind === 'index') return { ...createIndexThumbnails(cluster, copies), close: () => undefined };
  const reached = access.reach(place);
  if (reached === null) return notFollowed(place, cluster.address.text);
  const opened = openPlace(place, reached, access.ca);
  return { ...createPlacedThumbnails(opened.files, place.mark), close: opened.close };
}

/** @param ca a file, as in `ThumbnailAccess` */
export function openPlace(place: OutsidePlace, reached: ReachedPlace, ca: string | undefined): OpenedPlace {
  if (reached.kind === 'folder') return { files: openFolderFiles(reached.folder), close: () => undefined };
  const address = whereOf(place);
  const files = openObjectFiles({
    ...{ address, keys: reached.keys },
    roots: address.startsWith('https:') ? trustedRoots(ca) : [],
  });
  return { files, close: files.close };
}

function notFollowed(place: OutsidePlace, address: string): OpenThumbnails {
  const refuse = async (): Promise<never> => {
    throw away(
      `The thumbnails of ${address} are in another place, which the catalog names: ${nameOfPlace(place)}. Nothing is read or written there before you accept it on this machine: under "Shared" in the toolbar, or with "cluster thumbnails --follow".`,
    );
  };
  return { held: refuse, read: refuse, write: refuse, examine: refuse, close: () => undefined };
}
