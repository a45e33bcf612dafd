/** Axes for tests: any orthonormal directions do, and the better they fit the vectors, the fewer rows are left. */

import { allAxisCount } from '../../../../src/adapters/vectors/kernelLayout.ts';
import { type Axes, type AxisNumbers, checkAxes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { createRandom, dimensions, drawVector } from '../../../core/search/searchCatalog.ts';

/** Directions that span the given vectors first, made orthonormal; random ones where these are too few. */
export function drawAxisNumbers(vectors: readonly Float32Array[], seed = 1): AxisNumbers {
  const random = createRandom(seed);
  const done: Float64Array[] = [];
  const coming = [...vectors];
  while (done.length < allAxisCount) {
    const own = Float64Array.from(coming.shift() ?? drawVector(random).map(() => random() - 0.5));
    const before = Math.sqrt(dot(own, own));
    for (const other of [...done, ...done]) {
      const along = dot(own, other);
      for (let i = 0; i < dimensions; i++) own[i] = (own[i] ?? 0) - along * (other[i] ?? 0);
    }
    const norm = Math.sqrt(dot(own, own));
    if (norm > 1e-3 * before) done.push(own.map((value) => value / norm));
  }
  const axes = new Float32Array(allAxisCount * dimensions);
  for (const [i, axis] of done.entries()) axes.set(axis, i * dimensions);
  return {
    axes,
    middles: new Float32Array(allAxisCount),
    steps: new Float32Array(allAxisCount).fill(1 / 127),
  };
}

export function drawAxes(vectors: readonly Float32Array[], seed = 1): Axes {
  const axes = checkAxes(drawAxisNumbers(vectors, seed));
  if (axes === null) throw new Error('These axes are not orthonormal.');
  return axes;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
