import { expect, it } from 'vitest';
import { normOf } from '../../../../src/adapters/vectors/normOf.ts';
import {
  blockProjectionError,
  createBlockProjector,
  createProjector,
  projectionError,
} from '../../../../src/adapters/vectors/prefixes/projector.ts';
import { dimensions } from '../../../core/search/searchCatalog.ts';
import { drawHardVectors, product } from './hardVectors.ts';

const { axes, vectors, signed } = drawHardVectors();
const axisCount = axes.middles.length;

it.each([1, 4, 6, vectors.length])(
  'multiplies %i vectors at once with every axis, to within its error',
  (count) => {
    const some = vectors.slice(-count);
    const project = createProjector(axes.axes);
    const found = createBlockProjector(axes.axes)(some);
    expect(found).toHaveLength(count);
    for (const [i, vector] of some.entries()) {
      const alone = project(vector);
      for (let axis = 0; axis < axisCount; axis++) {
        const numbers = axes.axes.subarray(axis * dimensions, (axis + 1) * dimensions);
        const truth = product(vector, numbers);
        const scale = normOf(vector) * normOf(numbers);
        expect(Math.abs((found[i]?.[axis] ?? Number.NaN) - truth)).toBeLessThanOrEqual(
          blockProjectionError * scale,
        );
        expect(Math.abs((alone[axis] ?? Number.NaN) - truth)).toBeLessThanOrEqual(projectionError * scale);
      }
    }
  },
);

it('keeps what it found of one block when it is asked for another', () => {
  const project = createBlockProjector(axes.axes);
  const [first] = project([signed()]);
  const before = first?.slice();
  project([signed(), signed()]);
  expect(first).toEqual(before);
});
