import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/map/random.ts';
import { type Cases, chanceOf, fitLogistic } from '../../../../src/core/quality/ranking/fitLogistic.ts';

function casesOf(lines: readonly (readonly number[])[], labels: readonly number[]): Cases {
  return {
    width: lines[0]?.length ?? 0,
    features: Float64Array.from(lines.flat()),
    labels: Uint8Array.from(labels),
  };
}

/** The slope of the penalised likelihood in each weight, over standardised features: 0 at its one maximum. */
function slopes({ width, features, labels }: Cases, model: ReturnType<typeof fitLogistic>): number[] {
  const count = labels.length;
  return Array.from({ length: width }, (_, i) => {
    const column = Array.from({ length: count }, (_unused, at) => features[at * width + i] ?? 0);
    const mean = column.reduce((sum, value) => sum + value, 0) / count;
    const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
    const pull = column.reduce((sum, value, at) => {
      const chance = chanceOf(model, features.subarray(at * width, (at + 1) * width));
      return sum + ((labels[at] ?? 0) - chance) * ((value - mean) / deviation);
    }, 0);
    return pull - (model.weights[i] ?? 0) * deviation;
  });
}

describe('a logistic regression', () => {
  it('has no slope left where it ends', () => {
    const random = createRandom(3);
    const lines = Array.from({ length: 200 }, () => [random(), random() * 10 - 3, random() < 0.3 ? 1 : -1]);
    const labels = lines.map(([a = 0, b = 0, c = 0]) => Number(4 * a - 0.3 * b + c + random() > 2.5));
    const cases = casesOf(lines, labels);
    const model = fitLogistic(cases);
    for (const slope of slopes(cases, model)) expect(slope).toBeCloseTo(0, 5);
    // The mean chance is the share that was accepted, since the intercept is free.
    const chances = lines.map((line) => chanceOf(model, line));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(chances)).toBeCloseTo(mean(labels), 6);
  });

  it('finds the one weight of a single feature that is 1 or −1, as solved by hand', () => {
    // Three of four are accepted with 1, one of four with −1: by symmetry there is no intercept, and
    // 8 (3/4 − 1 / (1 + e^−w)) = w has the solution w = 0.73095.
    const model = fitLogistic(
      casesOf([[1], [1], [1], [1], [-1], [-1], [-1], [-1]], [1, 1, 1, 0, 1, 0, 0, 0]),
    );
    const [weight = 0] = model.weights;
    expect(model.intercept).toBeCloseTo(0, 8);
    expect(8 * (0.75 - 1 / (1 + Math.exp(-weight)))).toBeCloseTo(weight, 8);
    expect(weight).toBeGreaterThan(0.6);
    expect(weight).toBeLessThan(0.8);
  });

  it('stays finite where one feature parts them entirely, and where one never changes', () => {
    const lines = Array.from({ length: 40 }, (_, at) => [at < 20 ? 0 : 1, 5]);
    const model = fitLogistic(
      casesOf(
        lines,
        lines.map(([a = 0]) => a),
      ),
    );
    expect(Number.isFinite(model.weights[0])).toBe(true);
    expect(model.weights[0]).toBeGreaterThan(1);
    expect(model.weights[1]).toBe(0);
  });
});
