/** Which of many pairs of pictures are the same one: by their sketches, then closely where these promise something. */
import type { Cancellation } from '../imports/ports.ts';
import { lookClosely } from './closeLook.ts';
import {
  type ComparedPictures,
  comparePictures,
  isPromising,
  type SketchedPicture,
} from './comparePictures.ts';
import type { Square } from './fields.ts';

export interface SketchedImage {
  readonly imageId: string;
  readonly picture: SketchedPicture;
}

export type ImagePair = readonly [SketchedImage, SketchedImage];

export interface PictureSources {
  readonly signal: Cancellation;
  /** Lets the engine answer others. */
  pause(): Promise<void>;
  /** By image; null for one without a sketch. */
  sketchesOf(imageIds: readonly string[]): Promise<readonly (SketchedPicture | null)[]>;
  /** By image, from its thumbnail; null where there is none that can be read. */
  squaresOf(imageIds: readonly string[]): Promise<readonly (Square | null)[]>;
}

/** Squares that are held at a time: two for each of them. */
const pairsAtOnce = 32;

/**
 * What a close look says of pairs whose sketches were compared, in their order; without thumbnails what the sketches say.
 * @param onShare told how much of the work is done, from 0 to 1
 * @throws Failure `cancelled`
 */
export async function lookAtPairs(
  { squaresOf, pause }: Pick<PictureSources, 'squaresOf' | 'pause'>,
  pairs: readonly ImagePair[],
  onShare: (share: number) => void,
): Promise<(ComparedPictures | null)[]> {
  const found: (ComparedPictures | null)[] = [];
  for (let start = 0; start < pairs.length; start += pairsAtOnce) {
    const some = pairs.slice(start, start + pairsAtOnce);
    const ids = [...new Set(some.flatMap((pair) => pair.map(({ imageId }) => imageId)))];
    const squares = await squaresOf(ids);
    const squareOf = new Map(ids.map((id, at) => [id, squares[at] ?? null]));
    for (const [one, other] of some) {
      const [ofOne, ofOther] = [squareOf.get(one.imageId) ?? null, squareOf.get(other.imageId) ?? null];
      found.push(
        ofOne === null || ofOther === null
          ? comparePictures(one.picture, other.picture)
          : lookClosely({ ...one.picture, square: ofOne }, { ...other.picture, square: ofOther }),
      );
      await pause();
    }
    onShare((start + some.length) / pairs.length);
  }
  return found;
}

/**
 * What can be said of pairs of images, in their order; null where they are not the same picture.
 * @param min below it no pair counts as the same picture
 * @param onShare told how much of the work is done, from 0 to 1
 * @throws Failure `cancelled`
 */
export async function compareImages(
  sources: PictureSources,
  pairs: readonly (readonly [string, string])[],
  min: number,
  onShare: (share: number) => void,
): Promise<(ComparedPictures | null)[]> {
  const ids = [...new Set(pairs.flat())];
  const sketches = await sources.sketchesOf(ids);
  const images = new Map(
    ids.flatMap((imageId, at) => {
      const picture = sketches[at] ?? null;
      return picture === null ? [] : [[imageId, { imageId, picture }] as const];
    }),
  );
  const compared: (ComparedPictures | null)[] = pairs.map(() => null);
  const promising: { readonly at: number; readonly pair: ImagePair }[] = [];
  for (const [at, [one, other]] of pairs.entries()) {
    const [ofOne, ofOther] = [images.get(one), images.get(other)];
    if (ofOne === undefined || ofOther === undefined) continue;
    const found = comparePictures(ofOne.picture, ofOther.picture);
    if (found?.likeness === 'other colours') compared[at] = found;
    if (isPromising(found, min)) promising.push({ at, pair: [ofOne, ofOther] });
    await sources.pause();
  }
  const seen = await lookAtPairs(
    sources,
    promising.map(({ pair }) => pair),
    onShare,
  );
  for (const [place, { at }] of promising.entries()) compared[at] = seen[place] ?? compared[at] ?? null;
  return compared;
}
