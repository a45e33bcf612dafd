/** Which of many pairs of pictures are the same one: by their sketches, then closely where these promise something. */
import type { Cancellation } from '../imports/ports.ts';
import { lookAhead } from '../work/lookAhead.ts';
import type { CloseBlock, Compared, PictureComparer } from './compareBlocks.ts';
import { type ComparedPictures, isPromising } from './comparePictures.ts';
import type { Square } from './fields.ts';
import type { KeptSketch } from './ports.ts';
import { keptAt, makeSketchTable, putSketch, type SketchTable } from './sketchTable.ts';

export interface PictureSources {
  readonly signal: Cancellation;
  readonly comparer: PictureComparer;
  /** Lets the engine answer others. */
  pause(): Promise<void>;
  /** By image; null for one without a sketch. */
  sketchesOf(imageIds: readonly string[]): Promise<readonly (KeptSketch | null)[]>;
  /** By image, from its thumbnail; null where there is none that can be read. */
  squaresOf(imageIds: readonly string[]): Promise<readonly (Square | null)[]>;
}

/** Pictures whose sketches are there, by place. */
export interface SketchedPictures {
  readonly imageIds: readonly string[];
  readonly table: SketchTable;
}

export type PlacePair = readonly [number, number];

/** A few milliseconds' work. */
const sketchPairsAtOnce = 256;
/** Squares that are held for a block: two for each of them. */
const closePairsAtOnce = 32;
const sketchesAtOnce = 500;

/** Those that have a sketch, in the order of the ids. @param onRead told how much of the work is done, from 0 to 1 */
export async function readSketches(
  { sketchesOf, pause }: Pick<PictureSources, 'sketchesOf' | 'pause'>,
  imageIds: readonly string[],
  onRead: (share: number) => void,
): Promise<SketchedPictures> {
  const table = makeSketchTable(imageIds.length);
  const sketched: string[] = [];
  for (let start = 0; start < imageIds.length; start += sketchesAtOnce) {
    const some = imageIds.slice(start, start + sketchesAtOnce);
    for (const [at, kept] of (await sketchesOf(some)).entries()) {
      const imageId = some[at];
      if (kept !== null && imageId !== undefined) putSketch(table, sketched.push(imageId) - 1, kept);
    }
    onRead((start + some.length) / imageIds.length);
    await pause();
  }
  return { imageIds: sketched, table };
}

/** Each pair with what its sketches say of it, in their order. @throws Failure `cancelled` */
export async function* compareByPlaces(
  { comparer }: Pick<PictureSources, 'comparer'>,
  { table }: SketchedPictures,
  pairs: AsyncIterable<PlacePair> | Iterable<PlacePair>,
  mayBeCut: boolean,
): AsyncGenerator<{ readonly pair: PlacePair; readonly found: ComparedPictures | null }> {
  const compared = lookAhead(inBlocks(pairs, sketchPairsAtOnce), comparer.atOnce, async (some) => ({
    some,
    found: await comparer.bySketches({ table, pairs: Uint32Array.from(some.flat()), mayBeCut }),
  }));
  for await (const { some, found } of compared)
    for (const [at, pair] of some.entries()) yield { pair, found: found[at] ?? null };
}

async function* inBlocks<Item>(items: AsyncIterable<Item> | Iterable<Item>, length: number) {
  let block: Item[] = [];
  for await (const item of items) {
    if (block.push(item) < length) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

/**
 * What a close look says of pairs whose sketches were compared, in their order; without thumbnails what the sketches say.
 * @param onShare told how much of the work is done, from 0 to 1
 * @throws Failure `cancelled`
 */
export async function lookAtPairs(
  { comparer, squaresOf, pause }: Pick<PictureSources, 'comparer' | 'squaresOf' | 'pause'>,
  pictures: SketchedPictures,
  pairs: readonly PlacePair[],
  onShare: (share: number) => void,
): Promise<Compared> {
  const found: Compared = [];
  const seen = lookAhead(inBlocks(pairs, closePairsAtOnce), comparer.atOnce, async (some) =>
    comparer.closely(await showPairs(pictures, some, squaresOf)),
  );
  for await (const some of seen) {
    found.push(...some);
    onShare(found.length / pairs.length);
    await pause();
  }
  return found;
}

async function showPairs(
  { imageIds, table }: SketchedPictures,
  pairs: readonly PlacePair[],
  squaresOf: PictureSources['squaresOf'],
): Promise<CloseBlock> {
  const places = [...new Set(pairs.flat())];
  const placeInBlock = new Map(places.map((place, at) => [place, at]));
  const squares = await squaresOf(places.map((place) => imageIds[place] ?? ''));
  return {
    pictures: places.map((place, at) => ({ ...keptAt(table, place), square: squares[at] ?? null })),
    pairs: Uint32Array.from(pairs.flat(), (place) => placeInBlock.get(place) ?? 0),
  };
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
): Promise<Compared> {
  const pictures = await readSketches(sources, [...new Set(pairs.flat())], () => {});
  const placeOf = new Map(pictures.imageIds.map((imageId, place) => [imageId, place]));
  const compared: Compared = pairs.map(() => null);
  const there = pairs.flatMap(([one, other], at) => {
    const [a, b] = [placeOf.get(one), placeOf.get(other)];
    return a === undefined || b === undefined ? [] : [{ at, pair: [a, b] as const }];
  });
  const places = there.map(({ pair }) => pair);
  const bySketches: Compared = [];
  for await (const { found } of compareByPlaces(sources, pictures, places, true)) bySketches.push(found);
  const promising = there.filter((_, place) => isPromising(bySketches[place] ?? null, min));
  for (const [place, { at }] of there.entries()) {
    const found = bySketches[place] ?? null;
    if (found?.likeness === 'other colours') compared[at] = found;
  }
  const seen = await lookAtPairs(
    sources,
    pictures,
    promising.map(({ pair }) => pair),
    onShare,
  );
  for (const [place, { at }] of promising.entries()) compared[at] = seen[place] ?? compared[at] ?? null;
  return compared;
}
