/** What the import asks of the database: one source (an imported folder), one import, one embedding space. */
import type { Attributes } from '../../contract/products.ts';

export type ImageState = 'embedded' | 'duplicate' | 'failed' | 'missing';

export interface StoredImage {
  readonly key: number;
  /** The imported folder it was found in: this import's or another. */
  readonly folder: string;
  /** Relative to that folder. */
  readonly path: string;
  readonly productId: string | null;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly imageId: string | null;
  readonly state: ImageState;
  readonly width: number | null;
  readonly height: number | null;
}

/** Where an image belongs; `name` and `attributes` null keep what the product has. */
export interface ProductPlace {
  readonly id: string;
  readonly name: string | null;
  readonly attributes: Attributes | null;
  /** The image's place among the product's, 0 where nothing is said: the smallest stands for the product. */
  readonly rank?: number;
  /** A row of the metadata gives the id; else the name of the file does, or what was known of the image. */
  readonly isFromRow?: true;
}

/** A product as the catalog has it, and where its images lie. */
export interface StoredProduct {
  readonly name: string;
  readonly attributes: Attributes;
  /** The metadata file of the source that its first image lies in: whose word its name and attributes are. */
  readonly metadata: string | null;
  /** By key, the first one first. */
  readonly images: readonly { readonly key: number; readonly folder: string }[];
}

/**
 * One image as the import leaves it. `key` is the image that it goes on from, which may be known under another path;
 * null: a file that was not known.
 */
export interface ImageRecord {
  readonly key: number | null;
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly imageId: string | null;
  readonly state: ImageState;
  readonly reason: string | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Null: no product (an unreadable file without a metadata row). */
  readonly place: ProductPlace | null;
  /** The vector to store with it, L2-normalised, 2048 long; null where it is stored already. */
  readonly vector: Float32Array | null;
  /** What is kept of the picture to find its copies, where it was decoded. */
  readonly sketch?: Uint8Array | undefined;
  /** Which colours it shows, where it was decoded. */
  readonly colours?: Uint8Array | undefined;
}

/** A known image, and the path and product that it has now; what is known of its content stays. */
export interface RehomedImage {
  readonly key: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly place: ProductPlace;
  /** True where the product that it leaves goes on with another image: no other one succeeds it. */
  readonly leavesProduct: boolean;
  /** True where the product that has its id now ends: its pictures are gone, and this one only takes the name. */
  readonly displaces: boolean;
}

/**
 * All images of product `from` are images of product `to` now: whatever was said of the one holds for the other. Of a
 * product that is `isDivided` only the image is that stood for it; the others are images of others. Where both ids are
 * equal a new product has come, and only `displaces` says something.
 */
export interface Succession {
  readonly from: string;
  readonly to: string;
  /** A product with the id of `to` ended for it, or had left before: what was said of that one holds for no other. */
  readonly displaces?: true;
  readonly isDivided?: true;
}

/** What one batch of an import renamed. */
export interface Renaming {
  /** No other batch has it, of whichever catalog. */
  readonly id: string;
  readonly successions: readonly Succession[];
}

/** What imports renamed in a catalog whose decisions lie elsewhere, until those have followed; in the order in which it happened. */
export interface RenamingsPort {
  all(): readonly Renaming[];
  forget(renamings: readonly Renaming[]): void;
}

export interface ImportStore {
  findImage(path: string): StoredImage | null;
  /** The images of a folder (this import's, or another source's) with a higher key, by key, `limit` at most. */
  imagesAfter(folder: string, key: number, limit: number): StoredImage[];
  /** The folders of the other sources. */
  otherFolders(): string[];
  /** Images of any source with these bytes. */
  findContent(imageId: string): StoredImage[];
  findProduct(id: string): StoredProduct | null;
  hasEmbedding(imageId: string): boolean;
  /**
   * Gives known images their new paths and products, all at once: files may have changed places with each other, and
   * products their ids. An image that another one's path replaces is forgotten.
   * @returns the ids of the products that came, changed or went
   * @throws Failure `disk-full`
   */
  rehome(images: readonly RehomedImage[]): string[];
  /** Images whose files could not be read this time: they are as they were, and not missing. @throws Failure `disk-full` */
  keepUnread(keys: readonly number[]): void;
  /**
   * Stores a batch in one transaction: all of it or nothing.
   * @returns the ids of the products that came, changed or went
   * @throws Failure `disk-full`
   */
  commit(records: readonly ImageRecord[]): string[];
}
