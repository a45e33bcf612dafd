/** What the import asks of the database: one source (an imported folder), one import, one embedding space. */
import type { Attributes } from '../../contract/products.ts';

export type ImageState = 'embedded' | 'duplicate' | 'failed' | 'missing';

export interface StoredImage {
  readonly key: number;
  /** Absolute path of the file. */
  readonly file: string;
  /** Relative to the imported folder. */
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
}

/** One image as the import leaves it. `key` null: a file that was not known under this path. */
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
}

export interface ImportStore {
  findImage(path: string): StoredImage | null;
  /** Images of any source with these bytes. */
  findContent(imageId: string): StoredImage[];
  hasEmbedding(imageId: string): boolean;
  /** True where another source's images belong to this product. */
  isTakenElsewhere(productId: string): boolean;
  /**
   * Stores a batch in one transaction: all of it or nothing.
   * @returns the ids of the products that came, changed or went
   * @throws Failure `disk-full`
   */
  commit(records: readonly ImageRecord[]): string[];
}
