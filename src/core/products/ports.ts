/** What others ask of a catalog's products, by id and by view; and how a local catalog has them, in memory, a row each. */
import type { ExportOptions } from '../../contract/exports.ts';
import type { Attributes, Facet, Filter, Product, ProductSummary, View } from '../../contract/products.ts';
import type { HeldSelection } from '../../contract/selections.ts';
import type { ReadImageIds } from '../columns/imageIds.ts';
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

/** Products by id: the catalog's as they are, or those of a snapshot. */
export interface ProductReader {
  /** @throws Failure `bad-input` naming an unknown field, `not-found` for a selection that is no longer held */
  check(where: readonly Filter[], fields: readonly string[]): Promise<void>;
  /**
   * The products of these ids, in their order; null for one that is not there, or no longer.
   * @param fields the attributes that are asked for, each empty where a product has no value; null: all that it has
   */
  recordsOf(
    ids: readonly string[],
    fields: readonly string[] | null,
  ): Promise<readonly (ProductRecord | null)[]>;
}

/** The products of an open catalog. What takes a view or a choice @throws Failure as `check` does */
export interface ProductsPort extends ProductReader {
  /** How many there are. */
  count(): Promise<number>;
  /** A window of the view, and how long the whole view is. */
  list(view: View, offset: number, limit: number): Promise<{ total: number; products: ProductSummary[] }>;
  /** The ids of the whole view in its order. */
  ids(view: View): Promise<string[]>;
  /** Counts per field, and the size of the view. */
  facets(view: View): Promise<{ products: number; facets: Facet[] }>;
  /** The product's place in the view; null where the view or the catalog does not have it. */
  position(view: View, id: string): Promise<number | null>;
  /** @throws Failure `not-found` */
  get(id: string): Promise<Product>;
  /** The product's own id, which may be composed otherwise than the one that was given. @throws Failure `not-found` */
  ownId(id: string): Promise<string>;
  /** The ids of those that a work on many is about, in order. @throws Failure also `not-found` for an unknown product */
  choose(what: ExportOptions['what']): Promise<readonly string[]>;
}

/**
 * Selections that are held while the catalog is open. All of these but `release` @throws Failure `not-found` for one that is
 * no longer held.
 */
export interface SelectionsPort {
  /** Holds these products, under an id that no selection had before. */
  hold(ids: readonly string[]): Promise<HeldSelection>;
  /** Holds what the view shows now, but for some. */
  holdView(view: View, except: readonly string[]): Promise<HeldSelection>;
  add(selectionId: string, ids: readonly string[]): Promise<HeldSelection>;
  remove(selectionId: string, ids: readonly string[]): Promise<HeldSelection>;
  describe(selectionId: string): Promise<HeldSelection>;
  /** One that is gone already is no error. */
  release(selectionId: string): Promise<void>;
}

/** Images by link: a row has those from its first on, so many. */
export interface RowLinks {
  readonly ids: ReadImageIds;
  firstOf(row: number): number;
  countOf(row: number): number;
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
  /** How many those are. */
  imageCountAt(row: number): number;
  /** Those of all rows, without making texts of their ids; as they are until the version changes. */
  imageLinks(): RowLinks;
  /** The id of `at(row)` alone. */
  idAt(row: number): string;
  /** The name of `at(row)` alone. */
  nameAt(row: number): string;
  /** The product's value in a field, or the empty string. */
  valueOf(row: number, field: string): string;
  /** Rows of the products that have this image. */
  rowsWithImage(imageId: string): readonly number[];
  readonly selections: HeldSelections;
  /** Names what the filters mean now, for what is remembered of them until `version` changes. */
  nameOf(where: readonly Filter[]): string;
  /** 1 for each row of a product that is sold out; null where none is. */
  soldOut(): Uint8Array | null;
  /** 1 for each row of a product that is hidden as a duplicate; null where none is. */
  hidden(): Uint8Array | null;
  /**
   * 1 for each row that passes every filter, 0 for the others and for removed rows. Hidden rows pass where a filter asks for them alone.
   * @throws Failure `bad-input` naming an unknown field, `not-found` for a selection that is no longer held
   */
  mask(where: readonly Filter[]): Uint8Array;
}
