import { importSheet } from '../features/imports/importIntent.ts';
import { focusSearchBox } from '../features/products/SearchBox.tsx';
import { goBack, goForward } from '../shell/navigation.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { exportHere } from './toolbar/exportHere.ts';
import { usePictureSize } from './toolbar/usePictureSize.ts';

/** The keys that act on every page of an open catalog. */
export function useShellShortcuts(): void {
  const { enlarge, reduce } = usePictureSize();
  useShortcuts({
    '/': focusSearchBox,
    'mod+f': focusSearchBox,
    '+': enlarge,
    '=': enlarge,
    '-': reduce,
    'mod+o': () => importSheet.show({}),
    'mod+e': exportHere,
    'alt+arrowleft': goBack,
    'alt+arrowright': goForward,
  });
}
