/** In what a look-alike's attributes are not the query product's. */
import type { Attributes } from '../../../../contract/products.ts';

export interface Difference {
  readonly field: string;
  readonly value: string;
  readonly queryValue: string;
}

/** The fields, in the catalog's order, whose values are not equal; a missing value is the empty string. */
export function differencesBetween(
  query: Attributes,
  lookAlike: Attributes,
  fields: readonly string[],
): Difference[] {
  return fields
    .map((field) => ({ field, value: lookAlike[field] ?? '', queryValue: query[field] ?? '' }))
    .filter(({ value, queryValue }) => value !== queryValue);
}
