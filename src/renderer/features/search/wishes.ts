/** What is wished beside the query itself: a part of its picture, products to be like and unlike, limits of the score, variants as one, how much colour counts. */
import type { Region, SimilarInput, wishesShape } from '../../../contract/search.ts';
import { formatCounted, formatPercent } from '../../components/format.ts';
import { readRegion, writeRegion } from './region/regionAddress.ts';

export interface Wishes {
  /** The part of the query's picture that is meant; null: all of it. */
  readonly region: Region | null;
  /** Further products that look-alikes should be like, and products that they should not be like. */
  readonly like: readonly string[];
  readonly unlike: readonly string[];
  /** How much each of the latter pulls away, from 0 to 1. */
  readonly unlikeWeight: number;
  /** Null: no limit. */
  readonly minScore: number | null;
  readonly maxScore: number | null;
  /** How much the likeness of colours counts beside the look, from 0 to below 1. */
  readonly colourWeight: number;
  /** Near-identical look-alikes stand as one. */
  readonly isGrouped: boolean;
  /** Those of them whose variants are seen nevertheless. */
  readonly unfolded: readonly string[];
}

const usualWeight = 0.5;

export const noWishes: Wishes = {
  region: null,
  like: [],
  unlike: [],
  unlikeWeight: usualWeight,
  minScore: null,
  maxScore: null,
  colourWeight: 0,
  isGrouped: false,
  unfolded: [],
};

export function readWishes(params: URLSearchParams): Wishes {
  return {
    region: readRegion(params.get('part')),
    like: params.getAll('like'),
    unlike: params.getAll('unlike'),
    unlikeWeight: readWithin(params.get('away'), 0) ?? usualWeight,
    minScore: readWithin(params.get('from'), -1),
    maxScore: readWithin(params.get('to'), -1),
    colourWeight: readColourWeight(params.get('colour')),
    isGrouped: params.get('variants') === 'grouped',
    unfolded: params.getAll('unfold'),
  };
}

/** Of what an address wishes for and cannot be had: a sentence each. */
export function describeUnreadWishes(params: URLSearchParams): string[] {
  const part = params.get('part');
  const { region, minScore, maxScore } = readWishes(params);
  return [
    ...(part !== null && region === null
      ? [
          `The part of the picture in this address, ${part}, has no size or is not within the picture: these are look-alikes of all of it. Draw a part with “Only a part…”.`,
        ]
      : []),
    ...(params.has('from') && minScore === null
      ? [`The least score in this address is none: ${params.get('from')}.`]
      : []),
    ...(params.has('to') && maxScore === null
      ? [`The greatest score in this address is none: ${params.get('to')}.`]
      : []),
  ];
}

export function writeWishes(wishes: Wishes, params: URLSearchParams): void {
  if (wishes.region !== null) params.set('part', writeRegion(wishes.region));
  for (const id of wishes.like) params.append('like', id);
  for (const id of wishes.unlike) params.append('unlike', id);
  if (wishes.unlikeWeight !== usualWeight) params.set('away', String(wishes.unlikeWeight));
  if (wishes.minScore !== null) params.set('from', String(wishes.minScore));
  if (wishes.maxScore !== null) params.set('to', String(wishes.maxScore));
  if (wishes.colourWeight > 0) params.set('colour', String(wishes.colourWeight));
  if (wishes.isGrouped) params.set('variants', 'grouped');
  for (const id of wishes.unfolded) params.append('unfold', id);
}

type WishesInput = Partial<Pick<SimilarInput, 'region' | keyof typeof wishesShape>>;

/** What other look-alikes are found by: "a part of the picture", "like 2 products". */
export function wishesInWords({
  region,
  like,
  unlike,
  minScore,
  maxScore,
  colourWeight,
  isGrouped,
}: Wishes): string[] {
  return [
    ...(region === null ? [] : ['a part of the picture']),
    ...(like.length === 0 ? [] : [`like ${formatCounted(like.length, 'product')}`]),
    ...(unlike.length === 0 ? [] : [`not like ${formatCounted(unlike.length, 'product')}`]),
    ...(minScore === null ? [] : [`scores from ${minScore.toFixed(2)}`]),
    ...(maxScore === null ? [] : [`scores up to ${maxScore.toFixed(2)}`]),
    ...(colourWeight === 0 ? [] : [`${formatPercent(colourWeight)} colour`]),
    ...(isGrouped ? ['variants as one'] : []),
  ];
}

/** What stays wished where another query is looked for: the rest was said of the one that is left. */
export function wishesOfAnother(wishes: Wishes): Wishes {
  return { ...wishes, region: null, like: [], unlike: [] };
}

/** A product is wished for or away from, not both; what is wished already is taken back. */
export function toggleWish(wishes: Wishes, kind: 'like' | 'unlike', id: string): Wishes {
  const without = (ids: readonly string[]) => ids.filter((each) => each !== id);
  const rest = { ...wishes, like: without(wishes.like), unlike: without(wishes.unlike) };
  return wishes[kind].includes(id) ? rest : { ...rest, [kind]: [...rest[kind], id] };
}

export function toggleUnfolded(wishes: Wishes, id: string): Wishes {
  const { unfolded } = wishes;
  const isUnfolded = unfolded.includes(id);
  return { ...wishes, unfolded: isUnfolded ? unfolded.filter((each) => each !== id) : [...unfolded, id] };
}

/** As `search.similar` takes them, and whatever makes lists. */
export function wishesInput({ region, like, unlike, ...wishes }: Wishes): WishesInput {
  return {
    ...(region !== null && { region }),
    like: [...like],
    unlike: [...unlike],
    unlikeWeight: wishes.unlikeWeight,
    ...(wishes.minScore !== null && { minScore: wishes.minScore }),
    ...(wishes.maxScore !== null && { maxScore: wishes.maxScore }),
    ...(wishes.colourWeight > 0 && { colourWeight: wishes.colourWeight }),
    ...(wishes.isGrouped && { variants: 'grouped' as const }),
  };
}

function readColourWeight(text: string | null): number {
  const weight = readWithin(text, 0) ?? 0;
  return weight < 1 ? weight : 0;
}

function readWithin(text: string | null, least: number): number | null {
  const value = Number(text);
  return text !== null && text.trim() !== '' && value >= least && value <= 1 ? value : null;
}
