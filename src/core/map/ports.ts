/** What others ask of an open catalog's map, and how a layout is kept. */
import type { MapLayout, MapMethod, MapProgress } from '../../contract/insight/map.ts';
import type { CancelSignal } from '../imports/ports.ts';

export interface MapOrder {
  readonly method: MapMethod;
  /** Whether it is measured too. */
  readonly trustworthiness: boolean;
}

export interface MapPort {
  /** The layout of the catalog's space, with what came later in its place among its neighbours; null where there is none. */
  layout(method: MapMethod): Promise<MapLayout | null>;
  /**
   * Lays out what is there now and keeps it.
   * @returns how many products got a place
   * @throws Failure `not-found` where nothing is embedded, `cancelled`
   */
  make(
    order: MapOrder,
    signal: CancelSignal,
    onProgress: (step: MapProgress['step'], done: number) => void,
  ): Promise<{ readonly points: number; readonly trustworthiness: number | null }>;
}

/** Places belong to images: products come to them by their main image. */
export interface StoredLayout {
  readonly space: string;
  readonly method: MapMethod;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly trustworthiness: number | null;
  /** The first so many were laid out together; the others were placed among them later. */
  readonly laidOut: number;
  readonly imageIds: readonly string[];
  /** x and y in turn, in the order of the images. */
  readonly places: Uint16Array;
}

export interface LayoutStore {
  of(space: string, method: MapMethod): StoredLayout | null;
  /** In place of the one that there was of this space and method. */
  keep(layout: StoredLayout): void;
}

/** The nearest other points of each point, as many of each. */
export interface NeighbourGraph {
  readonly count: number;
  /** Neighbours of each; fewer than there are points. */
  readonly k: number;
  /** `count × k`, nearest first. */
  readonly neighbours: Int32Array;
  /** Euclidean distances between the L2-normalised embeddings, in the same order. */
  readonly distances: Float32Array;
}
