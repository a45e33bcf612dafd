/** Which products are selected, by id, as in a file manager. The product with the focus stands in the address. */
import { create } from 'zustand';

interface SelectionState {
  readonly ids: ReadonlySet<string>;
  /** Where a range starts. */
  readonly anchor: string | null;
  /** Another one with every change: names this very selection. */
  readonly version: number;
}

const nothing: Omit<SelectionState, 'version'> = { ids: new Set(), anchor: null };

/** The newest selection whose ids the engine is still asked for; any other selection takes its place. */
let arriving: Promise<boolean> | null = null;

function setSelection(change: Partial<Omit<SelectionState, 'version'>>): void {
  arriving = null;
  useSelection.setState(({ version }) => ({ ...change, version: version + 1 }));
}

export const useSelection = create<SelectionState>()(() => ({ ...nothing, version: 0 }));

export function selectOnly(id: string): void {
  setSelection({ ids: new Set([id]), anchor: id });
}

export function toggleSelected(id: string): void {
  const ids = new Set(useSelection.getState().ids);
  if (!ids.delete(id)) ids.add(id);
  setSelection({ ids, anchor: id });
}

/** The selection as it was before a reload. */
export function restoreSelection(ids: Iterable<string>, anchor: string | null): void {
  setSelection({ ids: new Set(ids), anchor });
}

/** Selects these and nothing else, but keeps where a range starts. */
export function selectThese(ids: Iterable<string>): void {
  setSelection({ ids: new Set(ids) });
}

export function clearSelection(): void {
  setSelection(nothing);
}

/**
 * Selects these as soon as they are known, unless something else is selected meanwhile; says whether it did.
 * @throws what `ids` rejects with; the selection then stays as it is.
 */
export async function selectWhenKnown(ids: Promise<Iterable<string>>): Promise<boolean> {
  const mine: Promise<boolean> = ids.then((known) => {
    if (arriving !== mine) return false;
    selectThese(known);
    return true;
  });
  arriving = mine;
  try {
    return await mine;
  } finally {
    if (arriving === mine) arriving = null;
  }
}

/** Outside of rendering, in the order in which they were selected; waits for a selection that is on its way. */
export async function selectedIds(): Promise<string[]> {
  await arriving?.catch(() => undefined);
  return [...useSelection.getState().ids];
}

/** The ids from one product to another in a view's order, both included; just the second if the first is not there. */
export function idsBetween(ordered: readonly string[], fromId: string | null, toIndex: number): string[] {
  const from = fromId === null ? -1 : ordered.indexOf(fromId);
  const start = from === -1 ? toIndex : from;
  return ordered.slice(Math.min(start, toIndex), Math.max(start, toIndex) + 1);
}
