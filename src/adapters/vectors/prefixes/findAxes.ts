/**
 * Principal axes by randomised subspace iteration (N. Halko, P.-G. Martinsson and J. Tropp, "Finding structure with randomness",
 * SIAM Review 53, 2011, algorithm 4.4), of the vectors as they are: the first axis is close to their mean.
 */
import { embeddingLength } from '../../../core/models/ports.ts';
import { Memory, pageBytes } from '../../webAssembly/webAssembly.ts';
import { allAxisCount } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import type { AxisNumbers } from './axes.ts';

/** Further directions that are carried along, so that the last axes are found as well as the first; with the axes a multiple of four. */
const oversampling = 16;
const iterations = 3;
/** Bytes reach so many standard deviations to both sides. */
const deviations = 5;

/** @param count axes wanted; those of vectors that lie in fewer directions hold what is no number */
export function findAxes(vectors: readonly Float32Array[], count = allAxisCount): AxisNumbers {
  const random = createRandom();
  const bench = openWorkbench(count + oversampling);
  let directions: Float64Array[] = Array.from({ length: count + oversampling }, () =>
    Float64Array.from({ length: embeddingLength }, random),
  );
  for (let i = 0; i < iterations; i++) {
    bench.take(orthonormalise(directions, 1));
    directions = bench.multiplyBySecondMoment(vectors);
  }
  // Twice, since once leaves what rounding makes of nearly parallel ones.
  directions = orthonormalise(directions, 2);
  bench.take(directions);
  const axes = rotate(vectors.map(bench.project), directions)
    .slice(0, count)
    .map((axis) => Float32Array.from(axis));
  const numbers = new Float32Array(count * embeddingLength);
  for (const [i, axis] of axes.entries()) numbers.set(axis, i * embeddingLength);
  const middles = new Float32Array(count);
  const steps = new Float32Array(count);
  for (const [i, axis] of axes.entries()) {
    const coordinates = vectors.map((vector) => dot(axis, vector));
    const mean = coordinates.reduce((sum, value) => sum + value, 0) / vectors.length;
    const variance = coordinates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / vectors.length;
    middles[i] = mean;
    steps[i] = (deviations * Math.sqrt(variance)) / 127 || 1e-6;
  }
  return { axes: numbers, middles, steps };
}

/** Always the same numbers between -0.5 and 0.5: a linear congruential generator is good enough for directions. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

function dot(a: Float64Array | Float32Array, b: Float64Array | Float32Array): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < embeddingLength; i += 2) {
    even += (a[i] ?? 0) * (b[i] ?? 0);
    odd += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
  }
  return even + odd;
}

function addTimes(to: Float64Array, from: Float64Array | Float32Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + times * (from[i] ?? 0);
}

/** Gram and Schmidt. */
function orthonormalise(vectors: readonly Float64Array[], turns: number): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    const own = vector.slice();
    for (let turn = 0; turn < turns; turn++) {
      for (const other of done) addTimes(own, other, -dot(other, own));
      const norm = Math.sqrt(dot(own, own));
      for (let i = 0; i < own.length; i++) own[i] = (own[i] ?? 0) / norm;
    }
    done.push(own);
  }
  return done;
}

/** Directions as the kernels take them, in float32: nearly all of the work is theirs. */
interface Workbench {
  take(directions: readonly Float64Array[]): void;
  /** A vector's coordinates along the directions. */
  project(vector: Float32Array): Float64Array;
  /** The directions multiplied by the sum of the outer squares of the vectors. */
  multiplyBySecondMoment(vectors: readonly Float32Array[]): Float64Array[];
}

function openWorkbench(count: number): Workbench {
  const rowBytes = embeddingLength * 4;
  const coordinatesAt = rowBytes;
  const directionsAt = coordinatesAt + Math.ceil(count / 4) * 16;
  const productsAt = directionsAt + count * rowBytes;
  const pages = Math.ceil((productsAt + count * rowBytes) / pageBytes);
  const memory = new Memory({ initial: pages, maximum: pages, shared: true });
  const kernel = createKernels(memory);
  const vectorRoom = new Float32Array(memory.buffer, 0, embeddingLength);
  const coordinates = new Float32Array(memory.buffer, coordinatesAt, count);
  const products = new Float32Array(memory.buffer, productsAt, count * embeddingLength);

  function project(vector: Float32Array): void {
    vectorRoom.set(vector);
    kernel.project(0, directionsAt, productsAt, coordinatesAt);
  }

  return {
    take(directions) {
      for (const [i, direction] of directions.entries())
        new Float32Array(memory.buffer, directionsAt + i * rowBytes, embeddingLength).set(direction);
    },
    project(vector) {
      project(vector);
      return Float64Array.from(coordinates);
    },
    multiplyBySecondMoment(vectors) {
      products.fill(0);
      for (const vector of vectors) {
        project(vector);
        kernel.spread(0, coordinatesAt, productsAt, productsAt + count * rowBytes);
      }
      return Array.from({ length: count }, (_, i) =>
        Float64Array.from(products.subarray(i * embeddingLength, (i + 1) * embeddingLength)),
      );
    },
  };
}

/** The directions turned within what they span, those along which most lies first: Rayleigh and Ritz, by Jacobi's rotations. @param all coordinates along them */
function rotate(all: readonly Float64Array[], directions: readonly Float64Array[]): Float64Array[] {
  const size = directions.length;
  const moments = Array.from({ length: size }, () => new Float64Array(size));
  for (const coordinates of all) {
    for (const [i, row] of moments.entries()) addTimes(row, coordinates, coordinates[i] ?? 0);
  }
  const at = (row: number, column: number): number => moments[row]?.[column] ?? 0;
  /** What is left of each direction in each of the turned ones, a row for each of these. */
  const turned = moments.map((_, i) => new Float64Array(size).fill(1, i, i + 1));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(at(p, q)) < 1e-14 * Math.sqrt(at(p, p) * at(q, q))) continue;
        const ratio = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
        const cosine = 1 / Math.sqrt(tangent * tangent + 1);
        turn(moments, p, q, cosine, tangent * cosine);
        for (const row of moments) turnPair(row, p, q, cosine, tangent * cosine);
        turn(turned, p, q, cosine, tangent * cosine);
      }
    }
  }
  const order = turned.map((_, i) => i).sort((a, b) => at(b, b) - at(a, a));
  return order.map((i) => {
    const sum = new Float64Array(embeddingLength);
    for (const [j, direction] of directions.entries()) addTimes(sum, direction, turned[i]?.[j] ?? 0);
    return sum;
  });
}

/** Turns two rows. */
function turn(rows: readonly Float64Array[], p: number, q: number, cosine: number, sine: number): void {
  const [a, b] = [rows[p], rows[q]];
  if (a === undefined || b === undefined) return;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    a[i] = cosine * x - sine * y;
    b[i] = sine * x + cosine * y;
  }
}

/** Turns two numbers of a row. */
function turnPair(row: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const [x, y] = [row[p] ?? 0, row[q] ?? 0];
  row[p] = cosine * x - sine * y;
  row[q] = sine * x + cosine * y;
}
