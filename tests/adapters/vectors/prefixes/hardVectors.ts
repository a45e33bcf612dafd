/** Vectors that a bound is tried with: some that fit the axes, and some that are made to hurt. */
import { allAxisCount, axisCount } from '../../../../src/adapters/vectors/kernelLayout.ts';
import { type Axes, checkAxes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import {
  createRandom,
  dimensions,
  drawVector,
  normalise,
  shortVector,
} from '../../../core/search/searchCatalog.ts';
import { drawAxes, drawAxisNumbers } from './drawAxes.ts';

export interface HardVectors {
  readonly random: () => number;
  /** Another vector that fits no axis. */
  readonly signed: () => Float32Array;
  readonly centres: readonly Float32Array[];
  /** Those that the centres span, first. */
  readonly axes: Axes;
  readonly vectors: readonly Float32Array[];
}

export function drawHardVectors(): HardVectors {
  const random = createRandom(11);
  const signed = (): Float32Array => normalise(new Float32Array(dimensions).map(() => random() - 0.5));
  const centres = Array.from({ length: 70 }, () => drawVector(random));
  const [centre] = centres;
  const axes = drawAxes(centres);
  const axisAt = (i: number): Float32Array => axes.axes.slice(i * dimensions, (i + 1) * dimensions);
  /** Along an axis, beside all of them, of sizes that bytes cannot hold, alike, opposite, all but zero. */
  const vectors = [
    ...centres.slice(0, 20),
    ...Array.from({ length: 20 }, (_, i) => drawVector(random, centres[i], 0.05)),
    ...Array.from({ length: 20 }, signed),
    ...[0, 1, axisCount - 1, allAxisCount - 1].flatMap((i) => [axisAt(i), axisAt(i).map((value) => -value)]),
    normalise(axisAt(0).map((value, i) => value + (axisAt(1)[i] ?? 0))),
    ...Array.from({ length: 5 }, () => centre?.slice() ?? signed()),
    shortVector(1),
    shortVector(-1, 1e-6),
    new Float32Array(dimensions).fill(1 / Math.sqrt(dimensions)),
    new Float32Array(dimensions),
    shortVector(1).map((value) => value * 1e-20),
    shortVector(3, 4).map((value) => value * 1000),
  ];
  return { random, signed, centres, axes, vectors };
}

/** All axes there are, by what they are; null where they would not be taken. */
export function drawHardAxes({ random, centres, axes }: HardVectors): [string, Axes | null][] {
  const { middles, steps } = drawAxisNumbers(centres);
  const coarseSteps = steps.map((step, i) => step * (i % 2 === 0 ? 20 : 0.001));
  const moved = middles.map(() => random() - 0.5);
  /** Each axis with a part of the next: as far from orthonormal as is taken. */
  const leaning = axes.axes.map(
    (value, i) => value + 2e-5 * (axes.axes[(i + dimensions) % axes.axes.length] ?? 0),
  );
  return [
    ['axes that fit', axes],
    ['axes that do not fit', drawAxes([], 5)],
    ['steps that are far too large and too small', checkAxes({ ...axes, steps: coarseSteps })],
    ['middles anywhere', checkAxes({ ...axes, middles: moved })],
    ['axes that lean', checkAxes({ ...axes, axes: leaning })],
  ];
}

/** In float64, off by 2⁻⁴⁰ of the norms' product at most. */
export function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
