/** What travels between the vision process's main thread and its picture threads, which decode and draw. */
import type { FailureValue } from '../../contract/failure.ts';
import type { PictureRemark } from '../../core/models/ports.ts';
import type { FileTask } from './visionMessages.ts';

/** The first argument of a thread that draws pictures. */
export const picturesMode = 'pictures';

/** What is drawn of an image for everything but its thumbnail. */
export interface Picture {
  /** As people see it. */
  readonly width: number;
  readonly height: number;
  readonly remark: PictureRemark | undefined;
  readonly sketch: Uint8Array | undefined;
  readonly colours: Uint8Array | undefined;
  /** `inputSize × inputSize × 3` bytes, RGB; null where nothing needs them. */
  readonly square: Uint8Array | null;
}

export type ToPictures =
  | { readonly type: 'draw'; readonly task: FileTask; readonly inputSize: number }
  /** There is room for so many pixels as were told. */
  | { readonly type: 'goOn'; readonly id: number };

/** `id` is the task's. */
export type FromPictures =
  /** The image's header is read; nothing is decoded before the answer `goOn`. */
  | { readonly type: 'measured'; readonly id: number; readonly pixels: number }
  /** The picture's memory moves to the main thread. */
  | { readonly type: 'drawn'; readonly id: number; readonly picture: Picture }
  | { readonly type: 'failed'; readonly id: number; readonly error: FailureValue };
