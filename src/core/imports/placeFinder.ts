/** Decides which product an image belongs to: its metadata row, else the product it had, else the name of its file. */
import type { Attributes } from '../../contract/products.ts';
import { type FileNames, isNamedAfter } from './fileNames.ts';
import type { ProductNames } from './productNames.ts';
import type { ProductPlace, StoredImage } from './storePort.ts';

export interface MetadataRow {
  readonly id: string;
  readonly name: string | null;
  readonly attributes: Attributes;
}

/** Rows by image; without a metadata file the folder names stand in for them. */
export interface RowMatcher {
  matchFile(path: string): MetadataRow | null;
  /** The place of an image among those of its row, as the metadata lists them; 0 where it does not say. */
  rankOf?(path: string): number;
}

export interface PlaceFinder {
  /**
   * @param before the image that has these bytes, or had this path, before this import
   * @param linkedId the product that a file without a row is linked to where nothing is known of it: that of its bytes
   */
  find(path: string, before: StoredImage | null, linkedId: string | null): ProductPlace;
  /** An unreadable file shows in the product of its row; without a row it is a problem and no product. */
  findForFailed(path: string, known: StoredImage | null): ProductPlace | null;
}

export interface PlaceOptions {
  /** False where there is no metadata file: then the names of files and folders say it all. */
  readonly hasMetadata: boolean;
  /** The row of a file that is there. */
  rowOf(path: string): MetadataRow | null;
  rankOf(path: string): number;
  readonly folders: RowMatcher;
  /** The imported folder, as stored images have it. */
  readonly folder: string;
  readonly files: FileNames;
  readonly products: ProductNames;
}

export function createPlaceFinder(options: PlaceOptions): PlaceFinder {
  const { hasMetadata, rowOf, rankOf, folders, folder, files, products } = options;

  function fromRow(path: string, row: MetadataRow): ProductPlace {
    return {
      id: products.ofRow(row),
      name: row.name ?? stemOf(path),
      attributes: row.attributes,
      rank: rankOf(path),
      isFromRow: true,
    };
  }

  function fromName(path: string, previousId: string | null): ProductPlace {
    return {
      id: products.ofFile(files.idOf(path), previousId),
      name: folders.matchFile(path)?.name ?? stemOf(path),
      attributes: hasMetadata ? {} : (folders.matchFile(path)?.attributes ?? {}),
    };
  }

  /** Null: the file has a new name, or another one's name, and what it was called before is no word on it. */
  function keptId(path: string, before: StoredImage): string | null {
    const { productId } = before;
    if (productId === null) return null;
    const isWhereItWas = before.path === path && before.folder === folder;
    if (isWhereItWas && files.sharersOf(path) === null) return productId;
    // Another file is the one that the metadata names now.
    if (rowOf(before.path) !== null) return null;
    if (!isNamedAfter(productId, before.path)) return productId;
    // With metadata an id may stand in both: one with attributes is the metadata's.
    if (hasMetadata && products.hasAttributes(productId)) return productId;
    return isWhereItWas && files.idOf(path) === productId ? productId : null;
  }

  return {
    find(path, before, linkedId) {
      const row = rowOf(path);
      if (row !== null) return fromRow(path, row);
      const kept = before === null ? null : keptId(path, before);
      if (kept !== null) {
        // A file that moved to another folder changes its category with it.
        const attributes = hasMetadata ? null : (folders.matchFile(path)?.attributes ?? {});
        return { id: kept, name: null, attributes };
      }
      const isNew = before === null || before.productId === null;
      if (isNew && linkedId !== null) return { id: linkedId, name: null, attributes: null };
      return fromName(path, before?.productId ?? null);
    },
    findForFailed(path, known) {
      const row = rowOf(path);
      if (row !== null) return fromRow(path, row);
      const kept = known === null ? null : keptId(path, known);
      return kept === null ? null : { id: kept, name: null, attributes: null };
    },
  };
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
