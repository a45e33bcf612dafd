/** What a shop system reads: which lists have a place there, how it names products, and the form of its file. */
import type { PresetDescription } from '../../../contract/exports.ts';

/** One product's list, by the names that the shop has for its products; never empty. */
export interface ShopList {
  readonly key: string;
  readonly name: string;
  readonly targets: readonly string[];
}

/** A file's text: its head once, then the rows of each list, then its foot. */
export interface FileForm {
  readonly head: string;
  readonly foot: string;
  rows(list: ShopList): readonly string[];
  /** What no key may hold: what parts products in a cell, and the backslash where PHP takes it for the quote of a quote. */
  readonly forbidden: readonly string[];
  /** Why this shop cannot take the key, after "its SKU "X" …"; null where it can. */
  problemOf?(key: string): string | null;
}

export interface FormOptions {
  /** Where the list stands in the shop. */
  readonly place: string;
  /** The field that holds the key; null for the product's own id. */
  readonly keyField: string | null;
  /** The catalog's. */
  readonly fields: readonly string[];
  /** Every product's own id is a whole number. */
  readonly areIdsNumbers: boolean;
  readonly separator: string;
  /** The name of the shop's catalog. */
  readonly shopCatalog: string;
}

export interface Preset
  extends Pick<PresetDescription, 'title' | 'keyWord' | 'most' | 'separator' | 'namesCatalog' | 'note'> {
  readonly ending: 'csv' | 'tsv' | 'xml';
  /** A word that the file's name must hold, or the shop does not know what it is. */
  readonly fileWord: string | null;
  /** Names of columns that hold the key, as `plainColumnName` has them; the surest first. */
  readonly keyNames: readonly string[];
  /** Keys that differ in capitals only are one product there. */
  readonly ignoresCapitals: boolean;
  /** The file sets the product's name in the shop. */
  readonly setsName: boolean;
  /** List type → its place in the shop, the likeliest first. */
  readonly places: ReadonlyMap<string, string>;
  /** The place of a type of one's own; without it the shop has none. */
  placeOfOther?(type: string): string;
  form(options: FormOptions): FileForm;
}
