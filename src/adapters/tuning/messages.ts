/** What the tuning thread is given, and answers. */
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

export type TuneStep = 'look' | 'learn';
