import { describe, expect, it } from 'vitest';
import { classesOfField } from '../../../src/core/tuning/classes.ts';
import {
  addPoint,
  addSums,
  createSums,
  learnMap,
  mapCoordinates,
} from '../../../src/core/tuning/learnMap.ts';
import type { WeighedClasses } from '../../../src/core/tuning/ports.ts';
import { createRandom } from '../search/searchCatalog.ts';

/** Of one class along the first axis, of the other along the second, by parts of ten points. */
const fieldOf = (values: readonly string[], weight = 1): WeighedClasses => ({
  classes: classesOfField(values),
  weight,
});

/** Twenty points: the classes `a` and `b` lie at −1 and 1 along the first axis; along the second all differ more, in the same way. */
const spread = [-4, -2, 0, 2, 4, -3, -1, 0, 1, 3];
const coordinates = Float32Array.from([-1, 1].flatMap((x) => spread.flatMap((y) => [x, y])));
const values = [...spread.map(() => 'a'), ...spread.map(() => 'b')];

function sumsOf(points: readonly number[], fields: readonly WeighedClasses[]) {
  const sums = createSums(2, fields);
  for (const point of points) addPoint(sums, coordinates, 2 * point, point, fields);
  return sums;
}
const all = Array.from(values, (_, point) => point);

describe('a learned map', () => {
  it('stretches the direction of the classes as the ridge regression says, and leaves the other as it is', () => {
    const fields = [fieldOf(values)];
    const learned = learnMap(sumsOf(all, fields), fields);
    // Variances are 1 along the first axis and 6 along the second, 7 together; no class differs along the second. All stretching,
    // 10 times an average distance, is along the first: its metric is 1/7 + 10/1, the other's 1/7.
    expect(Array.from(learned?.mean ?? [])).toEqual([0, 0]);
    const [a = 0, b = 0, c = 0, d = 0] = learned?.rows ?? [];
    expect(a).toBeCloseTo(Math.sqrt(1 / 7 + 10), 10);
    expect(b).toBeCloseTo(0, 10);
    expect(c).toBe(0);
    expect(d).toBeCloseTo(Math.sqrt(1 / 7), 10);
  });

  it('shares the stretching out among fields by their weights', () => {
    const across = spread.map((y) => (y < 0 ? 'low' : 'high'));
    const second = [...across, ...across];
    const ratioWith = (weight: number): number => {
      const fields = [fieldOf(values), fieldOf(second, weight)];
      const { rows } = learnMap(sumsOf(all, fields), fields) ?? { rows: new Float64Array(4) };
      return (rows[3] ?? 0) / (rows[0] ?? 0);
    };
    expect(ratioWith(2)).toBeGreaterThan(ratioWith(1));
    expect(ratioWith(1)).toBeGreaterThan(ratioWith(0.01));
    expect(ratioWith(0.01)).toBeLessThan(0.2);
  });

  it('is the same from the sums of all but one part as from the points of the others', () => {
    const fields = [fieldOf(values)];
    const part = sumsOf(all.slice(0, 4), fields);
    const others = sumsOf(all, fields);
    addSums(others, part, -1);
    const fresh = learnMap(sumsOf(all.slice(4), fields), fields);
    const taken = learnMap(others, fields);
    expect(taken).not.toBeNull();
    for (const [at, number] of (taken?.rows ?? []).entries())
      expect(number).toBeCloseTo(fresh?.rows[at] ?? -1, 10);
  });

  it('is not there where all points are the same', () => {
    const fields = [fieldOf(values)];
    const sums = createSums(2, fields);
    for (const point of all) addPoint(sums, new Float32Array([1, 2]), 0, point, fields);
    expect(learnMap(sums, fields)).toBeNull();
  });

  it('is not there where the classes lie nowhere apart', () => {
    const fields = [fieldOf([])];
    expect(learnMap(sumsOf(all, fields), fields)).toBeNull();
  });
});

describe('mapped coordinates', () => {
  it('are of norm 1, but for a point at the mean', () => {
    const learned = { rows: Float64Array.of(3, 1, 0, 2), mean: Float64Array.of(1, 1) };
    const mapped = mapCoordinates(learned, Float32Array.of(2, 3, 1, 1));
    // 3·1 + 1·2 and 2·2, of the norm √41.
    expect(mapped[0]).toBeCloseTo(5 / Math.sqrt(41), 6);
    expect(mapped[1]).toBeCloseTo(4 / Math.sqrt(41), 6);
    expect(Array.from(mapped.subarray(2))).toEqual([0, 0]);
  });

  it('lie nearer to others of their class than before', () => {
    const random = createRandom(4);
    const points = Float32Array.from(coordinates, (value) => value + 0.1 * (random() - 0.5));
    const fields = [fieldOf(values)];
    const sums = createSums(2, fields);
    for (const point of all) addPoint(sums, points, 2 * point, point, fields);
    const learned = learnMap(sums, fields);
    if (learned === null) throw new Error('Nothing was learned.');
    const mapped = mapCoordinates(learned, points);
    for (const point of all)
      expect(Math.abs(mapped[2 * point] ?? 0)).toBeGreaterThan(Math.abs(mapped[2 * point + 1] ?? 1));
  });
});
