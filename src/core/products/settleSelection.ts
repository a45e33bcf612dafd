/** Selections are held beside a catalog: where it lies elsewhere, it is asked by their ids. */
import type { Filter } from '../../contract/products.ts';

/** @param idsOf throws Failure `not-found` where it is no longer held */
export function settleSelection(filter: Filter, idsOf: (selectionId: string) => Iterable<string>): Filter {
  return filter.kind === 'selection' ? { kind: 'ids', ids: [...idsOf(filter.id)] } : filter;
}
