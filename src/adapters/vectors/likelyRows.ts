/** The nearest among candidates of which it is known how near each can be: one is compared only where it still can be. */
import { replaceLargest } from './bounds.ts';
import { dotSlack } from './dotScan.ts';
import type { Candidates } from './prefixes/narrowing.ts';

/** The product of the query with the slot's vector. */
export type ProductOf = (slot: number) => number;

export interface ComparedRow {
  readonly slot: number;
  readonly product: number;
}

/** So many of the likeliest, as a search begins. */
export interface Begun {
  readonly rows: readonly ComparedRow[];
  /** What the product of the query with the k-th nearest is at least. */
  readonly least: number;
}

export interface Likely {
  /** A superset of the k nearest by cosine or euclidean distance, and of their ties. */
  readonly possible: number[];
  readonly lookedAt: number;
}

export function compareFirst(promising: Uint32Array, k: number, productOf: ProductOf): Begun {
  const rows = Array.from(promising.subarray(0, k), (slot) => ({ slot, product: productOf(slot) }));
  const lowest = rows.reduce((least, { product }) => Math.min(least, product), Number.POSITIVE_INFINITY);
  return { rows, least: rows.length < k ? Number.NEGATIVE_INFINITY : lowest - dotSlack };
}

/** @param begun what was compared already */
export function compareLikely(
  { slots, highest }: Candidates,
  k: number,
  productOf: ProductOf,
  begun: readonly ComparedRow[] = [],
): Likely {
  const rows = [...begun];
  const known = new Set(begun.map(({ slot }) => slot));
  /** The k highest products, negative. */
  const best = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  const note = ({ product }: ComparedRow): void => {
    if (-product < (best[0] ?? 0)) replaceLargest(best, -product);
  };
  for (const row of begun) note(row);
  const least = (): number => -(best[0] ?? 0) - 2 * dotSlack;
  for (const [place, slot] of slots.entries()) {
    if (known.has(slot) || (highest[place] ?? 0) < least()) continue;
    const row = { slot, product: productOf(slot) };
    rows.push(row);
    note(row);
  }
  const possible = rows.filter(({ product }) => product >= least()).map(({ slot }) => slot);
  return { possible, lookedAt: rows.length };
}
