/** Logistic regression with a ridge, fitted by iteratively reweighted least squares. */

/** Cases, a line of numbers each, and whether it is one that was accepted. */
export interface Cases {
  /** Numbers per case. */
  readonly width: number;
  /** `width` for each case. */
  readonly features: Float64Array;
  /** 1 or 0. */
  readonly labels: Uint8Array;
}

export interface LogisticModel {
  readonly intercept: number;
  /** Of the features as they are, not standardised. */
  readonly weights: readonly number[];
}

/**
 * What a standardised weight is held to 0 with: as a normal prior of variance 1 would, so that a field that says nothing gets
 * hardly any weight, and accepts and rejects that one field parts entirely get none without end.
 */
const ridge = 1;
const mostSteps = 50;
const isDoneBelow = 1e-8;

/**
 * Newton's method on the penalised likelihood (T. Hastie, R. Tibshirani, J. Friedman, "The Elements of Statistical Learning",
 * 4.4.1 and 3.4.1) over standardised features; the intercept is not held. It is convex: there is one answer.
 * @param among the cases that count; left out: all
 */
export function fitLogistic({ width, features, labels }: Cases, among?: readonly number[]): LogisticModel {
  const cases = among ?? [...labels.keys()];
  const { means, deviations } = spreadOf(features, width, cases);
  const size = width + 1;
  const weights = new Float64Array(size);
  const line = new Float64Array(size);
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  for (let step = 0; step < mostSteps; step++) {
    gradient.fill(0);
    curvature.fill(0);
    for (const at of cases) {
      line[0] = 1;
      for (let i = 0; i < width; i++) {
        const deviation = deviations[i] ?? 0;
        line[i + 1] = deviation === 0 ? 0 : ((features[at * width + i] ?? 0) - (means[i] ?? 0)) / deviation;
      }
      const chance = sigmoid(dot(weights, line));
      const miss = (labels[at] ?? 0) - chance;
      const doubt = Math.max(1e-9, chance * (1 - chance));
      for (let i = 0; i < size; i++) {
        const own = line[i] ?? 0;
        gradient[i] = (gradient[i] ?? 0) + own * miss;
        for (let j = 0; j <= i; j++) {
          curvature[i * size + j] = (curvature[i * size + j] ?? 0) + doubt * own * (line[j] ?? 0);
        }
      }
    }
    for (let i = 1; i < size; i++) {
      gradient[i] = (gradient[i] ?? 0) - ridge * (weights[i] ?? 0);
      curvature[i * size + i] = (curvature[i * size + i] ?? 0) + ridge;
    }
    const change = solve(curvature, gradient, size);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      weights[i] = (weights[i] ?? 0) + (change[i] ?? 0);
      largest = Math.max(largest, Math.abs(change[i] ?? 0));
    }
    if (largest < isDoneBelow) break;
  }
  return asTheyAre(weights, means, deviations);
}

/** The chance that a case is accepted. */
export function chanceOf({ intercept, weights }: LogisticModel, features: Iterable<number>): number {
  let sum = intercept;
  let at = 0;
  for (const feature of features) sum += (weights[at++] ?? 0) * feature;
  return sigmoid(sum);
}

function asTheyAre(weights: Float64Array, means: Float64Array, deviations: Float64Array): LogisticModel {
  let intercept = weights[0] ?? 0;
  const plain = Array.from(deviations, (deviation, i) => {
    const weight = deviation === 0 ? 0 : (weights[i + 1] ?? 0) / deviation;
    intercept -= weight * (means[i] ?? 0);
    return weight;
  });
  return { intercept, weights: plain };
}

function spreadOf(
  features: Float64Array,
  width: number,
  cases: readonly number[],
): { means: Float64Array; deviations: Float64Array } {
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  const count = Math.max(1, cases.length);
  for (let i = 0; i < width; i++) {
    let sum = 0;
    for (const at of cases) sum += features[at * width + i] ?? 0;
    const mean = sum / count;
    let squares = 0;
    for (const at of cases) squares += ((features[at * width + i] ?? 0) - mean) ** 2;
    means[i] = mean;
    const deviation = Math.sqrt(squares / count);
    // What rounding leaves of a constant is no spread.
    deviations[i] = deviation < 1e-9 * Math.max(1, Math.abs(mean)) ? 0 : deviation;
  }
  return { means, deviations };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Solves for a symmetric positive definite matrix, of which the lower half is read, by Cholesky's decomposition in place. */
function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (matrix[i * size + k] ?? 0) * (matrix[j * size + k] ?? 0);
      matrix[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[j * size + j] ?? 1);
    }
  }
  const solution = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++)
      solution[i] = (solution[i] ?? 0) - (matrix[i * size + k] ?? 0) * (solution[k] ?? 0);
    solution[i] = (solution[i] ?? 0) / (matrix[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++)
      solution[i] = (solution[i] ?? 0) - (matrix[k * size + i] ?? 0) * (solution[k] ?? 0);
    solution[i] = (solution[i] ?? 0) / (matrix[i * size + i] ?? 1);
  }
  return solution;
}
