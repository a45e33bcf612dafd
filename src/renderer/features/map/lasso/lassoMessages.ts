/** What the page and the lasso's thread tell each other. */
import type { Point } from '../plot/camera.ts';
import type { Points } from '../plot/pointGrid.ts';

export type ToLasso =
  | { readonly kind: 'points'; readonly points: Points }
  | {
      readonly kind: 'take';
      readonly request: number;
      readonly outline: readonly Point[];
      /** 1 for each point that is shown. */
      readonly shown: Uint8Array;
    };

export interface FromLasso {
  readonly request: number;
  readonly indexes: Uint32Array<ArrayBuffer>;
}
