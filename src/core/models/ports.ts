/** What core asks of the adapters that turn images into vectors. */
import type { BackendName, Precision, Runtime } from '../../contract/models.ts';
import type { Region } from '../../contract/search.ts';

/** Length of every embedding: the channels of ResNet50's last stage. */
export const embeddingLength = 2048;

/** One native implementation of the network, loaded with one set of weights. */
export interface EmbeddingBackend {
  readonly name: BackendName;
  readonly precision: Precision;
  /**
   * Runs a batch.
   * @param pixels `count × inputSize × inputSize × 3` bytes: rows, columns, channels in RGB order.
   * @returns `count × 2048` pooled features, not normalised.
   */
  embed(pixels: Uint8Array, count: number): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export interface VisionRequest {
  /** Absolute path of the image file. */
  readonly file: string;
  /** Hex sha256 of its bytes: names the thumbnail. */
  readonly imageId: string;
  /** The file's bytes where they are at hand, so that it is not read twice; null: read the file. */
  readonly bytes: Uint8Array | null;
  readonly wantsThumbnail: boolean;
  readonly wantsVector: boolean;
  /** A sketch and the colours come with every vector; true: also without one. */
  readonly wantsSketch?: boolean;
  /** The square that the network would be given. */
  readonly wantsSquare?: boolean;
}

/** What a curator should look at, although the picture could be read: every pixel has the same colour. */
export type PictureRemark = 'one-colour';

/** `vector` is L2-normalised, 2048 long; null where none was asked for. `reason` is for a curator. */
export type VisionOutcome =
  | {
      readonly ok: true;
      readonly width: number;
      readonly height: number;
      readonly vector: Float32Array | null;
      /** What is kept of the picture to find its copies (`core/duplicates/sketch.ts`). */
      readonly sketch?: Uint8Array | undefined;
      /** With it: which colours it shows (`core/colours/drawColours.ts`). */
      readonly colours?: Uint8Array | undefined;
      /** Rows, columns, channels in RGB order; only where it was asked for. */
      readonly square?: Uint8Array | undefined;
      readonly remark?: PictureRemark | undefined;
    }
  | { readonly ok: false; readonly reason: string };

/** The vision worker as its owner sees it: started on first use, restarted when a file kills it. */
export interface Vision {
  /** Loads the backend if it is not loaded, and says what runs. @throws Failure `backend-unavailable`, `model-unusable` */
  start(): Promise<Runtime>;
  /** What runs, or ran last; null before it was started. It may go from fp32 to int8 while files are processed. */
  runtime(): Runtime | null;
  /** One outcome per request, in order; a bad file never rejects. Several calls may be under way at once. */
  process(requests: readonly VisionRequest[]): Promise<VisionOutcome[]>;
  /**
   * Draws a preview (WebP, longest edge at most `maxEdge` pixels) of an image file, or of a part of it, into `target`.
   * @throws Failure `image-unusable`
   */
  preview(
    file: string,
    target: string,
    maxEdge: number,
    region?: Region,
  ): Promise<{ width: number; height: number }>;
}
