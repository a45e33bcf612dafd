/** How evenly recommendations are spread over products. */
import type { ExposureFigures } from '../../../contract/generation.ts';

/** In how many times as many lists as a list is long a hub is (Schnitzer et al. 2012 call such objects hubs). */
const hubFactor = 2;

export function isHub(count: number, top: number): boolean {
  return count >= hubFactor * top;
}

/** @param counts per product, in how many lists it is; @param top how long a list is */
export function exposureFigures(counts: Uint32Array, top: number): ExposureFigures {
  const orphans = counts.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0);
  return {
    coverage: counts.length === 0 ? 0 : (counts.length - orphans) / counts.length,
    gini: giniOf(counts),
    orphans,
    hubs: counts.reduce((sum, count) => sum + (isHub(count, top) ? 1 : 0), 0),
  };
}

/** The Gini coefficient: 0 where all are alike, (n − 1) / n where one has everything; 0 where there is nothing. */
export function giniOf(counts: Uint32Array): number {
  const ascending = counts.toSorted();
  let total = 0;
  let weighted = 0;
  for (const [at, count] of ascending.entries()) {
    total += count;
    weighted += (at + 1) * count;
  }
  const { length } = ascending;
  return total === 0 ? 0 : (2 * weighted) / (length * total) - (length + 1) / length;
}

/** The exposure of the products of each value of a field, the value with most products first. */
export function exposureByValue(
  counts: Uint32Array,
  valueAt: (row: number) => string,
): { value: string; products: number; coverage: number; orphans: number; mean: number }[] {
  const byValue = new Map<string, { products: number; orphans: number; total: number }>();
  for (const [row, count] of counts.entries()) {
    const value = valueAt(row);
    const sums = byValue.get(value) ?? { products: 0, orphans: 0, total: 0 };
    sums.products++;
    sums.total += count;
    if (count === 0) sums.orphans++;
    byValue.set(value, sums);
  }
  return [...byValue]
    .map(([value, { products, orphans, total }]) => ({
      value,
      products,
      coverage: (products - orphans) / products,
      orphans,
      mean: total / products,
    }))
    .sort((a, b) => b.products - a.products || (a.value < b.value ? -1 : 1));
}
