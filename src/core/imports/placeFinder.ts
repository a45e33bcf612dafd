/** Decides which product an image belongs to: its metadata row, else the product it had, else its path. */
import type { Attributes } from '../../contract/products.ts';
import type { ProductPlace, StoredImage } from './storePort.ts';

export interface MetadataRow {
  readonly id: string;
  readonly name: string | null;
  readonly attributes: Attributes;
}

/** Rows by image; without a metadata file the folder names stand in for them. */
export interface RowMatcher {
  matchFile(path: string): MetadataRow | null;
}

export interface PlaceFinder {
  /**
   * @param known the image under this path before; @param moved the image that was elsewhere before
   * @param twinProductId the product that has the same bytes: a copy without a row of its own is linked to it
   */
  find(
    path: string,
    known: StoredImage | null,
    moved: StoredImage | null,
    twinProductId: string | null,
  ): ProductPlace;
  /** An unreadable file shows in the product of its row; without a row it is a problem and no product. */
  findForFailed(path: string, known: StoredImage | null): ProductPlace | null;
}

export interface PlaceOptions {
  /** Null where there is no metadata file. */
  readonly rows: RowMatcher | null;
  readonly folders: RowMatcher;
  /** Tells apart equal paths of two folders. */
  readonly folderName: string;
  isTakenElsewhere(productId: string): boolean;
}

export function createPlaceFinder({
  rows,
  folders,
  folderName,
  isTakenElsewhere,
}: PlaceOptions): PlaceFinder {
  function fromRow(path: string): ProductPlace | null {
    const row = rows?.matchFile(path) ?? null;
    return row === null ? null : { id: row.id, name: row.name ?? stemOf(path), attributes: row.attributes };
  }

  function fromPath(path: string): ProductPlace {
    const derived = folders.matchFile(path);
    const id = derived?.id ?? path;
    return {
      id: isTakenElsewhere(id) ? `${folderName}/${id}` : id,
      name: derived?.name ?? stemOf(path),
      attributes: rows === null ? (derived?.attributes ?? {}) : {},
    };
  }

  return {
    find(path, known, moved, twinProductId) {
      const place = fromRow(path);
      if (place !== null) return place;
      const ownId = known?.productId ?? moved?.productId ?? null;
      // A file that moved to another folder changes its category with it.
      if (ownId !== null)
        return { id: ownId, name: null, attributes: rows === null ? fromPath(path).attributes : null };
      if (twinProductId !== null) return { id: twinProductId, name: null, attributes: null };
      return fromPath(path);
    },
    findForFailed(path, known) {
      const place = fromRow(path);
      if (place !== null) return place;
      const ownId = known?.productId ?? null;
      return ownId === null ? null : { id: ownId, name: null, attributes: null };
    },
  };
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
