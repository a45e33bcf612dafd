/** Which images the product rows have, and which rows an image. */
import type { ProductImageLink } from './ports.ts';

export interface ReadRowImages {
  of(row: number): readonly ProductImageLink[];
  /** Rows of the products that have this image. */
  rowsWith(imageId: string): readonly number[];
}

export interface RowImages extends ReadRowImages {
  /** Gives a row these images, and no others. */
  link(row: number, next: readonly ProductImageLink[]): void;
  /** As `link` with a row after those that have images, which is asked by its images later. */
  append(row: number, next: readonly ProductImageLink[]): void;
  /** Makes at most this many rows ready to be asked by image, which the first question would have to. @returns whether all are */
  prepare(limit: number): boolean;
  /** The same as they are now, whatever is linked later. */
  hold(): ReadRowImages;
}

export function createRowImages(): RowImages {
  const images: (readonly ProductImageLink[])[] = [];
  /** Nearly every image belongs to one product, so a lone row is kept without an array around it. */
  const rowsByImage = new Map<string, number | number[]>();
  /** Rows below are in it; the others get there when it is asked, or has time. */
  let indexedRows = 0;
  const { of, rowsWith: rowsIndexed } = readFrom(images, rowsByImage);

  function indexRows(end: number): void {
    for (; indexedRows < end; indexedRows++) add(indexedRows, of(indexedRows));
  }

  function add(row: number, links: readonly ProductImageLink[]): void {
    for (const { imageId } of links) {
      const rows = rowsByImage.get(imageId);
      if (rows === undefined) rowsByImage.set(imageId, row);
      else if (typeof rows === 'number') {
        if (rows !== row) rowsByImage.set(imageId, [rows, row]);
      } else if (rows.at(-1) !== row) rows.push(row);
    }
  }

  function rowsWith(imageId: string): readonly number[] {
    indexRows(images.length);
    return rowsIndexed(imageId);
  }

  return {
    of,
    rowsWith,
    append(row, next) {
      images[row] = next;
    },
    prepare(limit) {
      indexRows(Math.min(images.length, indexedRows + limit));
      return indexedRows === images.length;
    },
    link(row, next) {
      const previous = of(row);
      if (haveSameImages(previous, next)) {
        images[row] = next;
        return;
      }
      indexRows(images.length);
      images[row] = next;
      for (const { imageId } of previous) {
        const rest = rowsIndexed(imageId).filter((other) => other !== row);
        if (rest.length === 0) rowsByImage.delete(imageId);
        else rowsByImage.set(imageId, rest);
      }
      add(row, next);
      indexedRows = Math.max(indexedRows, images.length);
    },
    hold() {
      indexRows(images.length);
      const held = new Map(rowsByImage);
      for (const [imageId, rows] of held) if (typeof rows !== 'number') held.set(imageId, rows.slice());
      return readFrom(images.slice(), held);
    },
  };
}

function readFrom(
  images: readonly (readonly ProductImageLink[])[],
  rowsByImage: ReadonlyMap<string, number | number[]>,
): ReadRowImages {
  return {
    of: (row) => images[row] ?? [],
    rowsWith(imageId) {
      const rows = rowsByImage.get(imageId) ?? [];
      return typeof rows === 'number' ? [rows] : rows;
    },
  };
}

function haveSameImages(a: readonly ProductImageLink[], b: readonly ProductImageLink[]): boolean {
  return a.length === b.length && a.every(({ imageId }, index) => imageId === b[index]?.imageId);
}
