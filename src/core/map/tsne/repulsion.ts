/** How points push each other away in t-SNE. */

/**
 * Writes for each point the sum over all others of (own place − other place) / (1 + distance²)², x and y in turn.
 * @returns the sum over all pairs, each counted twice, of 1 / (1 + distance²)
 */
export type Repulsion = (positions: Float64Array, forces: Float64Array) => number;

/** Of every pair: for few points as fast as anything, and what faster ways are held to. */
export const repelExactly: Repulsion = (positions, forces) => {
  forces.fill(0);
  let sum = 0;
  for (let i = 0; i < positions.length; i += 2) {
    const x = positions[i] ?? 0;
    const y = positions[i + 1] ?? 0;
    let forceX = 0;
    let forceY = 0;
    for (let j = i + 2; j < positions.length; j += 2) {
      const byX = x - (positions[j] ?? 0);
      const byY = y - (positions[j + 1] ?? 0);
      const near = 1 / (1 + byX * byX + byY * byY);
      const strength = near * near;
      sum += near;
      forceX += strength * byX;
      forceY += strength * byY;
      forces[j] = (forces[j] ?? 0) - strength * byX;
      forces[j + 1] = (forces[j + 1] ?? 0) - strength * byY;
    }
    forces[i] = (forces[i] ?? 0) + forceX;
    forces[i + 1] = (forces[i + 1] ?? 0) + forceY;
  }
  return 2 * sum;
};
