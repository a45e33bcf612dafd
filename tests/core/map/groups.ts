/** Groups of look-alikes as a neighbour graph, for tests of layouts. */
import type { NeighbourGraph } from '../../../src/core/map/ports.ts';
import { createRandom } from '../../../src/core/map/random.ts';

export interface Groups {
  /** L2-normalised. */
  readonly vectors: readonly Float32Array[];
  readonly graph: NeighbourGraph;
  groupOf(point: number): number;
}

const dimensions = 8;

/** As many vectors around each of some axes. @param k neighbours of each */
export function drawGroups(groups: number, each: number, k: number, seed = 1): Groups {
  const random = createRandom(seed);
  const vectors = Array.from({ length: groups * each }, (_, point) => {
    const vector = Float32Array.from({ length: dimensions }, () => 0.3 * random());
    vector[Math.floor(point / each)] = 1;
    return normalise(vector);
  });
  return { vectors, graph: graphOf(vectors, k), groupOf: (point) => Math.floor(point / each) };
}

export function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** By comparing all pairs. */
export function graphOf(vectors: readonly Float32Array[], k: number): NeighbourGraph {
  const kept = Math.min(k, vectors.length - 1);
  const sorted = vectors.map((own, point) =>
    vectors
      .map((vector, other) => ({ other, distance: distanceOf(own, vector) }))
      .filter(({ other }) => other !== point)
      .sort((a, b) => a.distance - b.distance || a.other - b.other)
      .slice(0, kept),
  );
  return {
    count: vectors.length,
    k: kept,
    neighbours: Int32Array.from(sorted.flat(), ({ other }) => other),
    distances: Float32Array.from(sorted.flat(), ({ distance }) => distance),
  };
}

function distanceOf(a: Float32Array, b: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return Math.sqrt(squares);
}

/** Share of the points whose nearest in the layout is of their group. */
export function shareTogether(positions: ArrayLike<number>, groupOf: (point: number) => number): number {
  const count = positions.length / 2;
  let together = 0;
  for (let point = 0; point < count; point++) {
    let nearest = { other: -1, distance: Number.POSITIVE_INFINITY };
    for (let other = 0; other < count; other++) {
      const distance = distanceBetween(positions, point, other);
      if (other !== point && distance < nearest.distance) nearest = { other, distance };
    }
    if (groupOf(nearest.other) === groupOf(point)) together++;
  }
  return together / count;
}

export function distanceBetween(positions: ArrayLike<number>, a: number, b: number): number {
  return Math.hypot(
    (positions[2 * a] ?? 0) - (positions[2 * b] ?? 0),
    (positions[2 * a + 1] ?? 0) - (positions[2 * b + 1] ?? 0),
  );
}
