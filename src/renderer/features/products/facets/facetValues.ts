/** Which values of a long facet are on screen. */
import type { Facet } from '../../../../contract/products.ts';
import type { Bounds } from '../../../../contract/scalars.ts';

export type FacetValue = Facet['values'][number];

/** Values shown before "Show all". */
export const shortListLength = 8;
/** Beyond this the curator narrows by typing: nobody reads a longer list. */
const longListLength = 200;

export interface ShownValues {
  readonly values: readonly FacetValue[];
  /** Values that match but are not shown. */
  readonly hidden: number;
}

/**
 * The chosen values always, also those that other filters have brought to zero; then the most frequent ones, or, in a
 * list shown whole, those that contain the typed text.
 */
export function valuesToShow(
  facet: Facet,
  chosen: readonly string[],
  isWhole: boolean,
  typed: string,
): ShownValues {
  const known = new Set(facet.values.map((each) => each.value));
  const gone = chosen.filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }));
  const needle = isWhole ? typed.trim().toLocaleLowerCase() : '';
  const matching = facet.values.filter((each) => each.value.toLocaleLowerCase().includes(needle));
  const limit = isWhole ? longListLength : shortListLength;
  // The order does not change when a value is ticked: it would jump from under the hand.
  const shown = matching.filter((each, index) => index < limit || chosen.includes(each.value));
  return { values: [...gone, ...shown], hidden: matching.length - shown.length };
}

/** The span of a field with more values than are ticked at a glance, or with a range that must stay to be seen. */
export function spanToShow({ span }: Facet, range: Bounds | null): Facet['span'] {
  return span !== undefined && (span.distinct > shortListLength || range !== null) ? span : undefined;
}
