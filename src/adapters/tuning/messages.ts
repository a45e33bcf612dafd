/** What the tuning thread and its owner tell each other. */
import type { HeldOut } from '../../core/tuning/heldOut.ts';
import type { NearestPoints } from '../../core/tuning/judge.ts';
import type { LinearMap, WeighedClasses } from '../../core/tuning/ports.ts';

export interface TuneTask {
  readonly points: number;
  readonly heldOut: HeldOut;
  readonly fields: readonly WeighedClasses[];
}

export interface Learned {
  /** Of all points. */
  readonly map: LinearMap;
  /** Of the queries, each by the map that has not seen it. */
  readonly nearest: NearestPoints;
}

export type TuneMessage =
  | { readonly kind: 'progress'; readonly step: 'look' | 'learn'; readonly done: number }
  /** Asks for the embeddings of these points, one after the other; the answer is one array of them. */
  | { readonly kind: 'vectors'; readonly points: Uint32Array }
  /** Null where there is nothing to learn. */
  | { readonly kind: 'done'; readonly learned: Learned | null };
