/** How deep the colours of a matrix are: from those that are least alike to the same picture, which is the deepest. */

/** @param same what a product and itself have: 1 of similarities, 0 of distances */
export function depthsOf(values: readonly (readonly number[])[], same: number): (value: number) => number {
  const farthest = Math.max(...values.flat().map((value) => Math.abs(same - value)));
  return (value) => (farthest === 0 ? 1 : Math.max(0, 1 - Math.abs(same - value) / farthest));
}
