/** What travels between the vision process's main thread, which decodes, and its network thread. */
import type { FailureValue } from '../../contract/failure.ts';
import type { Runtime } from '../../contract/models.ts';
import type { BackendVariant } from '../inference/backendRequest.ts';

/** The first argument of a thread that runs the network. */
export const networkMode = 'network';

export type ToNetwork =
  /** `pixels` as `EmbeddingBackend.embed` takes them; their memory moves to the thread. */
  | { readonly type: 'embed'; readonly pixels: Uint8Array; readonly count: number }
  | { readonly type: 'close' };

/** Batches are answered in the order in which they came. */
export type FromNetwork =
  /** A backend is about to be loaded: if the process ends now, it was that. */
  | { readonly type: 'trying'; readonly variant: BackendVariant }
  | {
      readonly type: 'opened';
      readonly runtime: Runtime;
      /** False while the ranges of int8 are being measured: a `runtime` tells what runs from then on. */
      readonly isDecided: boolean;
      readonly inputSize: number;
    }
  | { readonly type: 'openFailed'; readonly error: FailureValue }
  /** Something else runs from now on: int8, once its ranges are measured; another backend, where one failed. */
  | { readonly type: 'runtime'; readonly runtime: Runtime }
  /** `count × 2048`, each L2-normalised; its memory moves to the main thread. */
  | { readonly type: 'embedded'; readonly vectors: Float32Array }
  | { readonly type: 'failed'; readonly error: FailureValue };
