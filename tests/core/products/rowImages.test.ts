import { describe, expect, it } from 'vitest';
import { packImageIds } from '../../../src/core/columns/imageIds.ts';
import { packTexts } from '../../../src/core/columns/textColumn.ts';
import type { ProductImageLink } from '../../../src/core/products/ports.ts';
import { createRowImages, type ReadRowImages } from '../../../src/core/products/rowImages.ts';
import { createRandom } from '../search/searchCatalog.ts';

const random = createRandom(21);

function drawLinks(most: number): ProductImageLink[] {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, drawLink);
}

function drawLink(): ProductImageLink {
  const imageId = `i${Math.floor(random() * 400)}`;
  return { imageId, path: `${imageId}/${Math.floor(random() * 3)}.jpg` };
}

function expectLinks(images: ReadRowImages, links: readonly (readonly ProductImageLink[])[]): void {
  const rows = links.map((_, row) => row);
  expect(rows.map(images.of)).toEqual(links);
  expect(rows.map(images.countOf)).toEqual(links.map(({ length }) => length));
  const { ids, firstOf, countOf } = images.links();
  for (const row of rows) {
    const own = Array.from({ length: countOf(row) }, (_, at) => ids.at(firstOf(row) + at));
    expect(own).toEqual(links[row]?.map(({ imageId }) => imageId));
  }
  for (let image = 0; image < 400; image += 7) {
    const rowsOfImage = rows.filter((row) => links[row]?.some(({ imageId }) => imageId === `i${image}`));
    expect(images.rowsWith(`i${image}`)).toEqual(rowsOfImage);
  }
}

describe('the images of rows', () => {
  it('are those that were linked last, however often and in whatever order', () => {
    const images = createRowImages();
    const links: ProductImageLink[][] = [];
    for (let row = 0; row < 500; row++) links.push(drawLinks(3));
    const counts = Uint32Array.from(links, ({ length }) => length);
    const all = links.flat();
    images.append(
      0,
      counts,
      packImageIds(all.map(({ imageId }) => imageId)),
      packTexts(all.map(({ path }) => path)),
    );
    expectLinks(images, links);
    let [held, heldLinks] = [images.hold(), [...links]];
    // Far more links than rows have: those that were given up are left out in between.
    for (let step = 0; step < 9000; step++) {
      const row = Math.floor(random() * 700);
      const next = drawLinks(5);
      while (links.length <= row) links.push([]);
      images.link(row, next);
      links[row] = next;
      if (step === 4000) [held, heldLinks] = [images.hold(), [...links]];
    }
    expectLinks(images, links);
    expectLinks(held, heldLinks);
    expect(images.links().ids.length).toBeLessThan(3 * links.flat().length + 2048);
  });
});
