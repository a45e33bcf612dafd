import { focusSearchBox } from '../features/products/SearchBox.tsx';
import { goBack, goForward } from './navigation.ts';
import { largestThumbnailPx, smallestThumbnailPx } from './SizeSlider.tsx';
import { useSettings } from './settings.ts';
import { showExportSheet, useSheets } from './sheets.ts';
import { useShortcuts } from './shortcuts.ts';

const sizeStepPx = 32;

/** The keys that act on every page of an open catalog. */
export function useShellShortcuts(): void {
  const [settings, change] = useSettings();
  const show = useSheets((state) => state.show);

  function resize(by: number): void {
    const size = Math.min(largestThumbnailPx, Math.max(smallestThumbnailPx, settings.thumbnailSize + by));
    change({ thumbnailSize: size });
  }

  useShortcuts({
    '/': focusSearchBox,
    'mod+f': focusSearchBox,
    '?': () => show({ name: 'shortcuts' }),
    '+': () => resize(sizeStepPx),
    '=': () => resize(sizeStepPx),
    '-': () => resize(-sizeStepPx),
    'mod+o': () => show({ name: 'import' }),
    'mod+e': () => void showExportSheet(),
    'mod+,': () => show({ name: 'settings' }),
    'alt+arrowleft': goBack,
    'alt+arrowright': goForward,
  });
}
