/** What core asks of the nearest-neighbour index. */
import type { Metric } from '../../contract/search.ts';

export interface Neighbour {
  readonly slot: number;
  /** The metric's own value between L2-normalised vectors: 1 − cosine, euclidean, or manhattan. */
  readonly distance: number;
  readonly score: number;
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
}
