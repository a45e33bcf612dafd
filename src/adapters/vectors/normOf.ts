/** The L2 norm, in float64. Counting the numbers rather than iterating over them leaves nothing to be collected. */
export function normOf(vector: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] ?? 0) ** 2;
  return Math.sqrt(squares);
}
