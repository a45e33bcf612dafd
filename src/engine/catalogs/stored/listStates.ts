/** How lists are: how far, by what the curator said, taken back where what they chose is gone, hidden or sold out; and what they lack. */
import type { CurationStore } from '../../../core/lists/ports.ts';
import type { ListStates } from '../../../core/products/filterMask.ts';
import type { ListSource, MutableProductRows } from '../../../core/products/productRows.ts';
import type { ExposureCounts } from '../exposureCounts.ts';
import type { ListSummaries } from './listSummaries.ts';

export function createListStates(
  curation: Pick<CurationStore, 'version' | 'listStates' | 'chosenInDone'>,
  rows: Pick<MutableProductRows, 'version' | 'rowOf' | 'soldOut' | 'hidden'>,
  summaries: Pick<ListSummaries, 'shortfallOf'>,
  exposure: Pick<ExposureCounts, 'version' | 'of'>,
): ListSource {
  function computeStates(type: string): ListStates {
    const { begun, done } = curation.listStates(type);
    if (done.size === 0) return { begun, done };
    const soldOut = rows.soldOut();
    const hidden = rows.hidden();
    const left = new Set(done);
    for (const [productId, lookAlikeId] of curation.chosenInDone(type)) {
      const row = rows.rowOf(lookAlikeId);
      if (row === undefined || soldOut?.[row] === 1 || hidden?.[row] === 1) left.delete(productId);
    }
    return { begun, done: left };
  }

  /** Keeps what was computed of each type until products or decisions change. */
  function remembered<T>(compute: (type: string) => T): (type: string) => T {
    let state = '';
    const byType = new Map<string, T>();
    return (type) => {
      const now = `${curation.version} ${rows.version}`;
      if (state !== now) byType.clear();
      state = now;
      const known = byType.get(type) ?? compute(type);
      byType.set(type, known);
      return known;
    };
  }

  return {
    version: () => `${curation.version} ${exposure.version}`,
    statesOf: remembered(computeStates),
    shortfallOf: remembered(summaries.shortfallOf),
    exposureOf: (type) => exposure.of(type)?.counts ?? null,
  };
}
