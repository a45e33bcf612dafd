/** Convolution of charges on a square grid with a kernel that is the same in all four directions, by Fourier transforms. */
import { createRowTransform, fittingLength } from './fft.ts';

export interface GridConvolution {
  /** Nodes along an edge. */
  readonly edge: number;
  /**
   * Two sets of charges at once, one as real and one as imaginary parts (`edge²` each, by rows): each node gets what all nodes bring it, in
   * place.
   */
  convolve(real: Float64Array, imaginary: Float64Array): void;
}

/** @param kernel what a charge of 1 brings to a node so many columns and rows away */
export function createGridConvolution(
  edge: number,
  kernel: (columns: number, rows: number) => number,
): GridConvolution {
  const length = fittingLength(2 * edge - 1);
  const rows = createRowTransform(length);
  /** By rows of the grid, padded to the transform's length. */
  const wideReal = new Float64Array(edge * length);
  const wideImaginary = new Float64Array(edge * length);
  /** By columns of the transformed rows. */
  const tallReal = new Float64Array(length * length);
  const tallImaginary = new Float64Array(length * length);
  const factors = transformKernel();

  /** Its transform is real and, with the grid's symmetry, its own transpose. The inverse's scale is in it. */
  function transformKernel(): Float64Array {
    const ring = (at: number): number => Math.min(at, length - at);
    const real = new Float64Array(length * length);
    const imaginary = new Float64Array(length * length);
    for (let row = 0; row < length; row++)
      for (let column = 0; column < length; column++)
        real[row * length + column] = kernel(ring(column), ring(row));
    for (let row = 0; row < length; row++) rows.transform(real, imaginary, row * length);
    // A row's transform is real, because the kernel is even.
    imaginary.fill(0);
    transposeSquare(real, length);
    for (let row = 0; row < length; row++) rows.transform(real, imaginary, row * length);
    return real.map((value) => value / (length * length));
  }

  return {
    edge,
    convolve(real, imaginary) {
      for (let row = 0; row < edge; row++) {
        const start = row * length;
        wideReal.fill(0, start + edge, start + length);
        wideImaginary.fill(0, start + edge, start + length);
        wideReal.set(real.subarray(row * edge, (row + 1) * edge), start);
        wideImaginary.set(imaginary.subarray(row * edge, (row + 1) * edge), start);
        rows.transform(wideReal, wideImaginary, start);
      }
      transpose(wideReal, edge, length, tallReal);
      transpose(wideImaginary, edge, length, tallImaginary);
      for (let column = 0; column < length; column++) {
        const start = column * length;
        tallReal.fill(0, start + edge, start + length);
        tallImaginary.fill(0, start + edge, start + length);
        rows.transform(tallReal, tallImaginary, start);
        for (let at = start; at < start + length; at++) {
          const factor = factors[at] ?? 0;
          tallReal[at] = (tallReal[at] ?? 0) * factor;
          tallImaginary[at] = (tallImaginary[at] ?? 0) * factor;
        }
        // Exchanged, it is the inverse.
        rows.transform(tallImaginary, tallReal, start);
      }
      transposeBack(tallReal, edge, length, wideReal);
      transposeBack(tallImaginary, edge, length, wideImaginary);
      for (let row = 0; row < edge; row++) {
        const start = row * length;
        rows.transform(wideImaginary, wideReal, start);
        real.set(wideReal.subarray(start, start + edge), row * edge);
        imaginary.set(wideImaginary.subarray(start, start + edge), row * edge);
      }
    },
  };
}

/** Values that lie near each other in both are moved together: whole columns at once would leave the processor's cache. */
const block = 16;

/** `edge` rows of `length` become the first `edge` values of `length` rows of `length`. */
function transpose(from: Float64Array, edge: number, length: number, to: Float64Array): void {
  for (let firstRow = 0; firstRow < edge; firstRow += block) {
    const rowEnd = Math.min(edge, firstRow + block);
    for (let column = 0; column < length; column++)
      for (let row = firstRow; row < rowEnd; row++)
        to[column * length + row] = from[row * length + column] ?? 0;
  }
}

function transposeBack(from: Float64Array, edge: number, length: number, to: Float64Array): void {
  for (let firstRow = 0; firstRow < edge; firstRow += block) {
    const rowEnd = Math.min(edge, firstRow + block);
    for (let column = 0; column < length; column++)
      for (let row = firstRow; row < rowEnd; row++)
        to[row * length + column] = from[column * length + row] ?? 0;
  }
}

function transposeSquare(values: Float64Array, length: number): void {
  for (let row = 0; row < length; row++) {
    for (let column = 0; column < row; column++) {
      const kept = values[row * length + column] ?? 0;
      values[row * length + column] = values[column * length + row] ?? 0;
      values[column * length + row] = kept;
    }
  }
}
