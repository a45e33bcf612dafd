/** What the layout thread and its owner tell each other. */
import type { MapMethod } from '../../contract/map.ts';
import type { NeighbourGraph } from '../../core/map/ports.ts';

export interface LayoutTask {
  readonly method: MapMethod;
  readonly graph: NeighbourGraph;
  /** Whether the layout is measured too. */
  readonly trustworthiness: boolean;
}

export type LayoutMessage =
  | { readonly kind: 'progress'; readonly step: 'layout' | 'trustworthiness'; readonly done: number }
  /** Asks for the embeddings of these points, one after the other; the answer is one array of them. */
  | { readonly kind: 'vectors'; readonly points: Uint32Array }
  | ({ readonly kind: 'done' } & Layout);

export interface Layout {
  /** x and y of each point in turn, in no particular unit. */
  readonly positions: Float32Array;
  readonly trustworthiness: number | null;
}
