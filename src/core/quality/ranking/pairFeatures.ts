/** What a learned order knows of a product and one of its look-alikes. */
import type { Attributes } from '../../../contract/products.ts';

/** The cosine similarity, then for each field 1 where both have the same value, −1 where they differ, 0 where one has none. */
export function pairFeatures(
  score: number,
  fields: readonly string[],
  own: Attributes,
  other: Attributes,
): number[] {
  return [score, ...fields.map((field) => agreement(own[field] ?? '', other[field] ?? ''))];
}

function agreement(own: string, other: string): number {
  if (own === '' || other === '') return 0;
  return own === other ? 1 : -1;
}
