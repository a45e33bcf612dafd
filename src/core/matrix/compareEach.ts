/** Each of some products with each, by the vectors as they are stored. */
import type { Metric } from '../../contract/search.ts';
import type { SearchCatalog } from '../search/candidates.ts';
import { compareVectors } from '../search/metrics.ts';
import type { Comparison } from '../search/ports.ts';
import { vectorsOfRow } from '../search/queryVectors.ts';
import type { Compared } from './ports.ts';

const itself: Comparison = { distance: 0, score: 1 };

export function compareEach(catalog: SearchCatalog, given: readonly string[], metric: Metric): Compared {
  const { rows } = catalog;
  const products = new Map<number, Float32Array[]>();
  const leftOut: { id: string; reason: 'unknown' | 'not-embedded' }[] = [];
  for (const id of new Set(given)) {
    const row = rows.rowOf(id);
    const vectors = row === undefined ? [] : vectorsOfRow(catalog, row);
    if (row === undefined) leftOut.push({ id, reason: 'unknown' });
    else if (vectors.length === 0) leftOut.push({ id: rows.idAt(row), reason: 'not-embedded' });
    else products.set(row, vectors);
  }
  const all = [...products.values()];
  const compared = all.map((): Comparison[] => all.map(() => itself));
  for (const [at, own] of all.entries()) {
    for (let other = at + 1; other < all.length; other++) {
      const nearest = nearestPair(own, all[other] ?? [], metric);
      const [across, down] = [compared[at], compared[other]];
      if (across !== undefined) across[other] = nearest;
      if (down !== undefined) down[at] = nearest;
    }
  }
  return {
    ids: [...products.keys()].map((row) => rows.idAt(row)),
    distances: compared.map((line) => line.map(({ distance }) => distance)),
    scores: compared.map((line) => line.map(({ score }) => score)),
    leftOut,
  };
}

function nearestPair(
  some: readonly Float32Array[],
  others: readonly Float32Array[],
  metric: Metric,
): Comparison {
  let nearest: Comparison = { distance: Number.POSITIVE_INFINITY, score: -1 };
  for (const one of some) {
    for (const other of others) {
      const comparison = compareVectors(one, other, metric);
      if (comparison.distance < nearest.distance) nearest = comparison;
    }
  }
  return nearest;
}
