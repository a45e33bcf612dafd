/** Finds pairs of products that are the same file, the same picture, or look-alikes above a score. */

import type { Failure } from '../../contract/failure.ts';
import type { DuplicateMode } from '../../contract/insight/duplicates.ts';
import { searchAll } from '../lists/generation/searchAll.ts';
import type { SearchPort } from '../search/ports.ts';
import { type ComparedPictures, isPromising, leastCopyScore } from './comparePictures.ts';
import type { Pair } from './groupPairs.ts';
import {
  compareByPlaces,
  compareImages,
  lookAtPairs,
  type PictureSources,
  type PlacePair,
  readSketches,
  type SketchedPictures,
} from './lookAtPairs.ts';
import { hashPicture, pairsByHash } from './pictureHash.ts';
import { colourLength, lightLength } from './sketch.ts';
import { keptAt } from './sketchTable.ts';

/** Of a product: its pictures, the one that stands for it first. */
export interface PicturedProduct {
  readonly id: string;
  readonly imageIds: readonly string[];
}

export interface PairSources extends PictureSources {
  readonly search: SearchPort;
  onFallback(reason: Failure): void;
  /** Told how much of the work is done, from 0 to 1. */
  onShare(share: number): void;
}

export interface PairOrder {
  readonly mode: DuplicateMode;
  readonly min: number;
  readonly max: number;
}

/** Of a product's look-alikes so many are looked at: a copy that is cut or mirrored is among them. */
const neighbours = 8;
/** Below this cosine similarity two pictures are not compared: copies that are cut by 5 % have 0.9 and more. */
const leastCosine = 0.8;

/**
 * @param products in the catalog's order; pairs name their places in it
 * @throws Failure `cancelled`
 */
export async function findPairs(
  sources: PairSources,
  products: readonly PicturedProduct[],
  order: PairOrder,
): Promise<Pair[]> {
  const within = ({ score }: Pair): boolean => score >= order.min && score <= order.max;
  switch (order.mode) {
    case 'file':
      return pairsOfFiles(products).filter(within);
    case 'picture':
      return (await pairsOfPictures(sources, products, order)).filter(within);
    case 'look-alike':
      return (await pairsOfLookAlikes(sources, products, order)).filter(within);
  }
}

/** A picture that stands for no product (a table of sizes, a detail) makes no two of them the same. */
function pairsOfFiles(products: readonly PicturedProduct[]): Pair[] {
  const placesByImage = new Map<string, number[]>();
  for (const [place, { imageIds }] of products.entries()) {
    for (const imageId of new Set(imageIds)) {
      const places = placesByImage.get(imageId);
      if (places === undefined) placesByImage.set(imageId, [place]);
      else places.push(place);
    }
  }
  const pairs: Pair[] = [];
  for (const [imageId, places] of placesByImage) {
    const shown = places.find((place) => products[place]?.imageIds[0] === imageId);
    if (shown === undefined) continue;
    for (const other of places) if (other !== shown) pairs.push(pairOf(shown, other, 1, 'same file'));
  }
  return pairs;
}

function pairOf(one: number, other: number, score: number, reason: Pair['reason']): Pair {
  return one < other ? { one, other, score, reason } : { one: other, other: one, score, reason };
}

async function pairsOfPictures(
  sources: PairSources,
  products: readonly PicturedProduct[],
  { min }: PairOrder,
): Promise<Pair[]> {
  const owners = ownersOf(products);
  const imageIds = [...new Set(products.flatMap((product) => product.imageIds))];
  const pictures = await readSketches(sources, imageIds, (share) => sources.onShare(0.1 * share));
  const promising = await promisingPairs(sources, products, pictures, min);
  const compared = await lookAtPairs(sources, pictures, promising, (share) =>
    sources.onShare(0.8 + 0.2 * share),
  );
  const pairs = new Map<string, Pair>();
  const take = (pair: Pair): void => {
    const key = `${pair.one} ${pair.other}`;
    const known = pairs.get(key);
    if (known === undefined || known.score < pair.score) pairs.set(key, pair);
  };
  for (const pair of pairsOfFiles(products)) take(pair);
  for (const [at, [one, other]] of promising.entries()) {
    const found = compared[at] ?? null;
    if (found === null || found.likeness === 'other colours') continue;
    const idOf = (place: number): string => pictures.imageIds[place] ?? '';
    for (const pair of pairsOfOwners(owners, idOf(one), idOf(other), found)) take(pair);
  }
  return [...pairs.values()];
}

/** Pictures whose hashes are alike or whose products are near, and whose sketches say that they may be the same. */
async function promisingPairs(
  sources: PairSources,
  products: readonly PicturedProduct[],
  pictures: SketchedPictures,
  min: number,
): Promise<PlacePair[]> {
  const { imageIds } = pictures;
  const placeOfImage = new Map(imageIds.map((imageId, place) => [imageId, place]));
  const { hashes, means } = await describeSketches(sources, pictures);
  const known = new Set<number>();
  const promising: PlacePair[] = [];

  const keyOf = ([a, b]: PlacePair): number => Math.min(a, b) * imageIds.length + Math.max(a, b);
  const haveSameMeans = ([a, b]: PlacePair): boolean => areAlike(means[a], means[b]);

  async function* byHash(): AsyncGenerator<PlacePair> {
    for (const pair of pairsByHash(hashes)) {
      if (haveSameMeans(pair)) yield pair;
      await sources.pause();
    }
  }

  async function* byNeighbours(): AsyncGenerator<PlacePair> {
    const queries = products.flatMap(({ id, imageIds: own }, place) =>
      own.length === 0 ? [] : [{ id, place, listed: [], excluded: [], count: neighbours }],
    );
    let done = 0;
    const onDone = () => sources.onShare(0.1 + (0.7 * ++done) / queries.length);
    for await (const { query, found } of searchAll(sources, queries, onDone)) {
      for (const { imageId, score } of found?.nearest ?? []) {
        if (score < leastCosine) break;
        const other = placeOfImage.get(imageId);
        if (other === undefined) continue;
        for (const own of products[query.place]?.imageIds ?? []) {
          const at = placeOfImage.get(own);
          if (at === undefined || at === other || known.has(keyOf([at, other]))) continue;
          known.add(keyOf([at, other]));
          if (haveSameMeans([at, other])) yield [at, other];
        }
      }
    }
  }

  async function takePromising(pairs: AsyncIterable<PlacePair>, mayBeCut: boolean): Promise<void> {
    for await (const { pair, found } of compareByPlaces(sources, pictures, pairs, mayBeCut))
      if (isPromising(found, min)) promising.push(pair);
  }

  await takePromising(byHash(), false);
  // What is no whole copy by its hash may be cut.
  for (const pair of promising) known.add(keyOf(pair));
  await takePromising(byNeighbours(), true);
  return promising;
}

interface Owners {
  readonly all: readonly number[];
  /** Those that it stands for. */
  readonly shown: readonly number[];
}

function ownersOf(products: readonly PicturedProduct[]): Map<string, Owners> {
  const owners = new Map<string, { all: number[]; shown: number[] }>();
  for (const [place, { imageIds }] of products.entries()) {
    for (const imageId of new Set(imageIds)) {
      const known = owners.get(imageId) ?? { all: [], shown: [] };
      known.all.push(place);
      if (imageIds[0] === imageId) known.shown.push(place);
      owners.set(imageId, known);
    }
  }
  return owners;
}

function pairsOfOwners(
  owners: ReadonlyMap<string, Owners>,
  one: string,
  other: string,
  { score, likeness }: ComparedPictures,
): Pair[] {
  const [ofOne, ofOther] = [owners.get(one), owners.get(other)];
  if (ofOne === undefined || ofOther === undefined) return [];
  // Products of one file are pairs already: one of them stands for all.
  const pairs: Pair[] = [];
  for (const [shown, all] of [
    [ofOne.shown.slice(0, 1), ofOther.all],
    [ofOther.shown.slice(0, 1), ofOne.all],
  ] as const)
    for (const a of shown) for (const b of all) if (a !== b) pairs.push(pairOf(a, b, score, likeness));
  return pairs;
}

interface Means {
  readonly light: number;
  readonly blue: number;
  readonly red: number;
}

/** By place. */
interface Described {
  readonly hashes: readonly ReturnType<typeof hashPicture>[];
  readonly means: readonly Means[];
}

async function describeSketches(
  { pause }: PairSources,
  { imageIds, table }: SketchedPictures,
): Promise<Described> {
  const hashes: ReturnType<typeof hashPicture>[] = [];
  const means: Means[] = [];
  for (let place = 0; place < imageIds.length; place++) {
    const { sketch } = keptAt(table, place);
    hashes.push(hashPicture(sketch));
    const [blueAt, redAt] = [lightLength, lightLength + colourLength];
    means.push({
      light: mean(sketch, 0, blueAt),
      blue: mean(sketch, blueAt, redAt),
      red: mean(sketch, redAt, redAt + colourLength),
    });
    await pause();
  }
  return { hashes, means };
}

/** Cutting 5 % at each side changes the mean of a picture by 25 in lightness and 5 in colour at most, as measured. */
function areAlike(one: Means | undefined, other: Means | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return Math.abs(one.light - other.light) < 30 && Math.hypot(one.blue - other.blue, one.red - other.red) < 7;
}

function mean(sketch: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum += sketch[at] ?? 0;
  return sum / (end - start);
}

async function pairsOfLookAlikes(
  sources: PairSources,
  products: readonly PicturedProduct[],
  { min }: PairOrder,
): Promise<Pair[]> {
  const placeById = new Map(products.map(({ id }, place) => [id, place]));
  const pairs = new Map<string, { readonly pair: Pair; readonly images: readonly [string, string] }>();
  const queries = products.flatMap(({ id, imageIds: [shown] }, place) =>
    shown === undefined ? [] : [{ id, shown, place, listed: [], excluded: [], count: 2 * neighbours }],
  );
  let done = 0;
  for await (const { query, found } of searchAll(sources, queries, () =>
    sources.onShare((0.8 * ++done) / queries.length),
  )) {
    for (const { id, imageId, score } of found?.nearest ?? []) {
      const other = placeById.get(id);
      if (score < min) break;
      if (other === undefined) continue;
      const pair = pairOf(query.place, other, score, 'look-alike');
      pairs.set(`${pair.one} ${pair.other}`, { pair, images: [query.shown, imageId] });
    }
  }
  const found = [...pairs.values()];
  const compared = await compareImages(
    sources,
    found.map(({ images }) => images),
    leastCopyScore,
    (share) => sources.onShare(0.8 + 0.2 * share),
  );
  return found.map(({ pair, images: [one, other] }, at) => {
    const seen = compared[at] ?? null;
    // Not by its cosine, which rounding makes a little more or less: such groups would be in another order each time.
    if (one === other) return { ...pair, score: 1, reason: 'same file' };
    return seen === null || !isSame(seen) ? pair : { ...pair, reason: seen.likeness };
  });
}

/** Also in other colours. */
function isSame({ score }: ComparedPictures): boolean {
  return score >= leastCopyScore;
}
