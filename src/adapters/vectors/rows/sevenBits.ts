/** A row as the other side of a byte product, which takes 0 to 127 only. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { finePerCoarse, prefixLength } from '../kernelLayout.ts';

/** Seven-bit numbers u stand for scale · u − offset. */
export interface SevenBits {
  readonly scale: number;
  readonly offset: number;
  /** L2 norm of the difference to the vector that the row stands for, at most. */
  readonly error: number;
  /** L2 norm of what the numbers after the first `prefixLength` stand for. */
  readonly restNorm: number;
}

/** A row of the index: the vector is scale · (coarse + fine / 254), less errors of these L2 norms. */
export interface RowBytes {
  readonly coarse: Int8Array;
  readonly fine: Int8Array;
  readonly scale: number;
  readonly coarseErrorL2: number;
  readonly fineErrorL2: number;
}

/**
 * Writes a row as seven-bit numbers. A row without negative bytes, as pooled features are, is its own coarse bytes; any
 * other is lifted until its smallest is 0 and pressed together until its largest fits.
 * @param bits where the 2048 numbers go
 */
export function writeSevenBits(row: RowBytes, bits: Uint8Array): SevenBits {
  const { coarse, fine, scale } = row;
  let lift = 0;
  for (let i = 0; i < embeddingLength; i++) lift = Math.max(lift, -(coarse[i] ?? 0));
  if (lift === 0) {
    bits.set(coarse);
    return { scale, offset: 0, error: row.coarseErrorL2, restNorm: restNormOf(bits, scale, 0) };
  }
  const press = 127 / (127 + lift);
  let squares = 0;
  for (let i = 0; i < embeddingLength; i++) {
    const steps = (coarse[i] ?? 0) + (fine[i] ?? 0) / finePerCoarse;
    // A fine byte may reach half a step beyond the coarse range.
    const number = Math.min(127, Math.max(0, Math.round((steps + lift) * press)));
    bits[i] = number;
    squares += (steps + lift - number / press) ** 2;
  }
  const offset = scale * lift;
  return {
    scale: scale / press,
    offset,
    error: scale * Math.sqrt(squares) + row.fineErrorL2,
    restNorm: restNormOf(bits, scale / press, offset),
  };
}

/** L2 norm of scale · number − offset over the numbers after the first `prefixLength`. */
export function restNormOf(numbers: Uint8Array | Int8Array, scale: number, offset: number): number {
  let squares = 0;
  for (let i = prefixLength; i < embeddingLength; i++) squares += (scale * (numbers[i] ?? 0) - offset) ** 2;
  return Math.sqrt(squares);
}
