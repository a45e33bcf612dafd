/** What travels between `bench` and the process that decodes and embeds for it. One order per process. */
import type { FailureValue } from '../contract/failure.ts';
import type { BackendName, Precision } from '../contract/models.ts';
import type { ResolvedModel } from '../core/models/manifest.ts';

export interface DecodeOrder {
  readonly kind: 'decode';
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly inputSize: number;
  readonly thumbnailFolder: string;
  readonly runs: number;
}

/** Of the files that could be decoded; a number per run. */
export interface DecodeTimes {
  readonly kind: 'decode';
  readonly images: number;
  readonly unusable: number;
  /** One after the other. */
  readonly msPerImage: readonly number[];
  /** As many at a time as an import has. */
  readonly imagesPerSecond: readonly number[];
}

export interface EmbedOrder {
  readonly kind: 'embed';
  readonly model: ResolvedModel;
  readonly engine: BackendName;
  /** Measured in turns. */
  readonly precisions: readonly Precision[];
  readonly threads: number | undefined;
  readonly runs: number;
}

export interface EmbedTimes {
  readonly kind: 'embed';
  readonly backends: readonly BackendTimes[];
}

/** Milliseconds per image, a number per batch; `note` where it does not run. */
export interface BackendTimes {
  readonly precision: Precision;
  readonly msPerImage: readonly number[];
  readonly note: string | null;
}

export type BenchTask = DecodeOrder | EmbedOrder;

export type BenchAnswer =
  | DecodeTimes
  | EmbedTimes
  | { readonly kind: 'failed'; readonly error: FailureValue };
