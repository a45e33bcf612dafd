/** Selecting as in a file manager, in a grid of a view's products. */
import { useRef } from 'react';
import type { View } from '../../../../contract/products.ts';
import { queryClient } from '../../../api/queries.ts';
import { callQuery } from '../../../api/useCall.ts';
import { formatCounted } from '../../../components/format.ts';
import type { Reach } from '../../../components/pictures/TileGrid.tsx';
import { announce, tellFailure } from '../../../shell/toasts.ts';
import {
  clearSelection,
  idsBetween,
  selectOnly,
  selectWhenKnown,
  toggleSelected,
  useSelection,
} from './selection.ts';

export interface ViewSelection {
  /** What reaching a tile selects. @param id undefined while its page is on the way */
  readonly reach: (index: number, id: string | undefined, how: Reach) => void;
  readonly startBand: () => void;
  readonly selectBand: (indexes: readonly number[], add: boolean) => void;
  readonly selectAll: () => void;
}

/** @param focusedId the product with the focus: where a range starts that nothing else has started */
export function useViewSelection(view: View, focusedId: string | null): ViewSelection {
  const bandStart = useRef<readonly string[]>([]);

  /** Selects from among the whole view, whose ids may still have to be asked for. */
  async function selectFromView(choose: (ids: readonly string[]) => readonly string[]): Promise<boolean> {
    try {
      return await selectWhenKnown(idsOfView(view).then(choose));
    } catch (thrown) {
      tellFailure('The selection stays as it was.', thrown);
      return false;
    }
  }

  async function selectAll(): Promise<void> {
    if (!(await selectFromView((ids) => ids))) return;
    announce(`${formatCounted(useSelection.getState().ids.size, 'product')} selected`);
  }

  return {
    reach(index, id, how) {
      const anchor = useSelection.getState().anchor ?? focusedId;
      if (how.extend) void selectFromView((ids) => idsBetween(ids, anchor, index));
      else if (how.add && how.by === 'key') return;
      else if (id === undefined) clearSelection();
      else if (how.add) toggleSelected(id);
      else selectOnly(id);
    },
    startBand() {
      bandStart.current = [...useSelection.getState().ids];
    },
    selectBand(indexes, add) {
      const before = add ? bandStart.current : [];
      void selectFromView((ids) => [...before, ...indexes.flatMap((index) => ids[index] ?? [])]);
    },
    selectAll: () => void selectAll(),
  };
}

/** The ids of the whole view in its order, from the cache if they are there. */
export async function idsOfView(view: View): Promise<readonly string[]> {
  return (await queryClient.ensureQueryData(callQuery('products.ids', { view }))).ids;
}
