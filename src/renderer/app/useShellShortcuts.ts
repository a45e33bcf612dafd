import { importSheet } from '../features/imports/importIntent.ts';
import { focusSearchBox } from '../features/products/SearchBox.tsx';
import { goBack, goForward } from '../shell/navigation.ts';
import { useSettings } from '../shell/settings.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { exportHere } from './exportHere.ts';
import { largestThumbnailPx, smallestThumbnailPx } from './SizeSlider.tsx';

const sizeStepPx = 32;

/** The keys that act on every page of an open catalog. */
export function useShellShortcuts(): void {
  const [settings, change] = useSettings();

  function resize(by: number): void {
    const size = Math.min(largestThumbnailPx, Math.max(smallestThumbnailPx, settings.thumbnailSize + by));
    change({ thumbnailSize: size });
  }

  useShortcuts({
    '/': focusSearchBox,
    'mod+f': focusSearchBox,
    '+': () => resize(sizeStepPx),
    '=': () => resize(sizeStepPx),
    '-': () => resize(-sizeStepPx),
    'mod+o': () => importSheet.show({}),
    'mod+e': exportHere,
    'alt+arrowleft': goBack,
    'alt+arrowright': goForward,
  });
}
