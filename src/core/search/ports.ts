/** What core asks of the nearest-neighbour index. */
import type { Failure } from '../../contract/failure.ts';
import type { Metric } from '../../contract/search.ts';

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
  readonly k: number;
  /** As in `nearest`; requests that share the array itself are searched together. */
  readonly allowed: Uint8Array | null;
}

export interface NearestAnswer<Request extends NearestRequest> {
  readonly request: Request;
  /** For each of its slots what `nearest` answers for that slot's vector; empty for a slot that is no longer held. */
  readonly neighbours: readonly (readonly Neighbour[])[];
}

/** Images of one embedding space, one slot each; slots are dense numbers from 0, removed ones stay empty. */
export interface VectorIndex {
  /** Slots ever used, removed ones included. */
  readonly slotCount: number;
  /** Images held. */
  readonly count: number;
  /** Adds or replaces vectors (L2-normalised, 2048 long). */
  add(entries: readonly { readonly imageId: string; readonly vector: Float32Array }[]): void;
  remove(imageIds: readonly string[]): void;
  slotOf(imageId: string): number | undefined;
  imageAt(slot: number): string | undefined;
  /** A copy of the vector. */
  vectorOf(imageId: string): Float32Array | undefined;
  /**
   * The `k` nearest slots by exact scan, nearest first, ties by slot.
   * @param allowed a byte per slot (0 excludes), or null for all
   */
  nearest(query: Float32Array, k: number, metric: Metric, allowed: Uint8Array | null): Neighbour[];
  /**
   * The same for many requests, answered in their order and taken a few thousand ahead: where they are many, far cheaper
   * than one by one. Images added after the first request need not be found.
   * @param onFallback told once, where that way fails and the rest is searched one by one
   */
  nearestOfEach<Request extends NearestRequest>(
    requests: Iterable<Request>,
    metric: Metric,
    onFallback: (reason: Failure) => void,
  ): AsyncGenerator<NearestAnswer<Request>>;
}
