/** Which products are selected, by id, as in a file manager. The product with the focus stands in the address. */
import { create } from 'zustand';

interface SelectionState {
  readonly ids: ReadonlySet<string>;
  /** Where a range starts. */
  readonly anchor: string | null;
}

const nothing: SelectionState = { ids: new Set(), anchor: null };

export const useSelection = create<SelectionState>()(() => nothing);

export function selectOnly(id: string): void {
  useSelection.setState({ ids: new Set([id]), anchor: id });
}

export function toggleSelected(id: string): void {
  const ids = new Set(useSelection.getState().ids);
  if (!ids.delete(id)) ids.add(id);
  useSelection.setState({ ids, anchor: id });
}

/** Selects these and nothing else, but keeps where a range starts. */
export function selectThese(ids: Iterable<string>): void {
  useSelection.setState({ ids: new Set(ids) });
}

export function clearSelection(): void {
  useSelection.setState(nothing);
}

/** Outside of rendering, in the order in which they were selected. */
export function selectedIds(): string[] {
  return [...useSelection.getState().ids];
}

/** The ids from one product to another in a view's order, both included; just the second if the first is not there. */
export function idsBetween(ordered: readonly string[], fromId: string | null, toIndex: number): string[] {
  const from = fromId === null ? -1 : ordered.indexOf(fromId);
  const start = from === -1 ? toIndex : from;
  return ordered.slice(Math.min(start, toIndex), Math.max(start, toIndex) + 1);
}
