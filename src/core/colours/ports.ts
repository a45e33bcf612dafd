/** What others ask of the colours of a catalog's pictures, and what a search by them asks of what is stored. */
import type { Cancellation } from '../imports/ports.ts';
import type { VectorIndex } from '../search/ports.ts';

export interface ColoursPort {
  /** Pictures that could be found, and whose colours are not known yet: a search that weighs colour refuses to leave them out. */
  missing(): Promise<number>;
  /**
   * Reads those from thumbnails, and keeps them; a picture without a readable one counts as one of no colour while the catalog is open.
   * @param onDone told how many of how many are looked at
   * @returns how many were read
   * @throws Failure `cancelled`, `disk-full`
   */
  read(signal: Cancellation, onDone: (done: number, total: number) => void): Promise<number>;
}

/** Colours of pictures as they are stored, by content (`drawColours.ts`). */
export interface StoredColours {
  /** Greater than that of all that were stored before. */
  readonly key: number;
  readonly imageId: string;
  readonly colours: Uint8Array;
}

/** The colours of the pictures that an index holds, by its slots. */
export interface ColourRows {
  /** Brings them up to date with index and store. @returns how many pictures are held whose colours are not known */
  follow(): number;
  /** Those pictures; up to date. */
  unknown(): string[];
  /** L2-normalised; zeros for a picture whose colours cannot be read. */
  at(slot: number): Float32Array;
  /** The product with every slot's row, by slot. */
  multiply(colours: Float32Array): Float64Array;
}

/** Gives the colours of an index's pictures. */
export type ColoursOver = (index: VectorIndex) => ColourRows;
