/** What the pictures of a group's products are to each other: for showing in what they differ. */
import type { Parsed } from '../../contract/contract.ts';
import type { ComparedDuplicate } from '../../contract/insight/duplicates.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { wholePicture } from '../../core/duplicates/alignSketches.ts';
import { compareHere, type PictureComparer } from '../../core/duplicates/compareBlocks.ts';
import { compareImages, type PictureSources } from '../../core/duplicates/lookAtPairs.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import { giveTurns } from '../lists/giveTurns.ts';

const samePlace = { whole: 'one', part: wholePicture, isMirrored: false } as const;

/** A catalog's pictures for a search that can be cancelled. */
export function picturesFrom(
  { duplicates }: CatalogSession,
  signal: Cancellation,
  comparing: { readonly pause: () => Promise<void>; readonly comparer: PictureComparer },
): PictureSources {
  return {
    ...{ signal, ...comparing },
    sketchesOf: (imageIds) => duplicates.sketchesOf(imageIds, signal),
    squaresOf: (imageIds) => duplicates.squaresOf(imageIds, signal),
  };
}

/** @throws Failure `not-found` for an unknown product */
export async function compareDuplicates(
  catalog: CatalogSession,
  { id, others }: Parsed<'duplicates.compare'>,
): Promise<{ compared: ComparedDuplicate[] }> {
  const [one, ...shown] = await Promise.all(
    [id, ...others].map(async (each) => (await catalog.products.get(each)).imageId),
  );
  const pairs = others.flatMap((other, at): { other: string; images: [string, string] }[] => {
    const imageId = shown[at] ?? null;
    return imageId === null || one == null || imageId === one ? [] : [{ other, images: [one, imageId] }];
  });
  const signal = { aborted: false };
  const pause = giveTurns(signal);
  const found = await compareImages(
    picturesFrom(catalog, signal, { pause, comparer: compareHere(pause) }),
    pairs.map(({ images }) => images),
    0,
    () => {},
  );
  const seen = new Map(pairs.map(({ other }, at) => [other, found[at] ?? null]));
  return {
    compared: others.map((other, at): ComparedDuplicate => {
      if (one != null && shown[at] === one) return { id: other, reason: 'same file', laid: samePlace };
      const compared = seen.get(other) ?? null;
      return compared === null
        ? { id: other, reason: 'look-alike', laid: null }
        : { id: other, reason: compared.likeness, laid: compared.laid };
    }),
  };
}
