/** What travels between `drawSample` and its process. */
import type { FailureValue } from '../contract/failure.ts';

export interface ToDrawing {
  readonly type: 'draw';
  /** Takes the images. */
  readonly folder: string;
  readonly count: number;
  readonly seed: number;
}

export type FromDrawing =
  | { readonly type: 'drawn'; readonly drawn: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly error: FailureValue };
