import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/map/random.ts';
import { createGridRepulsion } from '../../../../src/core/map/tsne/repelByGrid.ts';
import { repelExactly } from '../../../../src/core/map/tsne/repulsion.ts';

/** Dense in the middle, as layouts are. */
function drawCloud(count: number, span: number): Float64Array {
  const random = createRandom(7);
  return Float64Array.from({ length: 2 * count }, () => (random() - 0.5) * span * random());
}

describe('repulsion by a grid', () => {
  test.each([
    [1e-4, 1e-6],
    [3, 1e-4],
    [40, 0.02],
  ])('is that of every pair: a cloud %d wide, within %s', (span, tolerance) => {
    const positions = drawCloud(2000, span);
    const exact = new Float64Array(positions.length);
    const byGrid = new Float64Array(positions.length);
    const sum = repelExactly(positions, exact);
    const repel = createGridRepulsion(2000);
    expect(Math.abs(repel(positions, byGrid) / sum - 1)).toBeLessThan(tolerance);
    const error = Math.hypot(...exact.map((force, i) => force - (byGrid[i] ?? 0)));
    expect(error / Math.hypot(...exact)).toBeLessThan(tolerance);
  });

  test('goes on over a cloud that grows and shrinks', () => {
    const repel = createGridRepulsion(1000);
    const exact = new Float64Array(2000);
    const byGrid = new Float64Array(2000);
    for (const span of [1e-4, 40, 2, 40]) {
      const positions = drawCloud(1000, span);
      const sum = repelExactly(positions, exact);
      expect(Math.abs(repel(positions, byGrid) / sum - 1)).toBeLessThan(0.02);
    }
  });

  test('points that all lie in one place do not move', () => {
    const forces = new Float64Array(200).fill(9);
    const sum = createGridRepulsion(100)(new Float64Array(200).fill(3), forces);
    expect(sum).toBeCloseTo(100 * 99, 3);
    for (const force of forces) expect(force).toBeCloseTo(0, 6);
  });
});
