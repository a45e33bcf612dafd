/** What others ask of a catalog's own distance, and how it is kept and learned. */
import type {
  ToldTuning,
  TuneFieldChoice,
  TuneProgress,
  TuneResult,
  WeighedField,
} from '../../contract/insight/tuning.ts';
import type { CancelSignal } from '../imports/ports.ts';
import type { VectorIndex } from '../search/ports.ts';

export interface TuneOrder {
  /** Undefined: as proposed. */
  readonly fields?: readonly WeighedField[] | undefined;
  readonly dryRun: boolean;
}

export interface TuningPort {
  kept(): Promise<ToldTuning | null>;
  fields(): Promise<TuneFieldChoice[]>;
  /** @throws Failure `bad-input` for an unknown field; `not-found` where nothing is embedded; `cancelled` */
  learn(
    order: TuneOrder,
    signal: CancelSignal,
    onProgress: (step: TuneProgress['step'], done: number) => void,
  ): Promise<TuneResult>;
  /** Whether there was one. */
  drop(): Promise<boolean>;
  /** Brings what searches by it need to where they need it, where there is one: the first of them then waits for nothing. */
  prepare(): Promise<void>;
}

/** A linear map of embeddings: what is alike after it is what the catalog takes to be alike. */
export interface LinearMap {
  /** Numbers that come out. */
  readonly length: number;
  /** `length` rows of 2048 numbers. */
  readonly rows: Float32Array;
  /** Taken from what the rows give. */
  readonly offset: Float32Array;
}

/** An index of embeddings as a map has them; where a search asks for vectors, or is given some, they are mapped. */
export interface TunedIndex extends VectorIndex {
  /** An embedding as this index compares it, L2-normalised. */
  map(embedding: Float32Array): Float32Array;
}

export interface KeptTuning extends ToldTuning {
  readonly space: string;
  readonly map: LinearMap;
}

export interface TuningStore {
  of(space: string): KeptTuning | null;
  /** In place of the one that there was of this space. @throws Failure `disk-full` */
  keep(tuning: KeptTuning): void;
  /** Whether there was one. */
  drop(space: string): boolean;
}

/** Which points are of which classes: those of a point are `codes` from `starts[point]` up to `starts[point + 1]`. */
export interface Classes {
  readonly count: number;
  readonly starts: Int32Array;
  readonly codes: Int32Array;
}

export interface WeighedClasses {
  readonly classes: Classes;
  readonly weight: number;
}
