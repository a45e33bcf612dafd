/** Several look-alikes selected at once, as in a file manager: Shift for a range, Ctrl or ⌘ for one more. */
import { useState } from 'react';
import type { Reach } from '../../../components/pictures/TileGrid.tsx';

export interface TileSelection {
  /** Empty: the one with the focus is meant. */
  readonly ids: ReadonlySet<string>;
  /** Goes from one tile to another; both are indexes of `all`. */
  reach(all: readonly string[], step: { readonly from: number; readonly to: number }, reach: Reach): void;
  clear(): void;
}

interface Selected {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | null;
}

const nothing: Selected = { ids: new Set(), anchor: null };

/** @param key of what is selected in: nothing is once it is another */
export function useTileSelection(key: string): TileSelection {
  const [{ of, ...selected }, setSelected] = useState({ of: key, ...nothing });
  const { ids, anchor } = of === key ? selected : nothing;
  return {
    ids,
    reach(all, { from, to }, { extend, add, by }) {
      if (extend) {
        const start = anchor === null ? from : all.indexOf(anchor);
        const range = all.slice(Math.min(start, to), Math.max(start, to) + 1);
        setSelected({ of: key, ids: new Set(range), anchor: all[start] ?? null });
      } else if (add && by === 'pointer') {
        const known = ids.size === 0 ? [all[from] ?? ''] : [...ids];
        const id = all[to] ?? '';
        const next = new Set(known);
        if (!next.delete(id)) next.add(id);
        setSelected({ of: key, ids: next, anchor: id });
      } else if (ids.size > 0) setSelected({ of: key, ...nothing });
    },
    clear: () => setSelected({ of: key, ...nothing }),
  };
}
