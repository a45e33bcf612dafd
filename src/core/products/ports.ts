/** The catalog's products as every query sees them: in memory, a row per product. */
import type { Attributes, Filter } from '../../contract/products.ts';
import type { HeldSelections } from './heldSelections.ts';

/** One embedded image of a product. */
export interface ProductImageLink {
  readonly imageId: string;
  /** Relative to the imported folder, forward slashes. */
  readonly path: string;
}

export interface ProductRecord {
  readonly id: string;
  readonly name: string;
  readonly attributes: Attributes;
  /** Its usable images, the one that stands for it first; empty while none is embedded. */
  readonly images: readonly ProductImageLink[];
}

/** Rows are dense numbers from 0; a removed row stays reserved and is never alive again. */
export interface ProductRows {
  /** Rows ever used, removed ones included: the length of every mask. */
  readonly rowCount: number;
  /** Products alive. */
  readonly productCount: number;
  /** Changes whenever a product, the fields or what a held selection means change. */
  readonly version: number;
  /** Attribute fields, in the order of the metadata. */
  readonly fields: readonly string[];
  /** The product of this id, else the one whose id is canonically equivalent (the same letters, composed otherwise). */
  rowOf(id: string): number | undefined;
  /** @throws RangeError for a row that is not alive */
  at(row: number): ProductRecord;
  isAlive(row: number): boolean;
  /** The images of `at(row)` alone, without making a record: for loops over every row. */
  imagesAt(row: number): readonly ProductImageLink[];
  /** The id of `at(row)` alone. */
  idAt(row: number): string;
  /** The name of `at(row)` alone. */
  nameAt(row: number): string;
  /** The product's value in a field, or the empty string. */
  valueOf(row: number, field: string): string;
  /** Rows of the products that have this image. */
  rowsWithImage(imageId: string): readonly number[];
  readonly selections: HeldSelections;
  /**
   * 1 for each row that passes every filter, 0 for the others and for removed rows.
   * @throws Failure `bad-input` naming an unknown field, `not-found` for a selection that is no longer held
   */
  mask(where: readonly Filter[]): Uint8Array;
}
