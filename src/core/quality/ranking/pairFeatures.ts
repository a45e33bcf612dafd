/** What a learned order knows of a product and one of its look-alikes. */

/**
 * The cosine similarity, then for each field 1 where both have the same value, −1 where they differ, 0 where one has none.
 * @param own values by field, empty for none; @param other the look-alike's
 */
export function pairFeatures(score: number, own: readonly string[], other: readonly string[]): number[] {
  return [score, ...own.map((value, at) => agreement(value, other[at] ?? ''))];
}

function agreement(own: string, other: string): number {
  if (own === '' || other === '') return 0;
  return own === other ? 1 : -1;
}
