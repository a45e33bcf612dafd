/** A job's own view of the catalog's products: their images stay as they were when it began. */
import type { ProductImageLink, ProductRows } from './ports.ts';

/**
 * The same products with the images that they have now, although another embedding space, or an import, gives them others.
 * Products that come later have none; those that are removed are gone here too.
 */
export function holdImages(rows: ProductRows): ProductRows {
  const images: (readonly ProductImageLink[])[] = [];
  const rowsByImage = new Map<string, number[]>();
  for (let row = 0; row < rows.rowCount; row++) {
    const links = rows.imagesAt(row);
    images.push(links);
    for (const { imageId } of links) {
      const sharing = rowsByImage.get(imageId);
      if (sharing === undefined) rowsByImage.set(imageId, [row]);
      else sharing.push(row);
    }
  }
  const imagesAt = (row: number): readonly ProductImageLink[] => images[row] ?? [];
  // Everything else is asked of the rows themselves.
  const held: ProductRows = Object.create(rows);
  return Object.assign(held, {
    imagesAt,
    at: (row: number) => ({ ...rows.at(row), images: imagesAt(row) }),
    rowsWithImage: (imageId: string): readonly number[] => rowsByImage.get(imageId) ?? [],
  });
}
