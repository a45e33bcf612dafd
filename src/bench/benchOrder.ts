/** What `bench` can be asked for, and what it answers. Loads nothing, so that the command's usage needs no database. */
import type { EmbeddingOptions } from '../contract/models.ts';
import type { Diagnostics } from '../contract/settings.ts';
import type { Measurement } from './measurement.ts';

/** In the order in which they run. */
export const benchSteps = [
  'decode',
  'embed',
  'import',
  'open',
  'search',
  'facets',
  'text',
  'allPairs',
] as const;

export type BenchStep = (typeof benchSteps)[number];

export interface BenchOrder {
  /** An existing folder; null: a sample is drawn. */
  readonly images: string | null;
  /** Images of that sample. */
  readonly drawnImages: number;
  /** Products of the catalog that is opened, searched and exported; never fewer than were imported. */
  readonly products: number;
  /** Searches per kind. */
  readonly queries: number;
  /** Measured runs of what takes longer. */
  readonly runs: number;
  readonly steps: readonly BenchStep[];
  /** How images are imported; its model and input size also are those of `decode` and `embed`. */
  readonly embedding: EmbeddingOptions;
}

export interface BenchReport {
  readonly machine: Diagnostics['machine'] & { readonly versions: Diagnostics['versions'] };
  readonly results: readonly Measurement[];
}

export interface BenchListeners {
  /** What begins now, for people. */
  readonly onStep: (remark: string) => void;
  readonly onResult: (result: Measurement) => void;
}
