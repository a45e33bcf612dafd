import { useLayoutEffect, useRef } from 'react';
import { clearSelection } from '../features/products/selection/selection.ts';
import { startAfresh } from '../shell/navigation.ts';

/**
 * When another catalog is opened, the address and the selection of the old one mean nothing there: starts afresh.
 * @param folder of the open catalog; null where none is open, undefined until it is known
 */
export function useFreshStart(folder: string | null | undefined): void {
  const last = useRef(folder);
  useLayoutEffect(() => {
    if (folder === undefined || folder === last.current) return;
    // A reload finds its catalog open: the address is of that one and stays.
    const isFirst = last.current === undefined;
    last.current = folder;
    if (isFirst) return;
    clearSelection();
    startAfresh();
  }, [folder]);
}
