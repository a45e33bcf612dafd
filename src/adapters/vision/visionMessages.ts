/** What travels between the vision worker's owner and the worker process (Node IPC, structured clones). */
import type { FailureValue } from '../../contract/failure.ts';
import type { EmbeddingOptions, Runtime } from '../../contract/models.ts';
import type { Region } from '../../contract/search.ts';
import type { PictureRemark, VisionRequest } from '../../core/models/ports.ts';
import type { BackendVariant } from '../inference/backendRequest.ts';

export interface VisionConfig {
  readonly embedding: EmbeddingOptions;
  readonly bundledModelsFolder: string;
  readonly installedModelsFolder: string;
  /** Backends that crashed the process before: not tried again. */
  readonly avoid?: readonly BackendVariant[] | undefined;
}

export interface PreviewRequest {
  readonly file: string;
  readonly target: string;
  readonly maxEdge: number;
  /** Undefined: all of it. */
  readonly region?: Region | undefined;
}

export interface PreviewTask extends PreviewRequest {
  readonly id: number;
}

/** `id` names the task in the answer. Files need no order: each is answered when it is done. */
export type ToVision =
  | { readonly type: 'start'; readonly config: VisionConfig }
  | { readonly type: 'files'; readonly tasks: readonly FileTask[] }
  | ({ readonly type: 'preview' } & PreviewTask)
  | { readonly type: 'close' };

export interface FileTask {
  readonly id: number;
  readonly request: VisionRequest;
  readonly thumbnailFolder: string;
}

/** `fault` is no fault of the file (a full disk, a backend that broke): it ends the call it belongs to. */
export type FromVision =
  /** A backend is about to be loaded: if the process ends now, it was that. */
  | { readonly type: 'trying'; readonly variant: BackendVariant }
  | { readonly type: 'started'; readonly runtime: Runtime }
  /** Something else runs from now on: int8, once its ranges are measured; another backend, where one failed. */
  | { readonly type: 'runtime'; readonly runtime: Runtime }
  | { readonly type: 'startFailed'; readonly error: FailureValue }
  /** The network is given a batch: whatever ends the process now is no fault of a file that is alone in it. */
  | { readonly type: 'embedding' }
  | { readonly type: 'files'; readonly answers: readonly FileAnswer[]; readonly vectors: Float32Array }
  | { readonly type: 'preview'; readonly id: number; readonly width: number; readonly height: number }
  | { readonly type: 'previewFailed'; readonly id: number; readonly error: FailureValue };

/** `vectorAt` counts in vectors (2048 numbers each) into the message's `vectors`. */
export type FileAnswer =
  | {
      readonly id: number;
      readonly width: number;
      readonly height: number;
      readonly vectorAt: number | null;
      readonly sketch?: Uint8Array | undefined;
      readonly colours?: Uint8Array | undefined;
      readonly square?: Uint8Array | undefined;
      readonly remark?: PictureRemark | undefined;
    }
  | { readonly id: number; readonly reason: string }
  | { readonly id: number; readonly fault: FailureValue };
