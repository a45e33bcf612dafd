/** What others ask of a search, in products; and what a local search asks of the nearest-neighbour index, in slots. */
import type { Failure } from '../../contract/failure.ts';
import type { LearnedRanking } from '../../contract/insight/ranking.ts';
import type { Filter } from '../../contract/products.ts';
import type { LookAlike, Metric, SimilarInput } from '../../contract/search.ts';
import type { ReadImageIds } from '../columns/imageIds.ts';

/** A product, and how much it counts beside the others: a number above 0. */
export interface WeightedProduct {
  readonly id: string;
  readonly weight: number;
}

/** A taste: what someone likes and dislikes. Products that are gone or not embedded do not count. */
export interface Profile {
  /** Whose it is, for messages: `the board "Summer"`. */
  readonly owner: string;
  readonly liked: readonly WeightedProduct[];
  readonly disliked: readonly WeightedProduct[];
  /** Products that are never recommended. */
  readonly leftOut: readonly string[];
}

/** What is seen of a picture that no index holds. */
export interface SeenPicture {
  /** Its embedding, L2-normalised, 2048 long. */
  readonly vector: Float32Array;
  /** Which colours it shows (`core/colours/drawColours.ts`); left out: none that count. */
  readonly colours?: Uint8Array | undefined;
}

/** A product of the catalog, an image outside it, or a taste. */
export type SimilarQuery =
  /** @param part a part of its picture, which stands for it */
  | { readonly kind: 'product'; readonly id: string; readonly part?: SeenPicture }
  | ({ readonly kind: 'outside' } & SeenPicture)
  | { readonly kind: 'profile'; readonly profile: Profile };

export interface SimilarOptions extends Omit<SimilarInput, 'query' | 'where' | 'order'> {
  /** Of a product's look-alikes: the nearest are ordered anew by what was learned. */
  readonly ranking?: Pick<LearnedRanking, 'fields' | 'intercept' | 'weights'> | undefined;
}

/** What suggestions are wished to be, but for the fields that filter them. */
export type Wishes = Pick<
  SimilarOptions,
  | 'like'
  | 'unlike'
  | 'unlikeWeight'
  | 'diversity'
  | 'minScore'
  | 'maxScore'
  | 'variants'
  | 'variantScore'
  | 'colourWeight'
  | 'ranking'
>;

/** A product with the image of it that is nearest to the query. */
export interface Match {
  readonly id: string;
  readonly imageId: string;
  /** The metric's own value between L2-normalised vectors: 1 − cosine, euclidean, or manhattan. */
  readonly distance: number;
  /** Cosine similarity in [-1, 1], whatever the metric; where colour counts, of what is mixed. */
  readonly score: number;
  /** What a mixed score is made of. */
  readonly parts?: ScoreParts;
  /** In a learned order: how likely it is to be accepted, of those near enough to be put in that order; they come first. */
  readonly chance?: number;
  /** In a learned order: the rank by distance, from 1. */
  readonly distanceRank?: number;
  /** Of a profile's look-alike: the liked product that it is nearest to. */
  readonly from?: string;
  /** Where variants are grouped: those that it stands for, nearest first. */
  readonly variants?: readonly Match[];
}

/** Cosine similarities: of the embeddings, and of the colours. */
export type ScoreParts = NonNullable<LookAlike['parts']>;

export interface Matches {
  /** Products that passed the filters and could have been results. */
  readonly candidates: number;
  /** How many the matches are where near-identical ones count once. */
  readonly groups: number;
  /** In order. */
  readonly matches: readonly Match[];
  /** Of a catalog elsewhere that did not compare everything: one among the nearest may be missing. Their distances are exact. */
  readonly isApproximate?: true;
}

/** One product whose list is asked for. */
export interface ListQuery {
  readonly id: string;
  /** Products that stand in the list already: matched, however far away they are. */
  readonly listed: readonly string[];
  /** Of those listed the ones for which the filters do not hold, nor `same`. */
  readonly held?: readonly string[];
  /** Products that are never among the nearest. */
  readonly excluded: readonly string[];
  /** How long the list is to be: the nearest others fill up what those listed leave. */
  readonly count: number;
  /** Filters of its own, that a match must pass as well; queries that share them are best asked one after the other. */
  readonly where?: readonly Filter[];
  /** Filters none of which a match may pass. */
  readonly whereNot?: readonly Filter[];
  /** A part of its picture, which stands for it. */
  readonly part?: SeenPicture;
}

/** Wishes hold for the nearest others; one whose own product it is goes without those that name it. */
export interface ListsOptions extends Partial<Wishes> {
  readonly metric: Metric;
  /** Fields in which a match must equal the product whose list it is; one in which that has no value is ignored. */
  readonly same: readonly string[];
  /** Mixed scores say what they are made of: that of every match is taken apart for it. */
  readonly isExplained?: boolean;
  /** What holds for every match, held or not. */
  readonly among?: readonly Filter[];
  /** Told once, with the reason, where the products cannot be compared all at once and are compared one by one. */
  onFallback(reason: Failure): void;
}

export interface ListAnswer<Query extends ListQuery> {
  readonly query: Query;
  /** Null for a product that is not there, or no longer. */
  readonly found: ListMatches | null;
}

export interface ProfilesOptions {
  /** How many are wanted of each. */
  readonly k: number;
  readonly metric: Metric;
  /** As in `ListsOptions`. */
  onFallback(reason: Failure): void;
}

export interface ProfileAnswer<P extends Profile> {
  readonly profile: P;
  /** Best first; null for a profile that cannot be searched with: nothing liked is there, or likes and dislikes cancel out. */
  readonly matches: readonly Match[] | null;
}

export interface ListMatches {
  /** In the order of `listed`; null for a product that is gone, is sold out, is not embedded, or does not pass the filters. */
  readonly listed: readonly (Match | null)[];
  /** In the order in which `similar` finds them; neither the product itself nor one listed or excluded. */
  readonly nearest: readonly Match[];
}

/**
 * A search of one catalog that speaks of products, so that it can be answered here or elsewhere. Distances are exact; of
 * equally near products the one with the smaller id (in code units) comes first. It goes on over the index that it began with.
 */
export interface SearchPort {
  /**
   * The `k` nearest products that pass every filter (with `diversity` above 0: by marginal relevance). The query product and
   * the products it is told to be like or unlike are never among them, nor those that a profile leaves out.
   * @throws Failure `not-found` for an unknown product or one without embedding; `bad-input` for an unknown field, for
   *   `same` without a query product, for a profile that likes nothing, for a product that is liked and unliked, and where
   *   likes and unlikes cancel out
   */
  similar(query: SimilarQuery, filters: readonly Filter[], options: SimilarOptions): Promise<Matches>;
  /**
   * What the lists of many products are made of, in their order; queries are taken some thousands ahead. Stopping early ends
   * what is under way.
   * @throws Failure `bad-input` for an unknown field
   */
  listsOf<Query extends ListQuery>(
    queries: Iterable<Query>,
    filters: readonly Filter[],
    options: ListsOptions,
  ): AsyncIterable<ListAnswer<Query>>;
  /** What `similar` finds for each profile without filters and variety, in their order; they are taken some thousands ahead. */
  similarToEach<P extends Profile>(
    profiles: AsyncIterable<P>,
    options: ProfilesOptions,
  ): AsyncIterable<ProfileAnswer<P>>;
}

export interface Neighbour {
  readonly slot: number;
  /** The metric's own value between L2-normalised vectors: 1 − cosine, euclidean, or manhattan. */
  readonly distance: number;
  readonly score: number;
}

/** One of many searches: for a product, say, with the slots of its images. */
export interface NearestRequest {
  /** Held when asked. */
  readonly slots: readonly number[];
  /** Searched for after the slots: L2-normalised, 2048 long. */
  readonly vectors?: readonly Float32Array[];
  readonly k: number;
  /** As in `nearest`; requests that share the array itself are searched together. */
  readonly allowed: Uint8Array | null;
}

export interface NearestAnswer<Request extends NearestRequest> {
  readonly request: Request;
  /** For each of its slots what `nearest` answers for that slot's vector; empty for a slot that is no longer held. Then for each vector. */
  readonly neighbours: readonly (readonly Neighbour[])[];
}

/** The cosine similarity with another image's vector, in [−1, 1]; undefined for one that is not held. */
export type Look = (imageId: string) => number | undefined;

export interface Comparison {
  /** 1 − cosine in [0, 2], euclidean in [0, 2], or manhattan. */
  readonly distance: number;
  /** Cosine similarity in [-1, 1], whatever the metric. */
  readonly score: number;
}

/** What `compareVectors` makes of a query and an image's vector; undefined for one that is not held. */
export type CompareImage = (query: Float32Array, imageId: string, metric: Metric) => Comparison | undefined;

/** Images of one embedding space, one slot each; slots are dense numbers from 0, removed ones stay empty. */
export interface VectorIndex {
  /** Slots ever used, removed ones included. */
  readonly slotCount: number;
  /** Images held. */
  readonly count: number;
  /** Adds or replaces vectors (L2-normalised, 2048 long), with the key where each is stored if that is known. */
  add(
    entries: readonly { readonly imageId: string; readonly vector: Float32Array; readonly key?: number }[],
  ): void;
  remove(imageIds: readonly string[]): void;
  slotOf(imageId: string): number | undefined;
  /** Of each of these numbers, its image's slot; −1 for one that is not held. */
  slotsOf(images: ReadImageIds): Int32Array;
  imageAt(slot: number): string | undefined;
  /** Whether an image is in the slot. */
  isHeld(slot: number): boolean;
  /** A copy of the vector. */
  vectorOf(imageId: string): Float32Array | undefined;
  /** How alike the image looks to others, however the index compares; undefined for one that is not held. Good until the index is asked anything else. */
  lookOf(imageId: string): Look | undefined;
  /** The query and an image, compared exactly; undefined for one that is not held. */
  compare: CompareImage;
  /** Brings what such searches need to where they need it; they find the same without, but let others wait for it. */
  prepare(metric: Metric, k: number): Promise<void>;
  /**
   * The `k` nearest slots by exact scan, nearest first, ties by slot.
   * @param allowed a byte per slot (0 excludes), which stays as it is; or null for all
   */
  nearest(query: Float32Array, k: number, metric: Metric, allowed: Uint8Array | null): Neighbour[];
  /**
   * The same for many requests, answered in their order and taken a few thousand ahead: where they are many, far cheaper
   * than one by one. Images added after the first request need not be found.
   * @param onFallback told once, where that way fails and the rest is searched one by one
   */
  nearestOfEach<Request extends NearestRequest>(
    requests: Iterable<Request> | AsyncIterable<Request>,
    metric: Metric,
    onFallback: (reason: Failure) => void,
  ): AsyncGenerator<NearestAnswer<Request>>;
}
