/** What travels between `requestTuning` and its process. */
import type { FailureValue } from '../../../contract/failure.ts';
import type { Ranges } from '../../../core/models/calibration.ts';
import type { ResolvedModel } from '../../../core/models/manifest.ts';
import type { Tuning } from '../../../core/models/tuning.ts';

export interface ToTuning {
  readonly type: 'tune';
  readonly model: ResolvedModel;
  readonly ranges: Ranges;
}

export type FromTuning =
  /** Complete in itself, with the int8 graph where int8 runs. */
  | { readonly type: 'measured'; readonly tuning: Tuning; readonly graph: Uint8Array | null }
  /** The same, compared with tfjs-node: the last message where that is installed. */
  | { readonly type: 'compared'; readonly tuning: Tuning }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly error: FailureValue };
