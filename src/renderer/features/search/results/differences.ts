/** In what a look-alike's attributes are not the query product's. */
import type { Attributes } from '../../../../contract/products.ts';

export interface Difference {
  readonly field: string;
  readonly value: string;
  readonly queryValue: string;
}

/** What the chosen fields say of a look-alike, in the order of the catalog. */
export function captionOf(
  query: Attributes,
  lookAlike: Attributes,
  fields: readonly string[],
  chosen: readonly string[],
): Difference[] {
  return fields
    .filter((field) => chosen.includes(field) && (lookAlike[field] ?? '') !== '')
    .map((field) => ({ field, value: lookAlike[field] ?? '', queryValue: query[field] ?? '' }));
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
