/**
 * A map learned in closed form. Of each field the classes' means are what a ridge regression makes of embeddings to tell the classes
 * apart (T. Hastie, R. Tibshirani and A. Buja, "Penalized discriminant analysis", Annals of Statistics 23, 1995): along these
 * directions vectors are stretched, and as they are in all others. It takes sums over the embeddings and no descent step by
 * step; what it finds is in docs/performance.md.
 */
import type { Classes, WeighedClasses } from './ports.ts';

/** Sums over some points, which add up: a map of all but one part needs no second look at the embeddings. */
export interface Sums {
  count: number;
  /** Of coordinates, and of the products of each two of them. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly fields: readonly { readonly counts: Float64Array; readonly first: Float64Array }[];
}

export interface LearnedMap {
  /** A row of coordinates for each number that comes out. */
  readonly rows: Float64Array;
  /** Taken from the coordinates before they are mapped. */
  readonly mean: Float64Array;
}

/** What is added to each direction's variance, as a share of their mean: what few products say is not believed. */
const ridge = 0.05;
/** How much of an average distance is of the classes' directions, beside 1 of the picture as it is. */
const strength = 10;
/** Embeddings that differ less, on average along an axis, are all the same. */
const leastVariance = 1e-10;

export function createSums(axes: number, fields: readonly WeighedClasses[]): Sums {
  return {
    count: 0,
    first: new Float64Array(axes),
    second: new Float64Array(axes * axes),
    fields: fields.map(({ classes: { count } }) => ({
      counts: new Float64Array(count),
      first: new Float64Array(count * axes),
    })),
  };
}

/** @param at where the point's coordinates begin */
export function addPoint(
  sums: Sums,
  coordinates: Float32Array,
  at: number,
  point: number,
  fields: readonly WeighedClasses[],
): void {
  const { first, second } = sums;
  const axes = first.length;
  sums.count++;
  for (let a = 0; a < axes; a++) {
    const number = coordinates[at + a] ?? 0;
    first[a] = (first[a] ?? 0) + number;
    const row = a * axes;
    for (let b = 0; b <= a; b++)
      second[row + b] = (second[row + b] ?? 0) + number * (coordinates[at + b] ?? 0);
  }
  for (const [place, { classes }] of fields.entries()) {
    const own = sums.fields[place];
    if (own === undefined) continue;
    for (const code of codesOf(classes, point)) {
      own.counts[code] = (own.counts[code] ?? 0) + 1;
      for (let a = 0; a < axes; a++)
        own.first[code * axes + a] = (own.first[code * axes + a] ?? 0) + (coordinates[at + a] ?? 0);
    }
  }
}

export const codesOf = ({ starts, codes }: Classes, point: number): Int32Array =>
  codes.subarray(starts[point] ?? 0, starts[point + 1] ?? 0);

/** @param times 1, or −1 to take them away */
export function addSums(to: Sums, from: Sums, times: 1 | -1): void {
  to.count += times * from.count;
  addTimes(to.first, from.first, times);
  addTimes(to.second, from.second, times);
  for (const [place, own] of to.fields.entries()) {
    const other = from.fields[place];
    if (other === undefined) continue;
    addTimes(own.counts, other.counts, times);
    addTimes(own.first, other.first, times);
  }
}

function addTimes(to: Float64Array, from: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + times * (from[i] ?? 0);
}

/** Null where there is nothing to learn: the embeddings are all the same, or their classes lie nowhere apart. */
export function learnMap(sums: Sums, fields: readonly WeighedClasses[]): LearnedMap | null {
  const axes = sums.first.length;
  const mean = sums.first.map((sum) => sum / sums.count);
  const covariance = covarianceOf(sums, mean);
  const variance = traceOf(covariance, axes);
  if (!(variance > leastVariance * axes)) return null;
  const ridged = covariance.slice();
  for (let a = 0; a < axes; a++)
    ridged[a * axes + a] = (ridged[a * axes + a] ?? 0) + (ridge * variance) / axes;
  const factor = factorise(ridged, axes);
  const stretch = new Float64Array(axes * axes);
  let stretched = 0;
  for (const [place, { weight }] of fields.entries()) {
    const own = sums.fields[place];
    if (own === undefined) continue;
    const scatter = scatterOf(own, mean, factor);
    const share = productOf(scatter, covariance, axes);
    if (!(share > 0)) continue;
    // By the root a field of many classes counts for more than one of few, but not as much more as it has classes.
    addTimes(stretch, scatter, weight / Math.sqrt(share));
    stretched += weight * Math.sqrt(share);
  }
  if (!(stretched > 0)) return null;
  const metric = new Float64Array(axes * axes);
  addTimes(metric, stretch, strength / stretched);
  for (let a = 0; a < axes; a++) metric[a * axes + a] = (metric[a * axes + a] ?? 0) + 1 / variance;
  return { rows: transpose(factorise(metric, axes), axes), mean };
}

function covarianceOf({ count, second }: Sums, mean: Float64Array): Float64Array {
  const axes = mean.length;
  const covariance = new Float64Array(axes * axes);
  for (let a = 0; a < axes; a++) {
    for (let b = 0; b <= a; b++) {
      const value = (second[a * axes + b] ?? 0) / count - (mean[a] ?? 0) * (mean[b] ?? 0);
      covariance[a * axes + b] = value;
      covariance[b * axes + a] = value;
    }
  }
  return covariance;
}

/** The sum of the outer squares of the directions that tell a field's classes apart, each by its share of the points. */
function scatterOf(
  { counts, first }: Sums['fields'][number],
  mean: Float64Array,
  factor: Float64Array,
): Float64Array {
  const axes = mean.length;
  const scatter = new Float64Array(axes * axes);
  const total = counts.reduce((sum, count) => sum + count, 0);
  for (const [code, count] of counts.entries()) {
    if (count < 1) continue;
    const direction = mean.map((value, a) => (first[code * axes + a] ?? 0) / count - value);
    solve(factor, direction);
    const share = count / total;
    for (let a = 0; a < axes; a++) {
      const times = share * (direction[a] ?? 0);
      for (let b = 0; b < axes; b++)
        scatter[a * axes + b] = (scatter[a * axes + b] ?? 0) + times * (direction[b] ?? 0);
    }
  }
  return scatter;
}

/** Cholesky: lower triangle times its transpose. @param matrix symmetric, of positive values */
function factorise(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0);
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / (lower[j * size + j] ?? 1);
    }
  }
  return lower;
}

/** Turns the right side into the solution. */
function solve(lower: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    let sum = vector[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (lower[i * size + k] ?? 0) * (vector[k] ?? 0);
    vector[i] = sum / (lower[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = vector[i] ?? 0;
    for (let k = i + 1; k < size; k++) sum -= (lower[k * size + i] ?? 0) * (vector[k] ?? 0);
    vector[i] = sum / (lower[i * size + i] ?? 1);
  }
}

function transpose(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)] ?? 0);
}

function traceOf(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let a = 0; a < size; a++) sum += matrix[a * size + a] ?? 0;
  return sum;
}

/** The trace of the product of two symmetric matrices. */
function productOf(one: Float64Array, other: Float64Array, size: number): number {
  let sum = 0;
  for (let at = 0; at < size * size; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** The points mapped and L2-normalised, one after the other; zeros for one that lies at the mean. @param points all coordinates, one after the other */
export function mapCoordinates({ rows, mean }: LearnedMap, points: Float32Array): Float32Array {
  const axes = mean.length;
  const mapped = new Float32Array(points.length);
  const centred = new Float64Array(axes);
  for (let at = 0; at < points.length; at += axes) {
    for (let a = 0; a < axes; a++) centred[a] = (points[at + a] ?? 0) - (mean[a] ?? 0);
    let squares = 0;
    for (let row = 0; row < axes; row++) {
      let sum = 0;
      // Rows are of an upper triangle.
      for (let a = row; a < axes; a++) sum += (rows[row * axes + a] ?? 0) * (centred[a] ?? 0);
      mapped[at + row] = sum;
      squares += sum * sum;
    }
    const norm = Math.sqrt(squares);
    for (let row = 0; norm > 0 && row < axes; row++) mapped[at + row] = (mapped[at + row] ?? 0) / norm;
  }
  return mapped;
}
