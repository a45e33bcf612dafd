/** Finds pairs of products that are the same file, the same picture, or look-alikes above a score. */

import type { Failure } from '../../contract/failure.ts';
import type { DuplicateMode } from '../../contract/insight/duplicates.ts';
import { searchAll } from '../lists/generation/searchAll.ts';
import type { SearchPort } from '../search/ports.ts';
import {
  type ComparedPictures,
  comparePictures,
  compareWhole,
  isPromising,
  leastCopyScore,
} from './comparePictures.ts';
import type { Pair } from './groupPairs.ts';
import {
  compareImages,
  type ImagePair,
  lookAtPairs,
  type PictureSources,
  type SketchedImage,
} from './lookAtPairs.ts';
import { hashPicture, pairsByHash } from './pictureHash.ts';

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
const sketchesAtOnce = 2000;

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

interface Sketched extends SketchedImage {
  readonly means: Means;
}

interface Means {
  readonly light: number;
  readonly blue: number;
  readonly red: number;
}

async function pairsOfPictures(
  sources: PairSources,
  products: readonly PicturedProduct[],
  { min }: PairOrder,
): Promise<Pair[]> {
  const owners = ownersOf(products);
  const promising = await promisingPairs(sources, products, min);
  const compared = await lookAtPairs(sources, promising, (share) => sources.onShare(0.8 + 0.2 * share));
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
    for (const pair of pairsOfOwners(owners, one.imageId, other.imageId, found)) take(pair);
  }
  return [...pairs.values()];
}

/** Pictures whose hashes are alike or whose products are near, and whose sketches say that they may be the same. */
async function promisingPairs(
  sources: PairSources,
  products: readonly PicturedProduct[],
  min: number,
): Promise<ImagePair[]> {
  const images = await readSketches(sources, products);
  const placeOfImage = new Map(images.map(({ imageId }, at) => [imageId, at]));
  const known = new Set<number>();
  const promising: ImagePair[] = [];

  function compare(a: number, b: number, look: typeof comparePictures): void {
    const key = Math.min(a, b) * images.length + Math.max(a, b);
    const [one, other] = [images[a], images[b]];
    if (a === b || one === undefined || other === undefined || known.has(key)) return;
    const isThat =
      haveSameMeans(one.means, other.means) && isPromising(look(one.picture, other.picture), min);
    if (isThat) promising.push([one, other]);
    // What is no whole copy by its hash may be cut.
    if (isThat || look === comparePictures) known.add(key);
  }

  for (const [a, b] of pairsByHash(images.map(({ picture }) => hashPicture(picture.sketch.light)))) {
    compare(a, b, compareWhole);
    await sources.pause();
  }
  const queries = products.flatMap(({ id, imageIds }, place) =>
    imageIds.length === 0 ? [] : [{ id, place, listed: [], excluded: [], count: neighbours }],
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
        if (at !== undefined) compare(at, other, comparePictures);
      }
    }
  }
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

async function readSketches(
  { sketchesOf, onShare, pause }: PairSources,
  products: readonly PicturedProduct[],
): Promise<Sketched[]> {
  const imageIds = [...new Set(products.flatMap((product) => product.imageIds))];
  const images: Sketched[] = [];
  for (let start = 0; start < imageIds.length; start += sketchesAtOnce) {
    const some = imageIds.slice(start, start + sketchesAtOnce);
    for (const [at, picture] of (await sketchesOf(some)).entries()) {
      const imageId = some[at];
      if (picture === null || imageId === undefined) continue;
      const { light, blue, red } = picture.sketch;
      images.push({ imageId, picture, means: { light: mean(light), blue: mean(blue), red: mean(red) } });
    }
    onShare((0.1 * (start + some.length)) / imageIds.length);
    await pause();
  }
  return images;
}

/** Cutting 5 % at each side changes the mean of a picture by 25 in lightness and 5 in colour at most, as measured. */
function haveSameMeans(one: Means, other: Means): boolean {
  return Math.abs(one.light - other.light) < 30 && Math.hypot(one.blue - other.blue, one.red - other.red) < 7;
}

function mean(plane: Float32Array): number {
  return plane.reduce((sum, value) => sum + value, 0) / plane.length;
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
