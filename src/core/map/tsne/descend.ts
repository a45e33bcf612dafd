/** The gradient descent of t-SNE, as openTSNE has it. */
import type { Affinities } from './affinities.ts';
import type { Repulsion } from './repulsion.ts';

export interface Phase {
  readonly iterations: number;
  /** How many times as strongly points attract each other. */
  readonly exaggeration: number;
}

/** A point moves no farther in a step, so that none shoots off. */
const longestStep = 5;
const leastGain = 0.01;
const momentum = 0.8;

export interface Descent {
  /** Moves the positions through one phase; learns at `points / exaggeration` (Belkina 2019). @param onIteration told after each */
  run(phase: Phase, onIteration: () => void): void;
}

/** @param positions x and y in turn, which it moves */
export function createDescent(affinities: Affinities, positions: Float64Array, repel: Repulsion): Descent {
  const gradient = new Float64Array(positions.length);
  const forces = new Float64Array(positions.length);
  const update = new Float64Array(positions.length);
  const gains = new Float64Array(positions.length).fill(1);

  function move(rate: number): void {
    for (let i = 0; i < positions.length; i++) {
      const slope = gradient[i] ?? 0;
      const last = update[i] ?? 0;
      const gain = gains[i] ?? 1;
      gains[i] = Math.sign(last) === Math.sign(slope) ? gain * 0.8 + leastGain : gain + 0.2;
      update[i] = momentum * last - rate * (gains[i] ?? 1) * slope;
    }
    for (let i = 0; i < positions.length; i += 2) {
      const length = Math.hypot(update[i] ?? 0, update[i + 1] ?? 0);
      const scale = length > longestStep ? longestStep / length : 1;
      for (let axis = i; axis < i + 2; axis++) {
        update[axis] = (update[axis] ?? 0) * scale;
        positions[axis] = (positions[axis] ?? 0) + (update[axis] ?? 0);
      }
    }
  }

  return {
    run({ iterations, exaggeration }, onIteration) {
      const rate = affinities.count / exaggeration;
      for (let iteration = 0; iteration < iterations; iteration++) {
        const sum = Math.max(repel(positions, forces), Number.MIN_VALUE);
        attract(affinities, positions, exaggeration, gradient);
        for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] ?? 0) - (forces[i] ?? 0) / sum;
        move(rate);
        centre(positions);
        onIteration();
      }
    },
  };
}

function attract(
  { count, starts, columns, values }: Affinities,
  positions: Float64Array,
  exaggeration: number,
  gradient: Float64Array,
): void {
  for (let point = 0; point < count; point++) {
    const x = positions[2 * point] ?? 0;
    const y = positions[2 * point + 1] ?? 0;
    let towardsX = 0;
    let towardsY = 0;
    const end = starts[point + 1] ?? 0;
    for (let at = starts[point] ?? 0; at < end; at++) {
      const other = 2 * (columns[at] ?? 0);
      const byX = x - (positions[other] ?? 0);
      const byY = y - (positions[other + 1] ?? 0);
      const strength = (values[at] ?? 0) / (1 + byX * byX + byY * byY);
      towardsX += strength * byX;
      towardsY += strength * byY;
    }
    gradient[2 * point] = exaggeration * towardsX;
    gradient[2 * point + 1] = exaggeration * towardsY;
  }
}

function centre(positions: Float64Array): void {
  const count = positions.length / 2;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < positions.length; i += 2) {
    sumX += positions[i] ?? 0;
    sumY += positions[i + 1] ?? 0;
  }
  for (let i = 0; i < positions.length; i += 2) {
    positions[i] = (positions[i] ?? 0) - sumX / count;
    positions[i + 1] = (positions[i + 1] ?? 0) - sumY / count;
  }
}
