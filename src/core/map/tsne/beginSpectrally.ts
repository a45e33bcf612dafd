/** Where points lie before t-SNE moves them: what is far apart in the graph begins apart, so that the map keeps its large shape. */
import type { Affinities } from './affinities.ts';

/** Steps of the power iteration: the slowest directions need not be told apart exactly. */
const steps = 100;
/** As small as openTSNE begins: no two points are far apart for the gradient. */
const spread = 1e-4;
/** Of the spread: points that lie in one place would never part. */
const jitter = 0.01;

/**
 * The two leading eigenvectors of the graph's random walk beside the constant one (a diffusion map), nearly.
 * @param random numbers in [0, 1)
 * @returns x and y in turn
 */
export function beginSpectrally(affinities: Affinities, random: () => number): Float64Array {
  const { count } = affinities;
  const roots = rootDegrees(affinities);
  let current = Float64Array.from({ length: 2 * count }, () => random() - 0.5);
  let next = new Float64Array(2 * count);
  makeOrthonormal(current, roots);
  for (let step = 0; step < steps; step++) {
    walk(affinities, roots, current, next);
    makeOrthonormal(next, roots);
    [current, next] = [next, current];
  }
  for (let i = 0; i < current.length; i++) current[i] = (current[i] ?? 0) / (roots[i >> 1] ?? 1);
  return scale(current, random);
}

/** Square roots of what each row adds up to. */
function rootDegrees({ count, starts, values }: Affinities): Float64Array {
  return Float64Array.from({ length: count }, (_, point) => {
    let sum = 0;
    for (let at = starts[point] ?? 0; at < (starts[point + 1] ?? 0); at++) sum += values[at] ?? 0;
    return Math.sqrt(Math.max(sum, Number.MIN_VALUE));
  });
}

/** Half a step of the walk and half a rest, which leaves no direction that changes its sign. */
function walk(
  { count, starts, columns, values }: Affinities,
  roots: Float64Array,
  from: Float64Array,
  to: Float64Array,
): void {
  for (let point = 0; point < count; point++) {
    let x = 0;
    let y = 0;
    const end = starts[point + 1] ?? 0;
    for (let at = starts[point] ?? 0; at < end; at++) {
      const other = columns[at] ?? 0;
      const weight = (values[at] ?? 0) / (roots[other] ?? 1);
      x += weight * (from[2 * other] ?? 0);
      y += weight * (from[2 * other + 1] ?? 0);
    }
    const root = roots[point] ?? 1;
    to[2 * point] = (x / root + (from[2 * point] ?? 0)) / 2;
    to[2 * point + 1] = (y / root + (from[2 * point + 1] ?? 0)) / 2;
  }
}

/** Takes out the constant direction, and the first of the two from the second. */
function makeOrthonormal(pair: Float64Array, roots: Float64Array): void {
  takeOut(pair, 0, (point) => roots[point] ?? 0);
  lengthen(pair, 0);
  takeOut(pair, 1, (point) => roots[point] ?? 0);
  takeOut(pair, 1, (point) => pair[2 * point] ?? 0);
  lengthen(pair, 1);
}

function takeOut(pair: Float64Array, axis: 0 | 1, direction: (point: number) => number): void {
  let product = 0;
  let squares = 0;
  for (let point = 0; point < pair.length / 2; point++) {
    const along = direction(point);
    product += along * (pair[2 * point + axis] ?? 0);
    squares += along * along;
  }
  if (squares === 0) return;
  for (let point = 0; point < pair.length / 2; point++)
    pair[2 * point + axis] = (pair[2 * point + axis] ?? 0) - (product / squares) * direction(point);
}

function lengthen(pair: Float64Array, axis: 0 | 1): void {
  let squares = 0;
  for (let i = axis; i < pair.length; i += 2) squares += (pair[i] ?? 0) ** 2;
  const length = Math.sqrt(squares);
  if (length === 0) return;
  for (let i = axis; i < pair.length; i += 2) pair[i] = (pair[i] ?? 0) / length;
}

/** To the spread along the first axis, with some jitter. */
function scale(positions: Float64Array, random: () => number): Float64Array {
  const count = positions.length / 2;
  let mean = 0;
  for (let i = 0; i < positions.length; i += 2) mean += (positions[i] ?? 0) / count;
  let variance = 0;
  for (let i = 0; i < positions.length; i += 2) variance += ((positions[i] ?? 0) - mean) ** 2 / count;
  const factor = variance > 0 ? spread / Math.sqrt(variance) : 0;
  return positions.map((value) => value * factor + spread * jitter * (random() - 0.5));
}
