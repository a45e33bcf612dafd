/** A row of a TIFF between its samples and its colours. */

/** Samples of a row, pixel by pixel; only the first few of a pixel are its colour. */
export interface SampleRow {
  readonly samples: Uint32Array;
  readonly perPixel: number;
  readonly pixels: number;
}

/** Writes the colours of a row into `to`, from `at` on: 0 to 255, rounded as they are stored. */
export type ConvertRow = (row: SampleRow, to: Uint8ClampedArray, at: number) => void;
