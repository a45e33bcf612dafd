/** How far lists are: what the curator said, taken back where what they chose is gone or sold out. */
import type { CurationStore } from '../../core/lists/ports.ts';
import type { ListStates } from '../../core/products/filterMask.ts';
import type { ListStateSource, MutableProductRows } from '../../core/products/productRows.ts';

export function createListStates(
  curation: Pick<CurationStore, 'version' | 'listStates' | 'chosenInDone'>,
  rows: Pick<MutableProductRows, 'version' | 'rowOf' | 'soldOut' | 'hidden'>,
): ListStateSource {
  let state = '';
  const byType = new Map<string, ListStates>();

  function compute(type: string): ListStates {
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

  return {
    version: () => curation.version,
    statesOf(type) {
      const now = `${curation.version} ${rows.version}`;
      if (state !== now) byType.clear();
      state = now;
      const states = byType.get(type) ?? compute(type);
      byType.set(type, states);
      return states;
    },
  };
}
