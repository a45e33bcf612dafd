/** What others ask of a catalog's duplicates; and what a local catalog asks of the store that keeps what was decided on them. */
import type { Attributes } from '../../contract/products.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { SearchPort } from '../search/ports.ts';
import type { Square } from './fields.ts';

/** A picture's sketch as it is kept, with the size of the picture in pixels. */
export interface KeptSketch {
  readonly sketch: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** One product is kept for others, by their own ids. */
export interface KeepCommand {
  readonly keep: string;
  readonly hide: readonly string[];
  /** What the kept one has no value of, and gets as a correction. */
  readonly attributes: Attributes;
}

export interface DecidedDuplicates {
  /** Hidden product → the one that is kept for it. */
  readonly hidden: ReadonlyMap<string, string>;
  /** Sets of products that are no duplicates of each other. */
  readonly distinct: readonly (readonly string[])[];
}

/** All of it @throws Failure `disk-full`, `catalog-damaged` */
export interface DuplicateStore {
  decided(): DecidedDuplicates;
  /** Places in lists and on boards that would go over to the kept ones. */
  countMemberships(commands: readonly KeepCommand[]): number;
  /**
   * As one step of the journal: the others are hidden, and what was decided on them holds for the kept one from now on, where nothing
   * is decided on that itself. @returns how many places in lists and on boards went over
   */
  keep(commands: readonly KeepCommand[]): number;
  sayDistinct(ids: readonly string[]): void;
  /** As one step of the journal. @returns how many of them were hidden */
  show(ids: readonly string[]): number;
}

/** Changes are seen by whoever asks for products when they are answered. All of it @throws Failure as `DuplicateStore` does */
export interface DuplicatesPort {
  /**
   * In the order of the ids, those that are missing drawn first; null where there is no picture that could be.
   * @throws Failure `cancelled`
   */
  sketchesOf(imageIds: readonly string[], signal: Cancellation): Promise<readonly (KeptSketch | null)[]>;
  /**
   * In the order of the ids, drawn from thumbnails; null where there is none that can be read.
   * @throws Failure `cancelled`
   */
  squaresOf(imageIds: readonly string[], signal: Cancellation): Promise<readonly (Square | null)[]>;
  /**
   * What the look-alikes of every product are asked of; of a catalog that lies elsewhere they are brought here first.
   * @param onFetched told the share of that which is done
   * @throws Failure `cancelled`, `bad-input` for a catalog too large for that
   */
  search(signal: Cancellation, onFetched: (share: number) => void): Promise<SearchPort>;
  /** Of hidden products those whose kept one is there. */
  decided(): Promise<DecidedDuplicates>;
  countMemberships(commands: readonly KeepCommand[]): Promise<number>;
  keep(commands: readonly KeepCommand[]): Promise<number>;
  sayDistinct(ids: readonly string[]): Promise<void>;
  /** @returns how many of them were hidden */
  show(ids: readonly string[]): Promise<number>;
}
