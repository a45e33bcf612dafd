/** Which product of a group is kept, and what it gets from the others. */
import type { DuplicateProduct, KeepRule } from '../../contract/insight/duplicates.ts';
import type { Attributes } from '../../contract/products.ts';

/** What a rule looks at; `place` is that in the catalog's order. */
export type Candidate = Pick<DuplicateProduct, 'id' | 'width' | 'height' | 'sizeBytes' | 'attributes'> & {
  readonly place: number;
};

type Order = (one: Candidate, other: Candidate) => number;

const largest: Order = (one, other) => pixels(other) - pixels(one) || other.sizeBytes - one.sizeBytes;
const fullest: Order = (one, other) => filled(other.attributes) - filled(one.attributes);
const first: Order = (one, other) => one.place - other.place;

/** Each asks the next one where it cannot tell. */
const orders: Readonly<Record<KeepRule, readonly Order[]>> = {
  resolution: [largest, fullest, first],
  metadata: [fullest, largest, first],
  oldest: [first],
  newest: [(one, other) => first(other, one)],
};

/** @throws RangeError for no candidates */
export function chooseKept(candidates: readonly Candidate[], rule: KeepRule): Candidate {
  const [best] = candidates.toSorted(
    (one, other) =>
      orders[rule].map((order) => order(one, other)).find((difference) => difference !== 0) ?? 0,
  );
  if (best === undefined) throw new RangeError('There is no product to keep.');
  return best;
}

/** What the kept one has no value of, from the first of the others that has one. */
export function mergedAttributes(kept: Attributes, others: readonly Attributes[]): Attributes {
  const merged: Record<string, string> = {};
  for (const attributes of others) {
    for (const [field, value] of Object.entries(attributes))
      if (value !== '' && (kept[field] ?? '') === '') merged[field] ??= value;
  }
  return merged;
}

function pixels({ width, height }: Candidate): number {
  return (width ?? 0) * (height ?? 0);
}

function filled(attributes: Attributes): number {
  return Object.values(attributes).filter((value) => value !== '').length;
}
