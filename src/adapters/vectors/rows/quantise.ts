/** Vectors as bytes, with a certificate of how far off the bytes can be. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { finePerCoarse } from '../kernelLayout.ts';

/** The largest row byte. */
const maxByte = 127;

/** What is kept of a row beside its bytes. */
export interface RowFacts {
  readonly scale: number;
  /** Of its coarse bytes. */
  readonly coarseSum: number;
  /** Norms of what the coarse bytes alone leave out, and of what coarse and fine leave out. */
  readonly coarseErrorL2: number;
  readonly coarseErrorL1: number;
  readonly fineErrorL2: number;
  readonly fineErrorL1: number;
}

/**
 * Writes a vector x as scale · (coarse + fine / 254). The scale is max |x| / 127, so that the bytes use their whole
 * range; a scale from the norm instead leaves 2048 dimensions only a few steps each, and recall drops to about a half.
 * @param vector 2048 long
 * @param coarse where its 2048 coarse bytes go
 * @param fine where its 2048 fine bytes go
 */
export function quantiseVector(vector: Float32Array, coarse: Int8Array, fine: Int8Array): RowFacts {
  let largest = 0;
  for (let i = 0; i < embeddingLength; i++) largest = Math.max(largest, Math.abs(vector[i] ?? 0));
  const scale = Math.fround(largest / maxByte);
  const perScale = scale === 0 ? 0 : 1 / scale;
  const fineScale = scale / finePerCoarse;
  let coarseSum = 0;
  let coarseSquares = 0;
  let coarseAbsolute = 0;
  let fineSquares = 0;
  let fineAbsolute = 0;
  for (let i = 0; i < embeddingLength; i++) {
    const value = vector[i] ?? 0;
    const steps = value * perScale;
    // Neither rounding leaves the range of a byte: |steps| ≤ 127, and what is left of it ≤ a half.
    const coarseByte = Math.floor(steps + 0.5);
    const fineByte = Math.floor((steps - coarseByte) * finePerCoarse + 0.5);
    coarse[i] = coarseByte;
    coarseSum += coarseByte;
    fine[i] = fineByte;
    const coarseRest = value - scale * coarseByte;
    const fineRest = coarseRest - fineScale * fineByte;
    coarseSquares += coarseRest * coarseRest;
    coarseAbsolute += Math.abs(coarseRest);
    fineSquares += fineRest * fineRest;
    fineAbsolute += Math.abs(fineRest);
  }
  return {
    scale,
    coarseSum,
    coarseErrorL2: Math.sqrt(coarseSquares),
    coarseErrorL1: coarseAbsolute,
    fineErrorL2: Math.sqrt(fineSquares),
    fineErrorL1: fineAbsolute,
  };
}

/** The largest query number: 2048 · 127 · 8191 still fits in 31 bits. */
const maxQueryNumber = 8191;
/** Added to every query number, so that none is negative; a product with a row is this times the row's sum too large. */
export const queryOffset = 8192;

export interface QuantisedQuery {
  /** The upper seven bits of number + 8192, 2048 of them, and then the lower seven. */
  readonly planes: Uint8Array;
  readonly scale: number;
  /** L2 norm of what the numbers leave out. */
  readonly error: number;
}

/** A query vector (2048 long) as 14-bit numbers, a sixty-fourth of a row byte's step. */
export function quantiseQuery(vector: Float32Array): QuantisedQuery {
  const planes = new Uint8Array(2 * embeddingLength);
  let largest = 0;
  for (let i = 0; i < embeddingLength; i++) largest = Math.max(largest, Math.abs(vector[i] ?? 0));
  const scale = largest / maxQueryNumber;
  const perScale = scale === 0 ? 0 : 1 / scale;
  let squares = 0;
  for (let i = 0; i < embeddingLength; i++) {
    const value = vector[i] ?? 0;
    const number = Math.floor(value * perScale + 0.5);
    planes[i] = (number + queryOffset) >> 7;
    planes[embeddingLength + i] = (number + queryOffset) & 127;
    squares += (value - scale * number) ** 2;
  }
  return { planes, scale, error: Math.sqrt(squares) };
}
