/** What the layout thread is given, and answers. */
import type { MapMethod } from '../../contract/insight/map.ts';
import type { NeighbourGraph } from '../../core/map/ports.ts';

export interface LayoutTask {
  readonly method: MapMethod;
  readonly graph: NeighbourGraph;
  /** Whether the layout is measured too. */
  readonly trustworthiness: boolean;
}

export type LayoutStep = 'layout' | 'trustworthiness';

export interface Layout {
  /** x and y of each point in turn, in no particular unit. */
  readonly positions: Float32Array;
  readonly trustworthiness: number | null;
}
