/** An embedding as it travels to the cluster. */

/** Nine digits tell every float32 apart, and halve what travels. Texts, because numbers made of them were made texts again: a third of the time. */
export function vectorText(vector: Float32Array): string {
  let text = '[';
  for (const [at, value] of vector.entries()) text += `${at === 0 ? '' : ','}${value.toPrecision(9)}`;
  return `${text}]`;
}
