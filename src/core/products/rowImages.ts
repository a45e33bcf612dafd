/** Which images the product rows have, and which rows an image. */
import {
  createImageIds,
  type ImageIds,
  type PackedImageIds,
  type ReadImageIds,
} from '../columns/imageIds.ts';
import {
  createTextColumn,
  type PackedTexts,
  type ReadTexts,
  type TextColumn,
} from '../columns/textColumn.ts';
import type { ProductImageLink, RowLinks } from './ports.ts';

export interface ReadRowImages {
  of(row: number): readonly ProductImageLink[];
  countOf(row: number): number;
  /** Rows of the products that have this image, ascending. */
  rowsWith(imageId: string): readonly number[];
  links(): RowLinks;
}

export interface RowImages extends ReadRowImages {
  /** Gives a row these images, and no others. */
  link(row: number, next: readonly ProductImageLink[]): void;
  /** Rows behind those that have images, with the images of one behind those of the other. */
  append(firstRow: number, counts: Uint32Array, imageIds: PackedImageIds, paths: PackedTexts): void;
  /** Makes at most this many images ready to be asked for their rows, which the first question would have to. @returns whether all are */
  prepare(limit: number): boolean;
  /** The same as they are now, whatever is linked later. */
  hold(): ReadRowImages;
}

/** A row's images are links, from its first on; a link that no row has any more has no image. */
interface Links<Ids = ReadImageIds, Paths = ReadTexts> {
  ids: Ids;
  paths: Paths;
  /** By row. */
  firsts: Uint32Array;
  counts: Uint32Array;
  /** By link. */
  rows: Uint32Array;
}

const firstCapacity = 1024;

export function createRowImages(): RowImages {
  const links = beginLinks();
  const read = readFrom(links);
  /** Links that no row has any more. */
  let givenUp = 0;

  function reserve(rowCount: number, linkCount: number): void {
    links.firsts = grown(links.firsts, rowCount);
    links.counts = grown(links.counts, rowCount);
    links.rows = grown(links.rows, linkCount);
  }

  function write(row: number, next: readonly ProductImageLink[]): void {
    const had = read.countOf(row);
    const hadFirst = links.firsts[row] ?? 0;
    const isInPlace = next.length <= had;
    const first = isInPlace ? hadFirst : links.ids.length;
    const kept = isInPlace ? next.length : 0;
    for (let at = kept; at < had; at++) links.ids.clear(hadFirst + at);
    givenUp += had - kept;
    reserve(row + 1, first + next.length);
    next.forEach(({ imageId, path }, at) => {
      links.ids.set(first + at, imageId);
      links.paths.set(first + at, path);
      links.rows[first + at] = row;
    });
    links.firsts[row] = first;
    links.counts[row] = next.length;
  }

  /** Without the links that no row has. */
  function writeAnew(): void {
    const old = readFrom({ ...links });
    const { length } = links.counts;
    Object.assign(links, beginLinks());
    givenUp = 0;
    for (let row = 0; row < length; row++) write(row, old.of(row));
  }

  return {
    ...read,
    link(row, next) {
      write(row, next);
      if (givenUp > firstCapacity + links.ids.length / 2) writeAnew();
    },
    append(firstRow, counts, imageIds, paths) {
      let link = links.ids.length;
      links.ids.append(imageIds);
      links.paths.append(paths);
      reserve(firstRow + counts.length, links.ids.length);
      links.counts.set(counts, firstRow);
      for (let row = firstRow; row < firstRow + counts.length; row++) {
        links.firsts[row] = link;
        const end = link + read.countOf(row);
        for (; link < end; link++) links.rows[link] = row;
      }
    },
    prepare: (limit) => links.ids.prepare(limit),
    hold: () =>
      readFrom({
        ids: links.ids.hold(),
        paths: links.paths.hold(),
        firsts: links.firsts.slice(),
        counts: links.counts.slice(),
        rows: links.rows.slice(),
      }),
  };
}

function beginLinks(): Links<ImageIds, TextColumn> {
  return {
    ids: createImageIds(),
    paths: createTextColumn(),
    firsts: new Uint32Array(0),
    counts: new Uint32Array(0),
    rows: new Uint32Array(0),
  };
}

/** The same where it has as many already. */
function grown(numbers: Uint32Array, length: number): Uint32Array {
  if (length <= numbers.length) return numbers;
  const larger = new Uint32Array(Math.max(length, 2 * numbers.length, firstCapacity));
  larger.set(numbers);
  return larger;
}

function readFrom(links: Links): ReadRowImages {
  const firstOf = (row: number): number => links.firsts[row] ?? 0;
  const countOf = (row: number): number => links.counts[row] ?? 0;
  return {
    of(row) {
      const images: ProductImageLink[] = [];
      for (let link = firstOf(row), end = link + countOf(row); link < end; link++)
        images.push({ imageId: links.ids.at(link), path: links.paths.at(link) });
      return images;
    },
    countOf,
    rowsWith(imageId) {
      const { ids, rows } = links;
      const found = new Set<number>();
      for (let link = ids.first(imageId); link >= 0; link = ids.next(link)) found.add(rows[link] ?? 0);
      return [...found].sort((a, b) => a - b);
    },
    links: () => ({ ids: links.ids, firstOf, countOf }),
  };
}
