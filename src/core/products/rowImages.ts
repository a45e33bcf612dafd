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
  /** The same as they are now, whatever is linked later. */
  hold(): ReadRowImages;
}

export function createRowImages(): RowImages {
  const images: (readonly ProductImageLink[])[] = [];
  /** Nearly every image belongs to one product, so a lone row is kept without an array around it. */
  const rowsByImage = new Map<string, number | number[]>();
  const { of, rowsWith } = readFrom(images, rowsByImage);

  return {
    of,
    rowsWith,
    link(row, next) {
      const previous = of(row);
      images[row] = next;
      if (haveSameImages(previous, next)) return;
      for (const { imageId } of previous) {
        const rest = rowsWith(imageId).filter((other) => other !== row);
        if (rest.length === 0) rowsByImage.delete(imageId);
        else rowsByImage.set(imageId, rest);
      }
      for (const { imageId } of next) {
        const rows = rowsByImage.get(imageId);
        if (rows === undefined) rowsByImage.set(imageId, row);
        else if (typeof rows === 'number') {
          if (rows !== row) rowsByImage.set(imageId, [rows, row]);
        } else if (rows.at(-1) !== row) rows.push(row);
      }
    },
    hold() {
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
