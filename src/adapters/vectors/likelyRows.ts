/**
 * The nearest among candidates of which it is known how near each can be: a row's bytes are read only where it still can be, and the vector
 * itself of those that are left.
 */
import { emptyHeap, replaceLargest } from './bounds.ts';
import type { Candidates } from './prefixes/narrowing.ts';

/** What the product of a query with a row is, to within an error. */
export interface ProductBound {
  readonly product: number;
  readonly error: number;
}

export type BoundOf = (slot: number) => ProductBound;

export interface BoundRow extends ProductBound {
  readonly slot: number;
}

/** So many of the likeliest, as a search begins. */
export interface Begun {
  readonly rows: readonly BoundRow[];
  /** What the product of the query with the k-th nearest is at least. */
  readonly least: number;
}

export interface Likely {
  /** A superset of the k nearest by cosine or euclidean distance, and of their ties. */
  readonly possible: number[];
  readonly lookedAt: number;
}

export function boundFirst(promising: Uint32Array, k: number, boundOf: BoundOf): Begun {
  const rows = Array.from(promising.subarray(0, k), (slot) => ({ slot, ...boundOf(slot) }));
  const least = rows.reduce(
    (lowest, { product, error }) => Math.min(lowest, product - error),
    Number.POSITIVE_INFINITY,
  );
  return { rows, least: rows.length < k ? Number.NEGATIVE_INFINITY : least };
}

/** @param begun what was looked at already */
export function boundLikely(
  { slots, highest }: Candidates,
  k: number,
  boundOf: BoundOf,
  begun: readonly BoundRow[] = [],
): Likely {
  const rows = [...begun];
  const known = new Set(begun.map(({ slot }) => slot));
  /** The k highest of what products are at least, negative. */
  const best = emptyHeap(k);
  const note = ({ product, error }: ProductBound): void => {
    if (error - product < (best[0] ?? 0)) replaceLargest(best, error - product);
  };
  for (const row of begun) note(row);
  for (const [place, slot] of slots.entries()) {
    if (known.has(slot)) continue;
    if ((highest[place] ?? 0) < -(best[0] ?? 0)) continue;
    const row = { slot, ...boundOf(slot) };
    rows.push(row);
    note(row);
  }
  const least = -(best[0] ?? 0);
  const possible = rows.filter(({ product, error }) => product + error >= least).map(({ slot }) => slot);
  return { possible, lookedAt: rows.length };
}
