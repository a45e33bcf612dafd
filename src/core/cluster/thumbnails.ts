/** Where thumbnails of a shared catalog live, and how a machine gets there. */
import type { ObjectKeys, OutsideThumbnails } from '../../contract/cluster.ts';

/** `mark` is written in what lies there, so that no other folder or address is taken for it. */
export interface FolderPlace {
  readonly kind: 'folder';
  /** On the machine that chose it; elsewhere it may be mounted under another path. */
  readonly path: string;
  readonly mark: string;
}

export interface ObjectsPlace {
  readonly kind: 'objects';
  /** Normalised: see `parseObjectAddress`. */
  readonly address: string;
  readonly mark: string;
}

export type OutsidePlace = FolderPlace | ObjectsPlace;

/** A place of thumbnails, by the ids of images. All of it @throws Failure `thumbnails-away` where the place as a whole cannot be used, `cluster-unreachable` … of an index */
export interface ThumbnailStore {
  /** Of these those that there are, whatever is in them. */
  held(imageIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** JPEGs; those that are missing, or damaged, are left out. */
  read(imageIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Whatever ends it, each is there whole or not at all. */
  write(thumbnails: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** What is wrong with which of these: a sentence each, with what to do. @param of a picture, in words */
  examine(imageIds: readonly string[], of: (imageId: string) => string): Promise<readonly string[]>;
}

/** How this machine gets to a place. */
export type ReachedPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  /** Without keys it is only read, by whoever asks. */
  | { readonly kind: 'objects'; readonly keys: ObjectKeys | null };

/** What the person of this machine accepted. */
export interface ThumbnailAccess {
  /** A file with the certificate of an authority that is trusted beside those of this system. */
  readonly ca?: string | undefined;
  /** Null for a place that was not accepted here. */
  reach(place: OutsidePlace): ReachedPlace | null;
}

/** Thumbnails of the open shared catalog that lie outside its cluster. */
export interface OutsideThumbnailsPort {
  /** Null where the cluster has them. */
  state(): OutsideThumbnails | null;
  /**
   * From now on this machine goes there.
   * @param where as `state` said
   * @throws Failure `thumbnails-away` where it cannot be reached or is another place, `bad-input`, `disk-full`
   */
  follow(
    where: string,
    how: {
      readonly folder?: string | undefined;
      readonly keys: ObjectKeys | null;
    },
  ): Promise<OutsideThumbnails>;
}

/** As a message names it. */
export function nameOfPlace(place: OutsidePlace): string {
  return place.kind === 'folder' ? `the folder ${place.path}` : place.address;
}

export function whereOf(place: OutsidePlace): string {
  return place.kind === 'folder' ? place.path : place.address;
}
